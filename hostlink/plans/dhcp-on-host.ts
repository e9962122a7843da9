/** What a plan about DHCP looks at, and what it makes of it: the server with its file, or why there is nothing to change. */
import type { DhcpConfiguration } from '../dhcp/configuration.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import {
  type DhcpServer,
  dhcpConfiguration,
  dhcpInstances,
  dhcpProgram,
  dhcpProperties,
  dhcpRun,
  dhcpServer,
} from '../illumos/dhcpd.ts';
import { linkList, vnicList } from '../illumos/dladm.ts';
import { addressList } from '../illumos/ipadm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import type { AbsolutePath } from '../names/absolute-path.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { registryFact } from '../registry/fact.ts';

/** For starting and stopping it. */
export const dhcpServiceFacts = {
  instances: dhcpInstances,
  properties: dhcpProperties,
  run: dhcpRun,
  dhcp: dhcpConfiguration,
} satisfies FactSet;

/** For changing its file. */
export const dhcpFileFacts = {
  ...dhcpServiceFacts,
  program: dhcpProgram,
  configurations: zonesDirectory,
  links: linkList,
  vnics: vnicList,
  addresses: addressList,
  registry: registryFact,
} satisfies FactSet;

export type DhcpServiceFacts = Observed<typeof dhcpServiceFacts>;
export type DhcpFileFacts = Observed<typeof dhcpFileFacts>;

/** @throws Diagnostic `zmgr::dhcp::none`, and as dhcpServer() does */
export function serverOn(
  host: Pick<HostSpec, 'name'>,
  { instances, properties }: Pick<DhcpServiceFacts, 'instances' | 'properties'>,
): DhcpServer {
  const server = dhcpServer(instances, properties);
  if (server !== undefined) return server;
  throw new Diagnostic({
    code: 'zmgr::dhcp::none',
    message: `${host.name} has no DHCP server`,
    help: 'On the host, as root: `pkg install isc-dhcp`. Then ask again.',
  });
}

/** @throws Diagnostic `zmgr::dhcp::no-config` */
export function configurationOn(
  host: Pick<HostSpec, 'name'>,
  server: DhcpServer,
  { dhcp }: Pick<DhcpServiceFacts, 'dhcp'>,
): DhcpConfiguration {
  if (dhcp.kind === 'read') return dhcp.value;
  throw new Diagnostic({
    code: 'zmgr::dhcp::no-config',
    message: `The DHCP server of ${host.name} has no ${server.configFile} yet`,
    help: `Say first what it is to serve: \`/zone dhcp set host=${host.name} subnet=10.1.0.0/24 range=10.1.0.200-10.1.0.249 listen=stub0\`.`,
  });
}

/** @throws Diagnostic `zmgr::dhcp::no-program` */
export function programOn(
  host: Pick<HostSpec, 'name'>,
  { program }: Pick<DhcpFileFacts, 'program'>,
): AbsolutePath {
  if (program !== undefined) return program;
  throw new Diagnostic({
    code: 'zmgr::dhcp::no-program',
    message: `No dhcpd was found on ${host.name} that could say whether it accepts a file`,
    help: 'It is looked for as /usr/sbin/dhcpd and /usr/lib/inet/dhcpd; `pkg verify isc-dhcp` says whether the package is whole.',
  });
}
