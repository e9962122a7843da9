/**
 * The grammar of a rule: ipnat_y.y of illumos' usr/src/cmd/ipf/tools, with its refusals and in its order of words. It
 * takes what ipnat takes, also what makes no sense: prefixes beyond 32, ports that end before they begin.
 */
import { type Family, familyBits, type IpAddress, parseAddress } from '../ipam/address.ts';
import { type Token, tokensOf } from './lexer.ts';
import {
  hasPorts,
  maskOf,
  type NatKind,
  type NatNet,
  type NatProtocol,
  type NatRule,
  natKinds,
  type PortMatch,
  type PortRange,
  protocolNumbers,
} from './rule.ts';

/** What ipnat would end with, in its own words: `syntax error error at "foo", line 3`. */
export class NatSyntaxError extends Error {
  readonly line: number;
  constructor(what: string, token: Pick<Token, 'text' | 'line'>) {
    super(`${what} error at "${token.text}", line ${token.line}`);
    this.name = 'NatSyntaxError';
    this.line = token.line;
  }
}

/** A rule that holds something which only the host can tell: names of hosts or services, variables. */
export class HostTells extends Error {}

/** `;` is the rule's own; a comment, or the next rule, is not. */
export interface ReadRule {
  /** Undefined where only the host can tell what it comes to. */
  readonly rule: NatRule | undefined;
  readonly tokens: readonly Token[];
}

const keywords = new Set([
  ...['age', 'any', 'auto', 'bimap', 'frag', 'from', 'icmpidmap', 'mask', 'map', 'map-block'],
  ...['mssclamp', 'netmask', 'port', 'portmap', 'ports', 'proxy', 'range', 'rdr', 'round-robin'],
  ...['sequential', 'sticky', 'tag', 'tcp', 'tcpudp', 'to', 'udp', '->', 'eq', 'ne', 'lt', 'gt'],
  ...['le', 'ge'],
]);

/** The keyword that a token is; none of a name. */
export const keywordOf = ({ kind, text }: Token): string | undefined => {
  const lower = text.toLowerCase();
  return kind === 'word' && keywords.has(lower) ? lower : undefined;
};

export const kindOf = (token: Token): NatKind | undefined =>
  natKinds.find((kind) => keywordOf(token) === kind);

/**
 * The rule whose first token is at that place.
 * @throws NatSyntaxError
 */
export function readRule(tokens: readonly Token[], from: number): ReadRule {
  const reader = readerOf(tokens, from);
  const rule = reader.rule();
  return { rule, tokens: tokens.slice(from, reader.at()) };
}

/** The rule of a text that holds one and nothing else. @throws NatSyntaxError, HostTells */
export function parseRule(text: string): NatRule {
  const tokens = tokensOf(text);
  const [first] = tokens;
  if (first === undefined || kindOf(first) === undefined)
    throw new NatSyntaxError('syntax error', first ?? { text: '', line: 1 });
  const { rule, tokens: read } = readRule(tokens, 0);
  const next = tokens[read.length];
  if (next !== undefined) throw new NatSyntaxError('syntax error', next);
  if (rule === undefined) throw new HostTells(text);
  return rule;
}

interface Address {
  readonly family: Family | undefined;
  readonly value: bigint;
}

interface Net extends Address {
  readonly mask: bigint;
}

