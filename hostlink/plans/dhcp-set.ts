/**
 * What setting a subnet of DHCP takes: its statements in dhcpd.conf, and the interfaces that dhcpd listens on. A subnet that
 * is not served yet is added, the first of a host begins its file.
 */
import {
  type DhcpConfiguration,
  type DhcpSubnet,
  parseConfiguration,
} from '../dhcp/configuration.ts';
import { addSubnet, changeSubnet, type Edit, type SubnetWish } from '../dhcp/edit.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { DhcpServer } from '../illumos/dhcpd.ts';
import {
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  isAddress,
  networkOf,
  parseAddress,
  sameAddress,
  specialAddresses,
} from '../ipam/address.ts';
import { describeTaker, type Taken } from '../ipam/taken.ts';
import type { LinkName } from '../names/link-name.ts';
import type { Plan } from '../plan/plan.ts';
import type { ListWish } from '../registry/list-wish.ts';
import { usableConfig } from '../registry/lookup.ts';
import type { AddressRange, Registry } from '../registry/model.ts';
import { addressesInUse } from './addresses-in-use.ts';
import { changePlan } from './dhcp-change.ts';
import { configurationOn, type DhcpFileFacts, programOn, serverOn } from './dhcp-on-host.ts';

export interface DhcpSetWish extends SubnetWish {
  readonly subnet?: Cidr | undefined;
  readonly listen?: ListWish<LinkName> | undefined;
}

export interface DhcpSetPlanning {
  readonly wish: DhcpSetWish;
  readonly host: HostSpec;
  readonly facts: DhcpFileFacts;
  readonly holds: readonly string[];
}

/**
 * Pure. @throws Diagnostic `zmgr::dhcp::none`, `no-config`, `no-program`, `nothing-to-set`, `set-already`, `which-subnet`,
 *   `other-family`, `host-bits`, `overlaps`, `bad-range`, `ranges-in-pools`, `router-outside`, `range-meets`, `no-interface`,
 *   `serves-nothing`
 */
export function planDhcpSet({ wish, host, facts, holds }: DhcpSetPlanning): Plan {
  const server = serverOn(host, facts);
  const program = programOn(host, facts);
  const { subnet: network, listen, ...subnetWish } = wish;
  const isAsked = Object.values(subnetWish).some((value) => value !== undefined);
  if (!isAsked && listen === undefined) throw nothingToSet(host);
  if (isAsked && network === undefined) throw whichSubnet(host);
  const isNew = facts.dhcp.kind !== 'read';
  if (isNew && network === undefined) configurationOn(host, server, facts);
  const configuration = isNew
    ? parseConfiguration(`${host.name}:${server.configFile}`, '')
    : configurationOn(host, server, facts);
  const edits = network === undefined ? [] : subnetEdits(network, subnetWish, configuration, host);
  if (network !== undefined) refuseRanges(network, subnetWish, configuration, facts, holds);
  const interfaces = listen === undefined ? undefined : interfacesFor(listen, server, facts, host);
  const after = parseConfiguration(configuration.source, withEdits(configuration.text, edits));
  if (interfaces !== undefined) refuseUnserved(interfaces.to, after, facts);
  if (edits.length === 0 && interfaces === undefined) throw setAlready(host);
  const [first] = edits;
  return changePlan({
    verb: 'dhcp set',
    subject: network === undefined ? 'server' : formatCidr(network),
    what: [
      ...(network === undefined || first === undefined
        ? []
        : [inWords(network, subnetWish, facts.registry, configuration)]),
      ...(interfaces === undefined
        ? []
        : [
            `Have DHCP listen on ${interfaces.to.join(', ') || 'every interface that has a subnet'}`,
          ]),
    ].join('; '),
    ...{ host, server, program, configuration, restarts: true },
    ...(isNew && first !== undefined ? { edits: [], newFile: withEdits('', edits) } : { edits }),
    ...(interfaces === undefined ? {} : { listen: interfaces }),
    lockTimeout: usableConfig(facts.registry).lockTimeout,
  });
}

function withEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { start, end, text: by } of edits.toSorted((one, other) => other.start - one.start))
    result = result.slice(0, start) + by + result.slice(end);
  return result;
}

