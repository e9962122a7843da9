/**
 * What a dhcpd.conf says, as far as addresses go: subnets with what they give out, and hosts with a fixed address. Every
 * thing keeps its place in the text. What is not understood here (classes, conditions, options) is dhcpd's business and
 * stays as it is; what is in other files (`include`) is not looked at, and said.
 */
import { Diagnostic } from '../diagnostic.ts';
import { type Cidr, type IpAddress, isAddress, parseAddress } from '../ipam/address.ts';
import { type MacAddress, parseMacAddress } from '../names/mac-address.ts';
import type { AddressRange } from '../registry/model.ts';
import { parseStatements, type Statement } from './syntax.ts';

export interface DhcpSubnet {
  readonly network: Cidr;
  /** Behind the name of its shared network, where it is in one. */
  readonly sharedNetwork?: string;
  /** Everything that it gives to whoever asks, its pools' ranges too. */
  readonly ranges: readonly DynamicRange[];
  readonly routers: readonly string[];
  readonly resolvers: readonly string[];
  readonly domain?: string;
  /** Seconds, where it says so itself. */
  readonly leaseTime?: number;
  readonly statement: Statement;
}

export interface DynamicRange extends AddressRange {
  readonly statement: Statement;
  /** In a `pool { }` and not in the subnet itself. */
  readonly inPool: boolean;
}

export interface DhcpHost {
  readonly name: string;
  /** Undefined where it is told by something else than an Ethernet address. */
  readonly mac?: MacAddress;
  readonly addresses: readonly IpAddress[];
  /** Names that dhcpd itself resolves to addresses. */
  readonly names: readonly string[];
  /** The zone that it was made for, by zonebot's own comment in it. */
  readonly zone?: string;
  readonly statement: Statement;
}

export interface DhcpInclude {
  readonly path: string;
  readonly line: number;
}

export interface DhcpConfiguration {
  /** `hv-04:/etc/dhcpd.conf`, for diagnostics. */
  readonly source: string;
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly subnets: readonly DhcpSubnet[];
  readonly hosts: readonly DhcpHost[];
  readonly includes: readonly DhcpInclude[];
}

/** The comment by which a reservation is known to be a zone's. */
export const zoneMark = (zone: string): string => `# zonebot: zone ${zone}`;

/**
 * @throws Diagnostic `zmgr::dhcp::unreadable`, `zmgr::dhcp::not-understood` for a subnet, a range or a fixed address that
 *   is none: not to know what is given out would be a guess
 */
export function parseConfiguration(source: string, text: string): DhcpConfiguration {
  const statements = parseStatements(source, text);
  const read: { subnets: DhcpSubnet[]; hosts: DhcpHost[]; includes: DhcpInclude[] } = {
    subnets: [],
    hosts: [],
    includes: [],
  };
  const about = { source, text };
  const visit = (inside: readonly Statement[], sharedNetwork: string | undefined) => {
    for (const statement of inside) {
      const kind = wordsOf(statement)[0];
      if (kind === 'include') read.includes.push(includeOf(statement));
      if (kind === 'host' && statement.body !== undefined)
        read.hosts.push(hostOf(about, statement, statement.body.statements));
      if (kind === 'subnet' && statement.body !== undefined) {
        const ranges = [
          ...rangesIn(about, statement.body.statements, false),
          // A pool of a shared network belongs to no subnet of it in particular; its ranges lie in one.
          ...poolsIn(statement.body.statements).flatMap((pool) => rangesIn(about, pool, true)),
        ];
        read.subnets.push(subnetOf(about, statement, ranges, sharedNetwork));
      }
      if (statement.body !== undefined)
        visit(
          statement.body.statements,
          kind === 'shared-network' ? statement.tokens[1]?.text : sharedNetwork,
        );
    }
  };
  visit(statements, undefined);
  const stray = strayRanges(about, statements, read.subnets);
  return { source, text, statements, ...read, subnets: withStray(read.subnets, stray) };
}

type About = Pick<DhcpConfiguration, 'source' | 'text'>;

/** In lower case: dhcpd's own words are read in any. */
const wordsOf = ({ tokens }: Statement): readonly string[] =>
  tokens.map(({ kind, text }) => (kind === 'word' ? text.toLowerCase() : ''));

/** A leaf that begins with these words, as often as it is there. */
export const leavesIn = (
  statements: readonly Statement[],
  ...words: readonly string[]
): readonly Statement[] =>
  statements.filter(
    (statement) =>
      statement.body === undefined &&
      words.every((word, index) => wordsOf(statement)[index] === word),
  );

/** What stands behind those words: `a, b` is two. */
export const listOf = ({ tokens }: Statement, behind: number): readonly string[] => {
  const items: string[][] = [[]];
  for (const { kind, text } of tokens.slice(behind)) {
    if (kind === 'mark' && text === ',') items.push([]);
    else items.at(-1)?.push(text);
  }
  return items.map((item) => item.join('')).filter((item) => item !== '');
};

const poolsIn = (statements: readonly Statement[]): readonly (readonly Statement[])[] =>
  statements.flatMap((statement) =>
    statement.body !== undefined && wordsOf(statement)[0] === 'pool'
      ? [statement.body.statements]
      : [],
  );

