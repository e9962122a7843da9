/** What a DHCP server has given out: each address once, with whose machine has it, in which state and until when. */
import { isLeased, type Lease } from '../../hostlink/dhcp/leases.ts';
import { dhcpServer } from '../../hostlink/illumos/dhcpd.ts';
import { formatAddress } from '../../hostlink/ipam/address.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { type MacAddress, unpaddedMac } from '../../hostlink/names/mac-address.ts';
import { macsOf } from '../../hostlink/plans/dhcp-reserve.ts';
import type { Answer, Line, Span } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  joined,
  marked,
  offers,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { plainLine } from '../answers/plain-line.ts';
import { formatDuration } from '../operations/duration.ts';
import { again, type LeasedFacts, look, noServer } from './found-dhcp.ts';

const mostLeases = 40;

export interface LeasesWish {
  readonly zone?: string;
  readonly mac?: MacAddress;
  /** Those that have ended, too. */
  readonly all: boolean;
}

export function leasesAnswer(
  host: HostName,
  facts: LeasedFacts,
  wish: LeasesWish,
  now: Date,
): Answer {
  const server = dhcpServer(facts.instances, facts.properties);
  if (server === undefined) return noServer(host, 'leases');
  const owners = ownersIn(facts);
  // Their ends are told by the host's clock.
  const at = facts.clock.kind === 'read' ? facts.clock.value : now;
  const leases = facts.leases.kind === 'read' ? facts.leases.value : [];
  const fitting = leases.filter(
    (lease) =>
      (wish.all || isLeased(lease, at)) &&
      (wish.mac === undefined || lease.mac === wish.mac) &&
      (wish.zone === undefined || (lease.mac !== undefined && owners.get(lease.mac) === wish.zone)),
  );
  const lines = fitting.map((lease) => leaseLine(lease, owners, at));
  const isLong = lines.length > mostLeases;
  const what = `${counted(fitting.length, wish.all ? 'lease' : 'lease that holds', wish.all ? 'leases' : 'leases that hold')}`;
  const over = leases.filter((lease) => !isLeased(lease, at)).length;
  return {
    summary: `DHCP on ${host}: ${what}`,
    parts: [
      heading(`Leases on ${host} · ${fitting.length}`),
      ...(lines.length === 0
        ? [paragraph(...marked(noneWords(wish, over, host)))]
        : [bullets(lines.slice(0, mostLeases))]),
      ...(isLong ? [context(`… ${lines.length - mostLeases} more; the file has all of them`)] : []),
      offers(again('leases', host), look('Show', 'show', host), look('Status', 'status', host)),
      context(
        ...(server.state === 'online'
          ? []
          : [`The server is ${server.state}: nobody gets a new one. `]),
        ...(server.leaseFile === undefined ? [] : [code(server.leaseFile), ' · ']),
        'as of ',
        time(now),
      ),
    ],
    ...(isLong && {
      file: {
        name: 'leases.txt',
        title: `Leases of ${host}`,
        text: `${lines.map(plainLine).join('\n')}\n`,
      },
    }),
  };
}

function noneWords({ zone, mac, all }: LeasesWish, over: number, host: HostName): string {
  const whom =
    zone !== undefined ? ` of ${zone}` : mac !== undefined ? ` of ${unpaddedMac(mac)}` : '';
  const more =
    all || over === 0
      ? ''
      : ` ${counted(over, 'has', 'have')} ended: \`/zone dhcp leases all=yes host=${host}\`.`;
  return `There is no lease${whom}. What has a reservation is given its address without one in this list.${more}`;
}

/** Zones, and names of reservations, by MAC address. */
function ownersIn({ configurations, vnics, registry, dhcp }: LeasedFacts): Map<MacAddress, string> {
  const owners = new Map<MacAddress, string>();
  if (dhcp.kind === 'read' && dhcp.value.kind === 'read')
    for (const { name, mac } of dhcp.value.value.hosts)
      if (mac !== undefined) owners.set(mac, name);
  if (configurations.kind === 'read' && vnics.kind === 'read' && registry.kind === 'read') {
    const seen = {
      configurations: configurations.value,
      vnics: vnics.value,
      registry: registry.value,
    };
    for (const zone of seen.configurations.keys())
      for (const mac of macsOf(zone, seen)) owners.set(mac, zone);
  }
  return owners;
}

function leaseLine(lease: Lease, owners: ReadonlyMap<MacAddress, string>, now: Date): Line {
  const { address, mac, clientName, state, ends } = lease;
  const owner = mac === undefined ? undefined : owners.get(mac);
  return [
    code(formatAddress(address)),
    ' ',
    ...joined([
      owner === undefined ? '' : strong(owner),
      mac === undefined ? 'no Ethernet address' : unpaddedMac(mac),
      clientName === undefined ? '' : `calls itself ${clientName.slice(0, 63)}`,
      stateWords(lease, state, now),
      endWords(ends, now),
    ]),
  ];
}

/** dhcpd writes down that a lease has ended only when it looks. */
const stateWords = (lease: Lease, state: string | undefined, now: Date): string =>
  isLeased(lease, now) || (state !== undefined && state !== 'active')
    ? (state ?? 'active')
    : 'ended';

function endWords(ends: Date | undefined, now: Date): readonly Span[] | string {
  if (ends === undefined) return 'without an end';
  const left = ends.getTime() - now.getTime();
  return left > 0 ? [`until `, time(ends), ` (${formatDuration(left)})`] : [`ended `, time(ends)];
}