function readerOf(tokens: readonly Token[], from: number) {
  let at = from;
  /** Of the addresses read so far, by which `any` and `0/0` go. */
  let family: Family | undefined;
  /** Something was passed over that only the host can tell. */
  let isOpen = false;

  const end: Pick<Token, 'text' | 'line'> = { text: '', line: tokens.at(-1)?.line ?? 1 };
  const here = (): Token | undefined => tokens[at];
  const fail = (what = 'syntax error'): never => {
    throw new NatSyntaxError(what, here() ?? end);
  };
  const failBefore = (what: string): never => {
    throw new NatSyntaxError(what, tokens[at - 1] ?? end);
  };
  const isNow = (word: string): boolean => {
    const token = here();
    if (token === undefined) return false;
    return token.kind === 'symbol' ? token.text === word : keywordOf(token) === word;
  };
  const take = (word: string): boolean => {
    if (!isNow(word)) return false;
    at += 1;
    return true;
  };
  const expect = (word: string): void => {
    if (!take(word)) fail();
  };
  const isOf = (...kinds: readonly Token['kind'][]): boolean => {
    const token = here();
    return token !== undefined && kinds.includes(token.kind) && keywordOf(token) === undefined;
  };
  const next = (...kinds: readonly Token['kind'][]): Token => {
    const token = here();
    if (token === undefined || !isOf(...kinds)) return fail();
    at += 1;
    return token;
  };
  /** A name, or a variable that stands for one. */
  const name = (): string => {
    const token = next('word', 'string', 'variable');
    if (token.kind === 'variable') isOpen = true;
    return token.kind === 'string' ? token.text.slice(1, -1) : token.text;
  };
  const number = (): number => Number(next('number').text);

  function interfaces(): [string, ...string[]] {
    const one = name();
    return take(',') ? [one, name()] : [one];
  }

  /** v4 as dotted numbers, v6, a bare number, or a name. */
  function hostname(): Address {
    if (isOf('v6')) {
      const value = parseAddressOf(next('v6').text);
      family = 6;
      return { family, value };
    }
    if (!isOf('number')) {
      name();
      isOpen = true;
      return { family, value: 0n };
    }
    const first = next('number');
    if (isOf('v6')) return { family: 6, value: parseAddressOf(next('v6').text) };
    if (!isNow('.')) {
      const value = BigInt(first.text) & 0xffff_ffffn;
      if (value !== 0n) family = 4;
      return { family, value };
    }
    family = 4;
    return { family, value: dotted(first) };
  }

  function dotted(first: Token): bigint {
    const parts = [Number(first.text)];
    for (let count = 1; count < 4; count += 1) {
      expect('.');
      parts.push(number());
    }
    if (parts.some((part) => part > 255)) failBefore('Invalid octet string for IP address');
    return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  }

  function parseAddressOf(text: string): bigint {
    try {
      return parseAddress(text).value;
    } catch {
      // ::ffff:10.0.0.1, which ipnat takes and nobody has a use for.
      isOpen = true;
      return 0n;
    }
  }

  function net(): Net {
    if (take('any')) return { family, value: 0n, mask: 0n };
    const { family: own, value } = hostname();
    if (take('/')) return { ...maskBehind(own, value), value };
    if (take('mask') || take('netmask')) return { family: own, value, mask: explicitMask(own) };
    const known = own ?? 4;
    return { family: own, value, mask: maskOf(known, familyBits(known)) };
  }

  function maskBehind(own: Family | undefined, value: bigint): Omit<Net, 'value'> {
    if (!isOf('number') || tokens[at + 1]?.text === '.')
      return { family: own, mask: explicitMask(own) };
    const prefix = number();
    if (own !== undefined || isOpen) return { family: own, mask: maskOf(own ?? 4, prefix) };
    if (value !== 0n) failBefore('invalid addr');
    if (prefix !== 0 && prefix !== 32 && prefix !== 128) failBefore('invalid mask');
    family = prefix === 128 ? 6 : 4;
    return { family, mask: maskOf(family, prefix) };
  }

  function explicitMask(own: Family | undefined): bigint {
    if (isOf('hex')) return BigInt(next('hex').text.padEnd(3, '0')) & 0xffff_ffffn;
    const isV6 = isOf('v6');
    const mask = isV6 ? parseAddressOf(next('v6').text) : dotted(next('number'));
    if (own !== undefined && own !== (isV6 ? 6 : 4)) failBefore('address family mismatch');
    return mask;
  }

  function portOf(): number {
    if (!isOf('number')) {
      name();
      isOpen = true;
      return 0;
    }
    const port = number();
    if (port > 65535) failBefore('invalid port number');
    return port;
  }

  const words = { eq: '=', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' } as const;
  const signs = ['=', '!=', '<=', '>=', '<', '>'] as const;

  function portMatch(): PortMatch {
    const token = here();
    const word = token === undefined ? undefined : keywordOf(token);
    const compare =
      signs.find((sign) => isNow(sign)) ??
      Object.entries(words).find(([known]) => known === word)?.[1];
    if (compare !== undefined) {
      at += 1;
      return { compare, port: portOf() };
    }
    const port = portOf();
    if (!isNow('<>') && !isNow('><')) fail();
    const range = isNow('<>') ? '<>' : '><';
    at += 1;
    return { compare: range, port, last: portOf() };
  }

  const matchedPort = () => (take('port') ? portMatch() : undefined);

  function matchOf(kind: NatKind): NatRule['match'] | undefined {
    if (!isNow('from') && !(kind === 'rdr' && isNow('!'))) return undefined;
    const notSource = take('!');
    expect('from');
    const source = net();
    const sourcePort = matchedPort();
    const notDestination = kind !== 'rdr' && take('!');
    expect('to');
    const destination = net();
    const destinationPort = matchedPort();
    return {
      source: settled(source),
      destination: settled(destination),
      ...(sourcePort === undefined ? {} : { sourcePort }),
      ...(destinationPort === undefined ? {} : { destinationPort }),
      ...(notSource ? { not: 'source' as const } : {}),
      ...(notDestination ? { not: 'destination' as const } : {}),
    };
  }

  /** in_v of the rule counts where an address says nothing of its own. */
  const settled = ({ family: own, value, mask }: Net): NatNet => ({
    family: own ?? 4,
    value: value & mask,
    mask,
  });

  const inFamily = ({ family: own, value }: Address): IpAddress => ({ family: own ?? 4, value });

  function mapTarget(before: Family | undefined): NatRule['target'] {
    if (!take('range')) {
      const target = net();
      mustAgree(before, target.family);
      return { kind: 'net', net: settled(target) };
    }
    const first = hostname();
    expect('-');
    const last = hostname();
    mustAgree(first.family, last.family);
    mustAgree(before, first.family);
    return { kind: 'range', first: inFamily(first), last: inFamily(last) };
  }

  function mustAgree(one: Family | undefined, other: Family | undefined): void {
    if (one !== undefined && other !== undefined && one !== other)
      failBefore('address family mismatch');
  }

  function redirectTarget(before: Family | undefined): NatRule['target'] {
    const first = hostname();
    if (take(',')) {
      const last = hostname();
      mustAgree(first.family, last.family);
      mustAgree(before, first.family);
      return { kind: 'split', first: inFamily(first), last: inFamily(last) };
    }
    mustAgree(before, first.family);
    const own = first.family ?? 4;
    if (!take('/'))
      return { kind: 'net', net: { family: own, value: first.value, mask: maskOf(own, 128) } };
    const prefix = number();
    if (first.value !== 0n || (prefix !== 0 && prefix !== familyBits(own)))
      failBefore('Invalid mask for dip');
    return { kind: 'net', net: { family: own, value: 0n, mask: maskOf(own, prefix) } };
  }

  function protocol(): number {
    if (isOf('number')) return number();
    if (take('tcp')) return 6;
    if (take('udp')) return 17;
    const said = name().toLowerCase();
    const known = protocolNumbers[said];
    if (known === undefined) isOpen = true;
    return known ?? 0;
  }

  /** `tcp`, `tcp/udp`, `tcpudp`, a number or name; undefined where none is said. */
  function protocolSaid(): NatProtocol {
    if (take('tcpudp')) return 'tcp/udp';
    if (isNow('tcp') || isNow('udp')) {
      const number = protocol();
      if (number !== 6 || !take('/')) return number;
      expect('udp');
      return 'tcp/udp';
    }
    return isOf('number', 'word', 'string', 'variable') ? protocol() : undefined;
  }

  function age(): readonly [number, number] | undefined {
    if (!take('age')) return undefined;
    const first = number();
    return [first, take('/') ? number() : first];
  }

  const clamp = () => (take('mssclamp') ? number() : undefined);
  const tag = () => (take('tag') ? name() : undefined);

  function range(between: readonly string[]): PortRange {
    const first = portOf();
    return between.some((sign) => take(sign)) ? { first, last: portOf() } : { first, last: first };
  }

  function mapPorts(): Pick<NatRule, 'portmap' | 'isSequential' | 'icmpIds' | 'protocol'> {
    if (take('icmpidmap')) {
      if (name() !== 'icmp') failBefore('icmpidmap not followed by icmp');
      const first = number();
      expect(':');
      const last = number();
      if (first > 65535 || last > 65535) failBefore('invalid ICMP Id number');
      return { icmpIds: { first, last }, protocol: undefined };
    }
    if (!take('portmap')) return { protocol: undefined };
    const said = isNow('tcp') || isNow('udp') || isNow('tcpudp') ? protocolSaid() : undefined;
    const portmap = take('auto') ? 'auto' : colonRange();
    return { portmap, isSequential: take('sequential'), protocol: said };
  }

  function colonRange(): PortRange {
    const first = portOf();
    expect(':');
    return { first, last: portOf() };
  }

  function proxySaid(): { readonly proxy: NonNullable<NatRule['proxy']>; readonly of: number } {
    expect('port');
    const port = isOf('number') ? portOf() : name();
    if (typeof port === 'string') isOpen = true;
    const label = name();
    expect('/');
    return { proxy: { port, label }, of: protocol() };
  }

  function map(kind: NatKind, head: Pick<NatRule, 'kind' | 'interfaces'>): NatRule {
    const match = kind === 'map-block' ? undefined : matchOf(kind);
    const subject = match === undefined ? net() : undefined;
    expect('->');
    const target =
      kind === 'map-block'
        ? { kind: 'net' as const, net: settled(net()) }
        : mapTarget(subject?.family ?? match?.source.family);
    const proxied = kind !== 'map-block' && take('proxy') ? proxySaid() : undefined;
    const blockPorts =
      kind === 'map-block' && take('ports') ? (take('auto') ? 'auto' : number()) : undefined;
    const ports =
      kind === 'map-block' || proxied !== undefined ? { protocol: undefined } : mapPorts();
    const options = {
      isRoundRobin: take('round-robin'),
      isFragment: take('frag'),
      ...whereSaid({ age: age(), mssClamp: clamp(), tag: tag() }),
    };
    const said = protocolSaid();
    const before = ports.protocol ?? proxied?.of;
    if (said !== undefined && before !== undefined) failBefore('protocol set twice');
    const { portmap, ...others } = ports;
    const finally_ = before ?? said;
    return {
      ...head,
      ...(match === undefined ? {} : { match }),
      ...(subject === undefined ? {} : { subject: settled(subject) }),
      target,
      ...others,
      // Without a protocol that has ports, ipnat forgets them: setnatproto().
      ...(portmap !== undefined && hasPorts(finally_) ? { portmap } : {}),
      ...(blockPorts === undefined ? {} : { blockPorts }),
      ...(proxied === undefined ? {} : { proxy: proxied.proxy }),
      protocol: finally_,
      ...options,
    };
  }

  function redirect(head: Pick<NatRule, 'kind' | 'interfaces'>): NatRule {
    const match = matchOf('rdr');
    const subject = match === undefined ? net() : undefined;
    const ports = match === undefined && take('port') ? range(['-', ':']) : undefined;
    expect('->');
    const target = redirectTarget(subject?.family ?? match?.destination.family);
    const mustName = ports !== undefined || match !== undefined;
    if (mustName && !isNow('port')) fail();
    const targetPort = take('port') ? { isFixed: take('='), port: portOf() } : undefined;
    const said = protocolSaid();
    const isRoundRobin = take('round-robin');
    const isFragment = take('frag');
    const aged = age();
    // Without round-robin or a second target it is complained of, and not done.
    const isSticky = take('sticky') && (isRoundRobin || target.kind === 'split');
    const clamped = clamp();
    const proxied = take('proxy') ? redirectProxy() : undefined;
    const isPorted =
      (ports?.first ?? 0) !== 0 || (ports?.last ?? 0) !== 0 || (targetPort?.port ?? 0) !== 0;
    const finally_ = said ?? proxied?.of ?? (isPorted ? 6 : undefined);
    return {
      ...head,
      ...(match === undefined ? {} : { match }),
      ...(subject === undefined ? {} : { subject: settled(subject) }),
      target,
      ...(ports === undefined ? {} : { ports }),
      ...(targetPort === undefined ? {} : { targetPort }),
      ...(proxied === undefined ? {} : { proxy: proxied.proxy }),
      protocol: finally_,
      ...{ isRoundRobin, isFragment, isSticky },
      ...whereSaid({ age: aged, mssClamp: clamped, tag: tag() }),
    };
  }

  function redirectProxy(): {
    readonly proxy: NonNullable<NatRule['proxy']>;
    readonly of?: number;
  } {
    return isNow('port') ? proxySaid() : { proxy: { label: name() } };
  }

  return {
    at: () => at,
    rule(): NatRule | undefined {
      const token = here();
      const kind = token === undefined ? undefined : kindOf(token);
      if (kind === undefined) return fail();
      at += 1;
      const head = { kind, interfaces: interfaces() };
      const rule = kind === 'rdr' ? redirect(head) : map(kind, head);
      take(';');
      return isOpen ? undefined : rule;
    },
  };
}

const whereSaid = <T extends Record<string, unknown>>(
  values: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
