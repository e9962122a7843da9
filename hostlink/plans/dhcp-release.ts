/** What giving up a reservation in DHCP takes: its host goes from dhcpd.conf, and nothing else does. */
import type { DhcpConfiguration, DhcpHost } from '../dhcp/configuration.ts';
import { removeStatement } from '../dhcp/edit.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { formatAddress } from '../ipam/address.ts';
import { parseMacAddress, unpaddedMac } from '../names/mac-address.ts';
import { nearest } from '../nearest.ts';
import type { Plan } from '../plan/plan.ts';
import { usableConfig } from '../registry/lookup.ts';
import { changePlan } from './dhcp-change.ts';
import { configurationOn, type DhcpFileFacts, programOn, serverOn } from './dhcp-on-host.ts';

export interface ReleasePlanning {
  /** A reservation by its name, its address or its MAC address. */
  readonly reservation: string;
  readonly host: HostSpec;
  readonly facts: DhcpFileFacts;
}

/** Pure. @throws Diagnostic `zmgr::dhcp::none`, `no-config`, `no-program`, `no-reservation`, `which-reservation` */
export function planDhcpRelease({ reservation, host, facts }: ReleasePlanning): Plan {
  const server = serverOn(host, facts);
  const configuration = configurationOn(host, server, facts);
  const found = reservationNamed(reservation, configuration, host);
  return changePlan({
    verb: 'dhcp release',
    subject: found.name,
    what: `Release ${reservationInWords(found)}`,
    ...{ host, server, program: programOn(host, facts), configuration, restarts: true },
    edits: [removeStatement(configuration.text, found.statement)],
    lockTimeout: usableConfig(facts.registry).lockTimeout,
    chosen: { released: { name: found.name } },
  });
}

/** `the reservation of 10.1.0.50 for web01 (2:8:20:1:2:3)` */
export const reservationInWords = ({ name, mac, addresses, names }: DhcpHost): string => {
  const what = [...addresses.map(formatAddress), ...names].join(', ') || 'no address';
  return `the reservation of ${what} for ${name}${mac === undefined ? '' : ` (${unpaddedMac(mac)})`}`;
};

/** By its name, one of its addresses, or its MAC address in any spelling. */
export const isReservation = ({ name, mac, addresses }: DhcpHost, wanted: string): boolean =>
  name === wanted ||
  (mac !== undefined && mac === macIn(wanted)) ||
  addresses.map(formatAddress).includes(wanted);

function macIn(text: string): string | undefined {
  try {
    return parseMacAddress(text);
  } catch {
    return undefined;
  }
}

function reservationNamed(
  wanted: string,
  { hosts, includes }: DhcpConfiguration,
  host: Pick<HostSpec, 'name'>,
): DhcpHost {
  const [found, other] = hosts.filter((one) => isReservation(one, wanted));
  if (found !== undefined && other === undefined) return found;
  if (found !== undefined && other !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::dhcp::which-reservation',
      message: `Two reservations are ${wanted}: lines ${found.statement.line} and ${other.statement.line}`,
      help: 'Name one of them by what only it has: its name, its address or its MAC address.',
    });
  }
  const names = hosts.map(({ name }) => name);
  throw new Diagnostic({
    code: 'zmgr::dhcp::no-reservation',
    message: `The DHCP server of ${host.name} has no reservation ${wanted}`,
    help:
      includes.length === 0
        ? `\`/zone dhcp show host=${host.name}\` lists them.`
        : `It may be in one of the files that the configuration includes, which are not looked into: ${includes.map(({ path }) => path).join(', ')}.`,
    suggestions: nearest(wanted, names),
  });
}
