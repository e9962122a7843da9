/** What is asked of a host about its DHCP server, one exec each; what can't be read takes nothing else with it. */
import { hostClock } from '../../hostlink/illumos/date.ts';
import {
  type DhcpServer,
  dhcpConfiguration,
  dhcpInstances,
  dhcpLeases,
  dhcpProperties,
  dhcpVerdict,
} from '../../hostlink/illumos/dhcpd.ts';
import { vnicList } from '../../hostlink/illumos/dladm.ts';
import { addressList } from '../../hostlink/illumos/ipadm.ts';
import { zonesDirectory } from '../../hostlink/illumos/zones-directory.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import type { Answer, Offer } from '../answer.ts';
import { heading, marked, offers, paragraph } from '../answers/parts.ts';

const serviceFacts = {
  instances: dhcpInstances,
  properties: dhcpProperties,
  dhcp: attempted(dhcpConfiguration),
} satisfies FactSet;

/** What it is configured to give. */
export const shownFacts = { ...serviceFacts, registry: attempted(registryFact) } satisfies FactSet;

/** How it stands as a service. Each distribution has the program at another place; the one that is there answers. */
export const statusFacts = {
  ...serviceFacts,
  addresses: attempted(addressList),
  inSbin: dhcpVerdict('/usr/sbin/dhcpd'),
  inLib: dhcpVerdict('/usr/lib/inet/dhcpd'),
} satisfies FactSet;

/** What it has given, and what tells whose machines have it. */
export const leasedFacts = {
  ...serviceFacts,
  leases: dhcpLeases,
  clock: attempted(hostClock),
  configurations: attempted(zonesDirectory),
  vnics: attempted(vnicList),
  registry: attempted(registryFact),
} satisfies FactSet;

export type ShownFacts = Observed<typeof shownFacts>;
export type StatusFacts = Observed<typeof statusFacts>;
export type LeasedFacts = Observed<typeof leasedFacts>;

const marks: ReadonlyMap<string, string> = new Map([
  ['online', '🟢'],
  ['disabled', '⚪'],
  ['maintenance', '🔴'],
]);

/** `🟢 online` */
export const stateWords = ({ state, inTransition }: DhcpServer): string =>
  `${marks.get(state) ?? '🟡'} ${state}${inTransition ? ', on its way to another state' : ''}`;

/** `dhcp leases host=hv-04`: one of the other looks at the same server. */
export const look = (label: string, verb: string, host: HostName): Offer => ({
  label,
  text: `dhcp ${verb} host=${host}`,
  isSaid: true,
});

export const again = (verb: string, host: HostName): Offer => ({
  ...look('Refresh', verb, host),
  isInPlace: true,
});

/** What is said where there is none. */
export const noServer = (host: HostName, verb: string): Answer => ({
  summary: `${host} has no DHCP server`,
  parts: [
    heading(`DHCP on ${host}`),
    paragraph(
      ...marked(
        `${host} has no DHCP server. On the host, as root: \`pkg install isc-dhcp\`; then \`/zone dhcp set\` says what it is to serve.`,
      ),
    ),
    offers(again(verb, host)),
  ],
});
