/** What a DHCP server is configured to give: its subnets, and who has a reservation. */
import type { DhcpConfiguration, DhcpHost, DhcpSubnet } from '../../hostlink/dhcp/configuration.ts';
import { crossedRanges } from '../../hostlink/dhcp/crossed-ranges.ts';
import { dhcpServer } from '../../hostlink/illumos/dhcpd.ts';
import { formatAddress, formatCidr } from '../../hostlink/ipam/address.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { unpaddedMac } from '../../hostlink/names/mac-address.ts';
import type { AddressRange } from '../../hostlink/registry/model.ts';
import type { Answer, Line, Part } from '../answer.ts';
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
import { whyUnread } from '../answers/why-unread.ts';
import { inWords } from '../operations/duration.ts';
import { again, look, noServer, type ShownFacts, stateWords } from './found-dhcp.ts';

/** A chat folds what is longer; a file has all of them. */
const mostReservations = 40;
const mostSubnets = 20;

export function showAnswer(host: HostName, facts: ShownFacts, now: Date): Answer {
  const server = dhcpServer(facts.instances, facts.properties);
  if (server === undefined) return noServer(host, 'show');
  const { dhcp } = facts;
  const head = [
    heading(`DHCP on ${host}`),
    paragraph(
      ...joined([
        stateWords(server),
        [
          'listens on ',
          server.listen.length === 0
            ? 'every interface that has a subnet'
            : code(server.listen.join(', ')),
        ],
        code(server.configFile),
      ]),
    ),
  ];
  const foot = [
    offers(again('show', host), look('Leases', 'leases', host), look('Status', 'status', host)),
    context('As of ', time(now)),
  ];
  const configuration =
    dhcp.kind === 'read' && dhcp.value.kind === 'read' ? dhcp.value.value : undefined;
  if (configuration === undefined) {
    const why =
      dhcp.kind === 'unread'
        ? `⚠ Its file can't be understood: ${whyUnread(dhcp.diagnostic)}. ${dhcp.diagnostic.help ?? ''}`
        : `It has no file yet. \`/zone dhcp set 10.1.0.0/24 host=${host} range=10.1.0.200-10.1.0.249 router=10.1.0.1\` begins one.`;
    return {
      summary: `DHCP on ${host} is ${server.state}, and what it serves is not known`,
      parts: [...head, paragraph(...marked(why)), ...foot],
    };
  }
  const { subnets, hosts } = configuration;
  const lines = hosts.map(hostLine);
  const isLong = lines.length > mostReservations;
  return {
    summary: `DHCP on ${host} is ${server.state} and serves ${counted(subnets.length, 'subnet')}, with ${counted(hosts.length, 'reservation')}`,
    parts: [
      ...head,
      paragraph(strong('Subnets')),
      subnets.length === 0
        ? paragraph('It serves none.')
        : bullets(subnets.slice(0, mostSubnets).map(subnetLine)),
      ...(subnets.length > mostSubnets
        ? [context(`… ${subnets.length - mostSubnets} more subnets`)]
        : []),
      paragraph(strong('Reservations')),
      hosts.length === 0 ? paragraph('There are none.') : bullets(lines.slice(0, mostReservations)),
      ...(isLong
        ? [context(`… ${lines.length - mostReservations} more; the file has all of them`)]
        : []),
      ...warnings(configuration, facts),
      ...foot,
    ],
    ...(isLong && {
      file: {
        name: 'reservations.txt',
        title: `Reservations of ${host}`,
        text: `${lines.map(plainLine).join('\n')}\n`,
      },
    }),
  };
}

function subnetLine({ network, sharedNetwork, ranges, ...given }: DhcpSubnet): Line {
  const { routers, resolvers, domain, leaseTime } = given;
  return [
    strong(formatCidr(network)),
    ' ',
    ...joined([
      ranges.length === 0
        ? 'reservations only'
        : `gives ${ranges.map(rangeWords).join(', ')} (${counted(Number(ranges.reduce((sum, { first, last }) => sum + last.value - first.value + 1n, 0n)), 'address', 'addresses')})`,
      routers.length === 0 ? '' : `router ${routers.join(', ')}`,
      resolvers.length === 0 ? '' : `dns ${resolvers.join(', ')}`,
      domain === undefined ? '' : `domain ${domain}`,
      leaseTime === undefined ? '' : `lease ${inWords(leaseTime * 1000)}`,
      sharedNetwork === undefined ? '' : `in the shared network ${sharedNetwork}`,
    ]),
  ];
}

const rangeWords = ({ first, last }: AddressRange): string =>
  first.value === last.value
    ? formatAddress(first)
    : `${formatAddress(first)} to ${formatAddress(last)}`;

const hostLine = ({ name, mac, addresses, names, zone, statement }: DhcpHost): Line => [
  strong(name),
  ' ',
  ...joined([
    [...addresses.map(formatAddress), ...names].join(', ') || 'no address',
    mac === undefined ? 'told by something else than a MAC address' : `for ${unpaddedMac(mac)}`,
    zone === undefined ? '' : zone === name ? 'goes with its zone' : `goes with the zone ${zone}`,
    `line ${statement.line}`,
  ]),
];

/** What an operator should know, and dhcpd does not say. */
function warnings(configuration: DhcpConfiguration, { registry }: ShownFacts): readonly Part[] {
  const { includes } = configuration;
  const crossed =
    registry.kind === 'read' ? crossedRanges(configuration, registry.value.pools.values()) : [];
  const lines: readonly Line[] = [
    ...crossed.map(
      ({ pool, first, last }): Line =>
        `⚠ ${rangeWords({ first, last })} of the pool ${pool} is given out by DHCP, so that no zone gets it`,
    ),
    ...includes.map(
      ({ path, line }): Line => [
        '⚠ Line ',
        String(line),
        ' includes ',
        code(path),
        ', which is not looked into: what it gives out is not known here',
      ],
    ),
  ];
  return lines.length === 0 ? [] : [bullets(lines)];
}
