/** What the words of `nat add` come to: each kind of rule needs words of its own, and has none of the others'. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type Cidr, familyBits } from '../../hostlink/ipam/address.ts';
import type { LinkName } from '../../hostlink/names/link-name.ts';
import type { PortRange } from '../../hostlink/nat/rule.ts';
import type {
  NatWish,
  PortForward,
  WishedProtocol,
  WishedTarget,
} from '../../hostlink/nat/wish.ts';

interface Words {
  readonly interface: LinkName;
  readonly type?: NatWish['kind'];
  readonly subnet?: Cidr;
  readonly target?: WishedTarget;
  readonly port?: PortForward;
  readonly portmap?: 'auto' | 'none' | PortRange;
  readonly protocol?: WishedProtocol;
}

/** @throws Diagnostic `zmgr::nat::incomplete`, `zmgr::nat::not-of-type` */
export function natWish({ interface: link, type = 'map', ...words }: Words): NatWish {
  const { subnet, target, port, portmap, protocol } = words;
  switch (type) {
    case 'map':
      refuseOthers(type, words, ['subnet', 'target', 'portmap', 'protocol']);
      return {
        kind: type,
        interface: link,
        subnet: subnet ?? lacks(type, 'subnet=10.1.0.0/24', 'which network is to be hidden'),
        target: target ?? { kind: 'interface' },
        portmap: portmap ?? 'auto',
        protocol: protocol ?? 'tcp/udp',
      };
    case 'bimap':
      refuseOthers(type, words, ['subnet', 'target']);
      return {
        kind: type,
        interface: link,
        inside: subnet ?? lacks(type, 'subnet=10.1.0.10', 'which address inside is meant'),
        outside:
          target?.kind === 'net'
            ? target.net
            : lacks(type, 'target=192.0.2.100', 'which address it has outside'),
      };
    case 'rdr':
      refuseOthers(type, words, ['subnet', 'target', 'port', 'protocol']);
      return {
        kind: type,
        interface: link,
        address: subnet ?? lacks(type, 'subnet=192.0.2.4', 'which address is reached from outside'),
        ports: port ?? lacks(type, 'port=8080:80', 'which port leads where'),
        target: oneAddress(target) ?? lacks(type, 'target=10.1.0.10', 'which address it leads to'),
        protocol: protocol ?? 'tcp',
      };
    default:
      return type satisfies never;
  }
}

const oneAddress = (target: WishedTarget | undefined) =>
  target?.kind === 'net' && target.net.prefix === familyBits(target.net.address.family)
    ? target.net.address
    : undefined;

function lacks(type: string, example: string, what: string): never {
  throw new Diagnostic({
    code: 'zmgr::nat::incomplete',
    message: `It is not said ${what}`,
    help: `A rule of type ${type} needs it: \`${example}\`. \`/zone help nat add\` shows whole ones.`,
  });
}

function refuseOthers(
  type: string,
  words: Omit<Words, 'interface' | 'type'>,
  own: readonly string[],
): void {
  const odd = Object.keys(words).find((word) => word !== 'host' && !own.includes(word));
  if (odd === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::nat::not-of-type',
    message: `${odd}= says nothing of a rule of type ${type}`,
    help: `Leave it out, or name another type. A ${type} takes ${own.map((word) => `${word}=`).join(', ')}.`,
  });
}