function subnetEdits(
  network: Cidr,
  wish: SubnetWish,
  configuration: DhcpConfiguration,
  host: HostSpec,
): readonly Edit[] {
  if (network.address.family !== 4) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::other-family',
      message: `${formatCidr(network)} is no IPv4 network, and this DHCP server serves no other`,
      help: 'Write one like 10.1.0.0/24.',
    });
  }
  const bounds = networkOf(network);
  if (!sameAddress(bounds.first, network.address)) {
    const meant = formatCidr({ address: bounds.first, prefix: network.prefix });
    throw new Diagnostic({
      code: 'zmgr::dhcp::host-bits',
      message: `${formatCidr(network)} is an address in a network, not the network`,
      help: `The network is ${meant}.`,
    });
  }
  const known = configuration.subnets.find((one) => isSame(one.network, network));
  if (known === undefined) {
    const other = configuration.subnets.find((one) => overlap(one.network, network));
    if (other === undefined) return [addSubnet(configuration, network, wish)];
    throw new Diagnostic({
      code: 'zmgr::dhcp::overlaps',
      message: `${formatCidr(network)} overlaps ${formatCidr(other.network)}, which is served already (line ${other.statement.line})`,
      help: `Change that one, or take its place by hand in ${host.name}:${configuration.source.split(':').at(-1)}.`,
    });
  }
  refusePools(known, wish, configuration);
  return changeSubnet(configuration, known, wish);
}

const isSame = (one: Cidr, other: Cidr): boolean =>
  one.prefix === other.prefix && sameAddress(one.address, other.address);

const overlap = (one: Cidr, other: Cidr): boolean =>
  contains(one, other.address) || contains(other, one.address);

function refusePools(
  { ranges, network }: DhcpSubnet,
  wish: SubnetWish,
  { source }: DhcpConfiguration,
): void {
  const inPool = ranges.find((range) => range.inPool);
  if (wish.ranges === undefined || inPool === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::dhcp::ranges-in-pools',
    message: `${formatCidr(network)} has ranges in pools of dhcpd.conf (line ${inPool.statement.line}), which say who may have them`,
    location: { source, line: inPool.statement.line },
    help: 'Change these ranges by hand; everything else of the subnet can be set here.',
  });
}

function refuseRanges(
  network: Cidr,
  { ranges, routers }: SubnetWish,
  configuration: DhcpConfiguration,
  facts: DhcpFileFacts,
  holds: readonly string[],
): void {
  for (const router of routers ?? []) {
    if (contains(network, router)) continue;
    throw new Diagnostic({
      code: 'zmgr::dhcp::router-outside',
      message: `The router ${formatAddress(router)} is not in ${formatCidr(network)}, so nobody there could reach it`,
      help: 'Take the address that the router has in this subnet.',
    });
  }
  for (const [at, range] of (ranges ?? []).entries()) {
    const why = whyNoRange(range, network, ranges?.slice(0, at) ?? []);
    if (why === undefined) continue;
    throw new Diagnostic({
      code: 'zmgr::dhcp::bad-range',
      message: `The range ${rangeText(range)} ${why}`,
      help: `Write the first and the last address of it, both in ${formatCidr(network)}: range=a-b, several with a comma between them.`,
    });
  }
  const { subnet, broadcast } = specialAddresses(network);
  const known = configuration.subnets.find((one) => isSame(one.network, network));
  const kept = [subnet, broadcast, ...(routers ?? [])].filter((one) => one !== undefined);
  const own = routers === undefined ? (known?.routers ?? []) : [];
  const given = ranges ?? (routers === undefined ? [] : (known?.ranges ?? []));
  for (const range of given) {
    const met = [
      ...kept
        .filter((one) => isIn(one, range))
        .map((one) => `${formatAddress(one)}, which no client may have`),
      ...configuration.hosts.flatMap(({ name, addresses }) =>
        addresses
          .filter((one) => isIn(one, range))
          .map((one) => `${formatAddress(one)}, reserved for ${name}`),
      ),
      ...addressesInUse({ ...facts, dhcp: { kind: 'no-service' } }, holds)
        .list.filter((taken) => meets(taken, range))
        .map(
          (taken) =>
            `${formatAddress({ family: 4, value: taken.first })}, ${describeTaker(taken.by)}`,
        ),
      ...own
        .filter((text) => isAddress(text) && isIn(parseAddress(text), range))
        .map((text) => `${text}, its router`),
    ];
    if (met.length === 0) continue;
    throw new Diagnostic({
      code: 'zmgr::dhcp::range-meets',
      message: `DHCP would give away ${met.slice(0, 3).join('; ')}${met.length > 3 ? `; and ${met.length - 3} more` : ''}`,
      help: `Leave them out of ${rangeText(range)}: two ranges with a comma between them go around an address.`,
    });
  }
}

const meets = (taken: Taken, { first, last }: AddressRange): boolean =>
  taken.family === first.family && taken.first <= last.value && first.value <= taken.last;

const isIn = ({ family, value }: IpAddress, { first, last }: AddressRange): boolean =>
  family === first.family && first.value <= value && value <= last.value;

const rangeText = ({ first, last }: AddressRange): string =>
  `${formatAddress(first)}-${formatAddress(last)}`;

