/** A net that a zone gets, with a VNIC and addresses from a pool, or loses: what that takes beside its entry. */
import { Diagnostic } from '../diagnostic.ts';
import { addressFree } from '../guards/address-free.ts';
import type { Guard } from '../guards/define-guard.ts';
import { linkAbsent } from '../guards/link-absent.ts';
import { zoneState } from '../guards/zone-state.ts';
import type { HostSpec } from '../host.ts';
import { brandFor, installedBrands } from '../illumos/brands.ts';
import { dhcpConfiguration } from '../illumos/dhcpd.ts';
import { linkList, vnicList } from '../illumos/dladm.ts';
import { addressList } from '../illumos/ipadm.ts';
import { osRelease } from '../illumos/os-release.ts';
import type { ZoneConfiguration } from '../illumos/zone-configuration.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import { formatAddress, formatCidr } from '../ipam/address.ts';
import { parseLinkName } from '../names/link-name.ts';
import { nearest } from '../nearest.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { addChild, type Edit, removeNode } from '../registry/edit.ts';
import { zoneNodeOf } from '../registry/entry-properties.ts';
import { registryFact } from '../registry/fact.ts';
import { argument, text } from '../registry/kdl-read.ts';
import { zoneEntriesIn } from '../registry/lookup.ts';
import type { ZoneEntry } from '../registry/model.ts';
import { entryNetKeys } from '../registry/zone-entry.ts';
import { netLines } from '../registry/zone-entry-text.ts';
import type { Step } from '../steps/define-step.ts';
import { netCreate } from '../steps/net-create.ts';
import { netRemove } from '../steps/net-remove.ts';
import { vnicCreate } from '../steps/vnic-create.ts';
import { vnicDelete } from '../steps/vnic-delete.ts';
import { addressesInUse } from './addresses-in-use.ts';
import { chosenNets, zoneNets } from './zone-nets.ts';
import type { SeenZone } from './zone-power-fit.ts';
import { zoneVnics } from './zone-vnics.ts';

export interface NetsWish {
  /** A pool. */
  readonly addNet?: string | undefined;
  /** A net of the entry, or its VNIC. */
  readonly removeNet?: string | undefined;
}

export const netFacts = {
  configurations: zonesDirectory,
  links: linkList,
  vnics: vnicList,
  addresses: addressList,
  os: osRelease,
  brands: installedBrands,
  registry: registryFact,
  dhcp: dhcpConfiguration,
} satisfies FactSet;

export interface NetsPlanning {
  readonly wish: NetsWish;
  readonly seen: SeenZone;
  readonly entry: ZoneEntry;
  readonly configuration: ZoneConfiguration;
  readonly host: HostSpec;
  readonly facts: Observed<typeof netFacts>;
  readonly holds: readonly string[];
  readonly pinned?: Plan | undefined;
}

export interface NetChanges {
  readonly edits: readonly Edit[];
  readonly changes: readonly {
    readonly name: string;
    readonly from: readonly string[];
    readonly to: readonly string[];
  }[];
  readonly steps: readonly Step[];
  readonly guards: readonly Guard[];
  readonly holds: readonly string[];
  readonly chosen: Readonly<Record<string, unknown>>;
}

/** @throws Diagnostic `zmgr::zone::shared-stack`, `zmgr::zone::two-spellings`, `zmgr::zone::has-net`, and those of removed() and of pools */
export function netChanges(planning: NetsPlanning): NetChanges {
  const { wish, seen, entry, configuration } = planning;
  const none: NetChanges = {
    ...{ edits: [], changes: [], steps: [], guards: [], holds: [] },
    chosen: {},
  };
  if (wish.addNet === undefined && wish.removeNet === undefined) return none;
  if (configuration.ipType !== 'exclusive') {
    throw new Diagnostic({
      code: 'zmgr::zone::shared-stack',
      message: `${seen.name} shares the IP stack of its host, whose nets are not its own`,
      help: `On the host, \`zonecfg -z ${seen.name}\` gives it an address.`,
    });
  }
  if (zoneNodeOf(entry).nodes.some(({ name }) => entryNetKeys.includes(name))) {
    throw new Diagnostic({
      code: 'zmgr::zone::two-spellings',
      message: `The entry of ${seen.name} has its one net in the first spelling, without a net block`,
      help: `Put address, gateway, vnic and stub into a block: net "default" { … }, in zones/${seen.name}.kdl.`,
    });
  }
  const [more, less] = [
    wish.addNet === undefined ? none : added(wish.addNet, planning),
    wish.removeNet === undefined ? none : removed(wish.removeNet, planning),
  ];
  return {
    edits: [...more.edits, ...less.edits],
    changes: [...more.changes, ...less.changes],
    steps: [...more.steps, ...less.steps],
    guards: [...more.guards, ...less.guards],
    holds: more.holds,
    chosen: more.chosen,
  };
}

