/**
 * What OmniOS' brands do to the network of a zone: when it is made ready, VNICs over the `global-nic` of its nets and a
 * resolv.conf from its attributes; when it is halted, those VNICs go, whoever made them. omniosorg/pkg5
 * src/brand/shared/vnic.ksh and config_network() of src/brand/ipkg/common.ksh.
 */
import { contains, isAddress, parseAddress, parseCidr } from '../../../../hostlink/ipam/address.ts';
import type { ToolCall } from '../../calls/call.ts';
import { findLink, type Machine } from '../../model/machine.ts';
import {
  type Properties,
  property,
  resourcesOf,
  type Zone,
  type ZoneConfiguration,
} from '../../model/zone.ts';
import { writeZone } from '../../model/zone-files.ts';
import { createVnic } from '../dladm/change.ts';

/** Nets whose VNIC comes and goes with the zone. A net with an address is one of a shared stack. */
const onDemand = (configuration: ZoneConfiguration): readonly Properties[] =>
  resourcesOf(configuration, 'net')
    .map(({ properties }) => properties)
    .filter((net) => net['global-nic'] !== undefined && net.address === undefined);

export const isOnDemand = (configuration: ZoneConfiguration, link: string): boolean =>
  onDemand(configuration).some(({ physical }) => physical === link);

/** False, with the brand's words, when the zone cannot come up. */
export function setUpNetwork(call: ToolCall, machine: Machine, zone: Zone): boolean {
  if (!machine.dialect.brandsSetUpNetwork) return true;
  for (const net of onDemand(zone.configuration)) {
    const fault = makeVnic(call, machine, zone, net);
    if (fault === undefined) continue;
    call.complain(`ERROR: ${fault}`);
    return false;
  }
  writeResolvers(machine, zone);
  return true;
}

/** After the zone has let go of its links. A host that loses its power does not come this far. */
export function takeDownNetwork(machine: Machine, { configuration }: Zone): void {
  if (!machine.dialect.brandsSetUpNetwork) return;
  machine.links = machine.links.filter(
    ({ name, class: kind }) => kind !== 'vnic' || !isOnDemand(configuration, name),
  );
}

/** Makes the VNIC of a net unless there is one of its name, and keeps the MAC address that it got. Why it failed, if so. */
function makeVnic(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  net: Properties,
): string | undefined {
  const name = net.physical ?? '';
  const [mac, vlan] = [net['mac-addr'], net['vlan-id']];
  let over = net['global-nic'];
  if (over === 'auto') {
    const address = net['allowed-address'];
    if (address === undefined) return "Cannot use 'auto' global NIC without allowed-address.";
    over = routeTo(machine, address);
    if (over === undefined) return `Could not determine global-nic for ${name}`;
  }
  if (findLink(machine, name)?.class === 'vnic') return undefined;
  const status = createVnic(call, machine, [
    ...['-l', over ?? ''],
    ...(mac === undefined ? [] : ['-m', mac]),
    ...(vlan === undefined || vlan === '0' ? [] : ['-v', vlan]),
    name,
  ]);
  if (status !== 0) return `Could not create VNIC ${name}/${over}`;
  if (mac === undefined) keepMac(machine, zone, name);
  return undefined;
}

/** The script selects the net by its `physical`, which fails where several have the same one. */
function keepMac(machine: Machine, zone: Zone, name: string): void {
  const { configuration } = zone;
  const mac = findLink(machine, name)?.mac;
  const same = resourcesOf(configuration, 'net').filter((net) => net.properties.physical === name);
  const [net] = same;
  if (mac === undefined || net === undefined || same.length > 1) return;
  zone.configuration = {
    ...configuration,
    resources: configuration.resources.map((one) =>
      one === net ? { ...net, properties: { ...net.properties, 'mac-addr': mac } } : one,
    ),
  };
  writeZone(machine, zone);
}

/** The interface whose network an address lies in. There is no default route: routing is not modelled. */
function routeTo(machine: Machine, allowed: string): string | undefined {
  const text = allowed.replace(/\/.*$/, '');
  if (!isAddress(text)) return undefined;
  const address = parseAddress(text);
  return machine.addresses
    .find(({ address: own }) => own.includes('/') && contains(parseCidr(own), address))
    ?.object.replace(/\/.*$/, '');
}

function writeResolvers({ files }: Machine, { configuration }: Zone): void {
  const attribute = (name: string) =>
    resourcesOf(configuration, 'attr').find(({ properties }) => properties.name === name)
      ?.properties.value;
  const [domain, resolvers] = [attribute('dns-domain'), attribute('resolvers')];
  if (domain === undefined && resolvers === undefined) return;
  const lines = [
    '# Auto-generated from zone configuration',
    ...(domain === undefined ? [] : [`domain ${domain}`]),
    ...(resolvers ?? '')
      .split(',')
      .filter((resolver) => resolver !== '')
      .map((resolver) => `nameserver ${resolver}`),
  ];
  files.write(
    `${property(configuration, 'zonepath')}/root/etc/resolv.conf`,
    `${lines.join('\n')}\n`,
  );
}
