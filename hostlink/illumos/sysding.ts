/**
 * /etc/sysding.conf of an OpenIndiana zone: a ksh script that its first boot sources. Of it only what gives an interface
 * an address is understood, as `setup_interface <link | PRIMARY> <label> <address>/<prefix>`; nothing of it is run.
 */
import { Diagnostic } from '../diagnostic.ts';
import { type Cidr, parseCidr } from '../ipam/address.ts';

export interface SysdingInterface {
  /** Undefined for PRIMARY: the first that there is. */
  readonly link?: string;
  readonly address: Cidr;
}

export interface SysdingConfiguration {
  readonly interfaces: readonly SysdingInterface[];
  /** Default router, as `setup_route default <gateway>` says it. */
  readonly routers: readonly string[];
}

/** Whatever stands in it: what is not understood is passed over, `dhcp` among it. */
export function parseSysding(text: string): SysdingConfiguration {
  const lines = text.split('\n').map(wordsOf);
  return {
    interfaces: lines.flatMap(([call, link, , address]) => {
      const found = call === 'setup_interface' ? cidrIn(address) : undefined;
      return found === undefined
        ? []
        : [{ ...(link !== undefined && link !== 'PRIMARY' && { link }), address: found }];
    }),
    routers: lines.flatMap(([call, destination, router]) =>
      call === 'setup_route' && destination === 'default' && router !== undefined ? [router] : [],
    ),
  };
}

/** Without quotes and comments. */
const wordsOf = (line: string): readonly string[] =>
  line
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));

function cidrIn(text: string | undefined): Cidr | undefined {
  try {
    return text?.includes('/') === true ? parseCidr(text) : undefined;
  } catch (error) {
    if (error instanceof Diagnostic) return undefined;
    throw error;
  }
}