function added(pool: string, planning: NetsPlanning): NetChanges {
  const { seen, entry, configuration, host, facts, pinned } = planning;
  const { name: zone } = seen;
  if (entry.nets.some(({ name }) => name === pool)) {
    throw new Diagnostic({
      code: 'zmgr::zone::has-net',
      message: `${zone} has a net "${pool}" already`,
      help: `\`/zone show ${host.name}/${zone}\` shows its nets.`,
    });
  }
  const isRouted = configuration.nets.some(({ defrouter }) => defrouter !== undefined);
  const nets = zoneNets(
    {
      zone,
      template: {
        ...{ name: pool, ipType: 'exclusive' },
        nets: [{ name: pool, pool, protection: true, defaultRoute: !isRouted }],
      },
      brand: brandFor(seen.brand, facts.os.distribution, facts.brands),
      after: entry.nets.length,
    },
    {
      ...{ host, pinned, registry: facts.registry, links: facts.links, vnics: facts.vnics },
      taken: addressesInUse(facts, planning.holds),
    },
  );
  const zoneNode = zoneNodeOf(entry);
  const newline = entry.text.includes('\r\n') ? '\r\n' : '\n';
  const addresses = nets.flatMap((net) => net.entry.addresses);
  const holds = addresses.map(({ address }) => formatAddress(address));
  const vnics = nets.flatMap(({ vnic, resources }) =>
    vnic === undefined ? [] : [{ vnic, resources }],
  );
  return {
    edits: nets.map((net) => addChild(zoneNode, netLines(net.entry).join(newline).trimStart())),
    changes: [{ name: `net ${pool}`, from: [], to: addresses.map(formatCidr) }],
    steps: vnics.flatMap(({ vnic, resources }) => [
      vnicCreate.step(vnic),
      netCreate.step({ zone, physical: vnic.link, resources }),
    ]),
    guards: [
      ...holds.map((address) =>
        addressFree.guard({ address, directory: zoneEntriesIn(facts.registry) }),
      ),
      ...vnics.map(({ vnic }) => linkAbsent.guard({ link: vnic.link })),
    ],
    holds,
    chosen: { nets: chosenNets(nets) },
  };
}

/** @throws Diagnostic `zmgr::zone::no-such-net`, `zmgr::zone::must-be-down`, `zmgr::zone::odd-net` */
function removed(
  wanted: string,
  { seen, entry, configuration, host, facts }: NetsPlanning,
): NetChanges {
  const { name: zone, state, uuid } = seen;
  const net = entry.nets.find(({ name, vnic }) => name === wanted || vnic === wanted);
  if (net?.vnic === undefined) {
    const names = entry.nets.map(({ name }) => name);
    throw new Diagnostic({
      code: 'zmgr::zone::no-such-net',
      message: `${zone} has no net "${wanted.slice(0, 80)}" with a VNIC in its entry`,
      help: `There are: ${names.join(', ')}.`,
      suggestions: nearest(wanted, names).map(
        (name) => `/zone set ${host.name}/${zone} remove-net=${name}`,
      ),
    });
  }
  if (!['configured', 'incomplete', 'installed'].includes(state)) {
    throw new Diagnostic({
      code: 'zmgr::zone::must-be-down',
      message: `${zone} is ${state.replace('_', ' ')}, and has its VNIC ${net.vnic} until it is down; nothing was changed`,
      help: `\`/zone shutdown ${host.name}/${zone}\` brings it down; then ask again.`,
    });
  }
  const physical = parseLinkName(net.vnic);
  const resources = configuration.nets.filter((one) => one.physical === physical);
  const known = ['physical', 'address', 'allowed-address', 'defrouter'];
  const odd = resources
    .flatMap(({ properties }) => [...properties])
    .find(([name, value]) => !known.includes(name) && value !== '');
  if (odd !== undefined || resources.length === 0) {
    throw new Diagnostic({
      code: 'zmgr::zone::odd-net',
      message:
        odd === undefined
          ? `The configuration of ${zone} has no net over ${physical}, which its entry names`
          : `The net of ${zone} over ${physical} has ${odd[0]}, which could not be given back`,
      help: `Look at it on the host: \`zonecfg -z ${zone} info net\`.`,
    });
  }
  const ours = zoneVnics(zone, entry, false, facts).ours.find(({ link }) => link === physical);
  const node = zoneNodeOf(entry).nodes.find(
    (one) => one.name === 'net' && argument(one, text) === net.name,
  );
  return {
    edits: node === undefined ? [] : [removeNode(node)],
    changes: [{ name: `net ${net.name}`, from: net.addresses.map(formatCidr), to: [] }],
    steps: [
      netRemove.step({
        zone,
        physical,
        resources: resources.map(({ properties: _properties, ...resource }) => resource),
      }),
      ...(ours === undefined ? [] : [vnicDelete.step(ours)]),
    ],
    guards: [zoneState.guard({ zone, state, ...(uuid !== undefined && { uuid }) })],
    holds: [],
    chosen: {},
  };
}
