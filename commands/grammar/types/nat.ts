/** Argument types of NAT: kinds of rules, protocols, ports and ranges of them, and where addresses go. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { type Cidr, isAddress, parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import type { PortRange } from '../../../hostlink/nat/rule.ts';
import {
  type PortForward,
  type WishedTarget,
  wishedProtocols,
} from '../../../hostlink/nat/wish.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { oneOf } from './one-of.ts';

const badPort = (text: string, help: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::command::bad-port',
    message: `"${text.slice(0, 80)}" is no port from 1 to 65535`,
    help,
  });

/** 1 to 65535; undefined for anything else. */
function portIn(text: string | undefined): number | undefined {
  const port = text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

function rangeIn(text: string | undefined): PortRange | undefined {
  const [from, to, ...more] = (text ?? '').split('-');
  const first = portIn(from);
  const last = to === undefined ? first : portIn(to);
  return first === undefined || last === undefined || more.length > 0 ? undefined : { first, last };
}

export const port: ArgumentType<number> = {
  placeholder: 'port',
  parse: (text) => {
    const found = portIn(text);
    if (found === undefined) throw badPort(text, 'Write one port, for example 8080.');
    return found;
  },
};

/** `8080:80`, `8000-8010:80`, or `443` for the same port on both sides. */
export const portForward: ArgumentType<PortForward> = {
  placeholder: 'outside:inside',
  parse: (text) => {
    const [before, behind, ...more] = text.split(':');
    const outside = rangeIn(before);
    const inside = behind === undefined ? outside?.first : portIn(behind);
    if (outside === undefined || inside === undefined || more.length > 0) {
      throw badPort(
        text,
        'Write the port outside and the one inside: 8080:80, or 8000-8010:80 for several, or 443 where both are the same.',
      );
    }
    return { outside, inside };
  },
};

/** `auto`, `none`, or ports that connections get: `40000-50000`. */
export const portmap: ArgumentType<'auto' | 'none' | PortRange> = {
  placeholder: 'ports',
  parse: (text) => {
    const word = text.toLowerCase();
    if (word === 'auto') return 'auto';
    if (word === 'none' || word === 'no') return 'none';
    const range = rangeIn(text.replace(':', '-'));
    if (range === undefined)
      throw badPort(text, 'Write `auto`, `none`, or the ports that connections get: 40000-50000.');
    return range;
  },
};

/** `10.1.0.0/24`, or an address, which is a network of one. */
export const networkOrAddress: ArgumentType<Cidr> = {
  placeholder: 'cidr',
  parse: (text) => {
    if (!isAddress(text)) return parseCidr(text);
    const address = parseAddress(text);
    return { address, prefix: address.family === 4 ? 32 : 128 };
  },
};

/** `0/32` or `auto` for the interface's own address, an address, a network of them, or `first-last`. */
export const natTarget: ArgumentType<WishedTarget> = {
  placeholder: 'address',
  parse: (text) => {
    if (/^(auto|0\/32|0\.0\.0\.0\/32|0\/128|::\/128)$/i.test(text)) return { kind: 'interface' };
    const [first = '', last, ...more] = text.split('-');
    if (last !== undefined && more.length === 0)
      return { kind: 'range', first: parseAddress(first), last: parseAddress(last) };
    return { kind: 'net', net: networkOrAddress.parse(text) };
  },
};

export const natType = oneOf('kind of NAT rule', ['map', 'bimap', 'rdr']);
export const natProtocol = oneOf('protocol', wishedProtocols);