function whyNoRange(
  range: AddressRange,
  network: Cidr,
  before: readonly AddressRange[],
): string | undefined {
  const { first, last } = range;
  const outside = [first, last].find((one) => !contains(network, one));
  if (outside !== undefined) return `leaves ${formatCidr(network)} with ${formatAddress(outside)}`;
  if (first.value > last.value) return 'ends before it begins';
  const other = before.find(
    (one) => one.first.value <= last.value && first.value <= one.last.value,
  );
  return other === undefined ? undefined : `overlaps ${rangeText(other)}`;
}

function interfacesFor(
  wish: ListWish<LinkName>,
  { listen: from }: DhcpServer,
  { addresses }: Pick<DhcpFileFacts, 'addresses'>,
  host: HostSpec,
): { readonly from: readonly string[]; readonly to: readonly string[] } | undefined {
  const to: readonly string[] =
    wish.kind === 'whole'
      ? [...new Set(wish.values)]
      : [
          ...from.filter((name) => !wish.remove.some((gone) => gone === name)),
          ...wish.add.filter((name) => !from.includes(name)),
        ];
  const links = new Set(addresses.map(({ link }) => link));
  const missing = to.find((name) => !links.has(name));
  if (missing !== undefined) {
    const there = [...links].filter((name) => name !== 'lo0').join(', ');
    throw new Diagnostic({
      code: 'zmgr::dhcp::no-interface',
      message: `${host.name} has no IP interface ${missing}`,
      help: `DHCP can listen on ${there === '' ? 'none: none has an address' : there}. An interface that is to be listened on needs an address in the subnet that it serves.`,
    });
  }
  return JSON.stringify(from) === JSON.stringify(to) ? undefined : { from, to };
}

/** dhcpd ends at once where nothing that it listens on has an address in a subnet of its file. */
function refuseUnserved(
  interfaces: readonly string[],
  { subnets }: DhcpConfiguration,
  { addresses }: Pick<DhcpFileFacts, 'addresses'>,
): void {
  const own = addresses.flatMap(({ link, address }) =>
    address !== undefined && (interfaces.length === 0 || interfaces.includes(link))
      ? [address]
      : [],
  );
  if (own.some((address) => subnets.some(({ network }) => contains(network, address)))) return;
  throw new Diagnostic({
    code: 'zmgr::dhcp::serves-nothing',
    message: `None of ${interfaces.join(', ') || "the host's interfaces"} has an address in a subnet of dhcpd.conf, and dhcpd would not start`,
    help: 'Give the interface an address in the subnet that it is to serve, or name another interface.',
  });
}

function inWords(
  network: Cidr,
  { ranges, routers, resolvers, domain, leaseTime }: SubnetWish,
  registry: Registry,
  { subnets }: DhcpConfiguration,
): string {
  const isNew = !subnets.some((one) => isSame(one.network, network));
  const said = [
    ...(ranges === undefined ? [] : [`range ${ranges.map(rangeText).join(', ') || 'none'}`]),
    ...(routers === undefined ? [] : [`router ${routers.map(formatAddress).join(', ') || 'none'}`]),
    ...(resolvers === undefined
      ? []
      : [`dns ${resolvers.map(formatAddress).join(', ') || 'none'}`]),
    ...(domain === undefined ? [] : [`domain ${domain}`]),
    ...(leaseTime === undefined ? [] : [`lease ${leaseTime} s`]),
  ].join(', ');
  const pools = [...registry.pools.values()]
    .filter(({ v4 }) => v4?.ranges.some((own) => ranges?.some((one) => crosses(own, one)) ?? false))
    .map(({ name }) => `"${name}"`);
  const shared =
    pools.length === 0
      ? ''
      : ` (addresses of the pool ${pools.join(', ')} among it, which no zone gets from then on)`;
  return `${isNew ? 'Serve' : 'Change'} ${formatCidr(network)} by DHCP${said === '' ? '' : `: ${said}`}${shared}`;
}

const crosses = (one: AddressRange, other: AddressRange): boolean =>
  one.first.value <= other.last.value && other.first.value <= one.last.value;

const nothingToSet = (host: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::dhcp::nothing-to-set',
    message: 'Nothing is said that is to be set of DHCP',
    help: `Say what, as in \`/zone dhcp set 10.1.0.0/24 host=${host.name} range=10.1.0.200-10.1.0.249 router=10.1.0.1\`. There are: range, router, dns, domain, lease, listen.`,
  });

const whichSubnet = (host: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::dhcp::which-subnet',
    message: 'It is not said of which subnet',
    help: `Name it: \`/zone dhcp set 10.1.0.0/24 host=${host.name} …\`. \`/zone dhcp show host=${host.name}\` lists those that are served.`,
  });

const setAlready = (host: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::dhcp::set-already',
    message: 'All that is to be set of DHCP is so already; nothing was changed',
    help: `\`/zone dhcp show host=${host.name}\` shows what is served.`,
  });