function subnetOf(
  about: About,
  statement: Statement,
  ranges: readonly DynamicRange[],
  sharedNetwork: string | undefined,
): DhcpSubnet {
  const inside = statement.body?.statements ?? [];
  const [, first, , mask] = statement.tokens;
  const network = networkOf(first?.text ?? '', mask?.text ?? '');
  if (network === undefined) throw notUnderstood(about, statement, 'is no subnet with its netmask');
  const last = (...words: string[]) => leavesIn(inside, ...words).at(-1);
  const values = (...words: string[]) => {
    const leaf = last(...words);
    return leaf === undefined ? [] : listOf(leaf, words.length);
  };
  const domain = values('option', 'domain-name')[0];
  const lease = Number(values('default-lease-time')[0] ?? Number.NaN);
  return {
    network,
    ...(sharedNetwork === undefined ? {} : { sharedNetwork }),
    ranges,
    routers: values('option', 'routers'),
    resolvers: values('option', 'domain-name-servers'),
    ...(domain === undefined ? {} : { domain }),
    ...(Number.isSafeInteger(lease) ? { leaseTime: lease } : {}),
    statement,
  };
}

/** Undefined where a netmask is none, or bits of the host are set (which dhcpd refuses as well). */
export function networkOf(first: string, mask: string): Cidr | undefined {
  if (!isAddress(first) || !isAddress(mask)) return undefined;
  const [address, bits] = [parseAddress(first), parseAddress(mask)];
  if (address.family !== 4 || bits.family !== 4) return undefined;
  const zeros = bits.value ^ 0xffff_ffffn;
  if ((zeros & (zeros + 1n)) !== 0n || (address.value & zeros) !== 0n) return undefined;
  return { address, prefix: 32 - zeros.toString(2).replace(/^0$/, '').length };
}

/** `range [dynamic-bootp] first [last];`, dhcpd.conf(5). */
const rangesIn = (
  about: About,
  statements: readonly Statement[],
  inPool: boolean,
): readonly DynamicRange[] =>
  leavesIn(statements, 'range').map((statement) => {
    const words = statement.tokens
      .slice(1)
      .map(({ text }) => text)
      .filter((text) => text.toLowerCase() !== 'dynamic-bootp');
    const [first = '', last = first] = words;
    if (words.length === 0 || words.length > 2 || !isAddress(first) || !isAddress(last))
      throw notUnderstood(about, statement, 'is no range of addresses');
    const ends = [parseAddress(first), parseAddress(last)] as const;
    // dhcpd takes them in either order (add_range, new_address_range() of server/mdb.c).
    const [low, high] = ends[0].value <= ends[1].value ? ends : [ends[1], ends[0]];
    return { first: low, last: high, statement, inPool };
  });

/** Ranges in pools of a shared network, which stand beside its subnets. */
function strayRanges(
  about: About,
  statements: readonly Statement[],
  subnets: readonly DhcpSubnet[],
): readonly DynamicRange[] {
  const known = new Set(subnets.flatMap(({ ranges }) => ranges.map(({ statement }) => statement)));
  const all = (some: readonly Statement[]): readonly DynamicRange[] => [
    ...rangesIn(about, some, true),
    ...some.flatMap(({ body }) => (body === undefined ? [] : all(body.statements))),
  ];
  return all(statements).filter(({ statement }) => !known.has(statement));
}

const withStray = (
  subnets: readonly DhcpSubnet[],
  stray: readonly DynamicRange[],
): readonly DhcpSubnet[] =>
  subnets.map((subnet) => {
    const own = stray.filter(({ first }) => holds(subnet.network, first));
    return own.length === 0 ? subnet : { ...subnet, ranges: [...subnet.ranges, ...own] };
  });

const holds = ({ address, prefix }: Cidr, { family, value }: IpAddress): boolean =>
  family === address.family &&
  value >> BigInt(32 - prefix) === address.value >> BigInt(32 - prefix);

function hostOf(about: About, statement: Statement, inside: readonly Statement[]): DhcpHost {
  const all = deep(inside);
  const ethernet = leavesIn(all, 'hardware', 'ethernet').at(-1);
  const mac = ethernet && macIn(about, ethernet);
  const fixed = leavesIn(all, 'fixed-address').flatMap((leaf) => listOf(leaf, 1));
  const zone = /#[ \t]*zonebot: zone ([^\s]+)[ \t]*(?:\r?\n|$)/.exec(
    about.text.slice(statement.start, statement.end),
  )?.[1];
  return {
    name: statement.tokens[1]?.text ?? '',
    ...(mac === undefined ? {} : { mac }),
    addresses: fixed.filter(isAddress).map(parseAddress),
    names: fixed.filter((text) => !isAddress(text)),
    ...(zone === undefined ? {} : { zone }),
    statement,
  };
}

/** A host may have its statements in conditions. */
const deep = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((statement) => [statement, ...deep(statement.body?.statements ?? [])]);

function macIn(about: About, leaf: Statement): MacAddress {
  try {
    return parseMacAddress(listOf(leaf, 2).join(''));
  } catch (cause) {
    throw notUnderstood(about, leaf, 'has no Ethernet address', cause);
  }
}

const includeOf = ({ tokens, line }: Statement): DhcpInclude => ({
  path: tokens[1]?.text ?? '',
  line,
});

function notUnderstood(
  { source, text }: About,
  { start, end, line }: Statement,
  what: string,
  cause?: unknown,
): Diagnostic {
  const words = text.slice(start, end).split('{')[0]?.replace(/\s+/g, ' ').trim().slice(0, 80);
  return new Diagnostic({
    code: 'zmgr::dhcp::not-understood',
    message: `Line ${line} of ${source}, \`${words}\`, ${what}`,
    location: { source, line },
    help: 'What DHCP gives out is not known while this stands; put it right there.',
    cause,
  });
}

/** What DHCP has of a host's addresses, for IPAM. */
export const dhcpTaken = ({ subnets, hosts }: DhcpConfiguration) => ({
  ranges: subnets.flatMap(({ ranges }) => ranges.map(({ first, last }) => ({ first, last }))),
  reservations: hosts.flatMap(({ name, addresses }) =>
    addresses.map((address) => ({ address, name })),
  ),
});
