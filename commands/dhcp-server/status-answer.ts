/** How a DHCP server stands as a service, and what keeps it from running: its file, where it listens, what dhcpd says. */
import type { DhcpConfiguration } from '../../hostlink/dhcp/configuration.ts';
import { type DhcpServer, dhcpServer } from '../../hostlink/illumos/dhcpd.ts';
import { contains, formatAddress, formatCidr } from '../../hostlink/ipam/address.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Answer, Line } from '../answer.ts';
import {
  bullets,
  code,
  context,
  fields,
  heading,
  joined,
  marked,
  offers,
  paragraph,
  preformatted,
  strong,
  time,
} from '../answers/parts.ts';
import { whyUnread } from '../answers/why-unread.ts';
import { again, look, noServer, type StatusFacts, stateWords } from './found-dhcp.ts';

export function statusAnswer(host: HostName, facts: StatusFacts, now: Date): Answer {
  const server = dhcpServer(facts.instances, facts.properties);
  if (server === undefined) return noServer(host, 'status');
  const { dhcp } = facts;
  const configuration =
    dhcp.kind === 'read' && dhcp.value.kind === 'read' ? dhcp.value.value : undefined;
  const verdict = facts.inSbin ?? facts.inLib;
  const troubles = [
    ...serviceTroubles(host, server),
    ...fileTroubles(host, server, facts),
    ...listenTroubles(server, configuration, facts),
  ];
  return {
    summary: `DHCP on ${host} is ${server.state}${troubles.length === 0 ? '' : `, and ${troubles.length === 1 ? 'one thing needs' : `${troubles.length} things need`} a look`}`,
    parts: [
      heading(`DHCP server of ${host}`),
      paragraph(...joined([stateWords(server), code(server.fmri)])),
      ...(troubles.length === 0 ? [] : [bullets(troubles)]),
      ...(verdict?.accepts === false && configuration !== undefined
        ? [preformatted(verdict.says.join('\n'))]
        : []),
      fields([
        ['Configuration', code(server.configFile)],
        ['Leases', server.leaseFile === undefined ? undefined : code(server.leaseFile)],
        ['dhcpd accepts its file', verdictWords(facts)],
        [
          'Listens on',
          server.listen.length === 0 ? 'every interface that has a subnet' : undefined,
        ],
      ]),
      ...interfaceParts(server, configuration, facts),
      offers(again('status', host), look('Show', 'show', host), look('Leases', 'leases', host)),
      context('As of ', time(now)),
    ],
  };
}

function verdictWords({ dhcp, inSbin, inLib }: StatusFacts): Line {
  const verdict = inSbin ?? inLib;
  if (verdict === undefined) return '⚠ no dhcpd was found that could say';
  if (dhcp.kind === 'read' && dhcp.value.kind !== 'read') return 'there is none yet';
  return verdict.accepts ? 'yes' : '⚠ no';
}

function serviceTroubles(host: HostName, { state, fmri }: DhcpServer): readonly Line[] {
  switch (state) {
    case 'online':
    case 'disabled':
      return [];
    case 'maintenance':
      return [
        marked(
          `⚠ It is in maintenance: its start method has failed, and it is not tried again. On the host, \`svcs -xv ${fmri}\` names its log; once the cause is gone, \`/zone dhcp start host=${host}\` clears that and starts it.`,
        ),
      ];
    default:
      return [
        marked(
          `⚠ It is ${state}: something that it depends on is not there. On the host, \`svcs -xv ${fmri}\` says what.`,
        ),
      ];
  }
}

function fileTroubles(
  host: HostName,
  { configFile, state }: DhcpServer,
  { dhcp, inSbin, inLib }: StatusFacts,
): readonly Line[] {
  if (dhcp.kind === 'unread')
    return [marked(`⚠ ${whyUnread(dhcp.diagnostic)}. ${dhcp.diagnostic.help ?? ''}`)];
  if (dhcp.value.kind !== 'read') {
    return [
      marked(
        `⚠ ${configFile} is not there, and without it dhcpd does not start: \`/zone dhcp set 10.1.0.0/24 host=${host} range=10.1.0.200-10.1.0.249 router=10.1.0.1\` begins one.`,
      ),
    ];
  }
  if ((inSbin ?? inLib)?.accepts !== false) return [];
  const until =
    state === 'online' ? 'It runs with what it read before, until it is restarted; ' : '';
  return [
    [
      '⚠ dhcpd does not accept its file as it is, by what it says below. ',
      until,
      'it does not start with it, and zonebot changes nothing in it until that is put right.',
    ],
  ];
}

function listenTroubles(
  { listen }: DhcpServer,
  configuration: DhcpConfiguration | undefined,
  { addresses }: StatusFacts,
): readonly Line[] {
  if (configuration === undefined || addresses.kind === 'unread') return [];
  const served = addresses.value.filter(
    ({ link, address }) =>
      address !== undefined &&
      (listen.length === 0 || listen.includes(link)) &&
      configuration.subnets.some(({ network }) => contains(network, address)),
  );
  const missing = listen.filter((name) => !addresses.value.some(({ link }) => link === name));
  return [
    ...missing.map((name): Line => ['⚠ There is no IP interface ', code(name), ' to listen on']),
    ...(served.length > 0
      ? []
      : [
          '⚠ No interface that it listens on has an address in a subnet that it serves: dhcpd ends at once',
        ]),
  ];
}

/** Each interface with its addresses, and what of it is served. */
function interfaceParts(
  { listen }: DhcpServer,
  configuration: DhcpConfiguration | undefined,
  { addresses }: StatusFacts,
) {
  if (listen.length === 0 || addresses.kind === 'unread') return [];
  const lines = listen.map((name): Line => {
    const own = addresses.value.flatMap(({ link, address }) =>
      link === name && address?.family === 4 ? [address] : [],
    );
    const subnet = configuration?.subnets.find(({ network }) =>
      own.some((address) => contains(network, address)),
    );
    return [
      code(name),
      ' ',
      ...joined([
        own.map(formatAddress).join(', ') || 'no address',
        subnet === undefined
          ? '⚠ no subnet of it is served'
          : `serves ${formatCidr(subnet.network)}`,
      ]),
    ];
  });
  return [paragraph(strong('Listens on')), bullets(lines)];
}
