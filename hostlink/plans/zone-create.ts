/**
 * What creating a zone takes: an entry that reserves name and addresses, a VNIC for each net, the zone's configuration,
 * its installation, its first boot where it is to start by itself, and the entry marked ready.
 */
import { addressFree } from '../guards/address-free.ts';
import { entryAbsent } from '../guards/entry-absent.ts';
import { linkAbsent } from '../guards/link-absent.ts';
import { zoneAbsent } from '../guards/zone-absent.ts';
import type { HostSpec } from '../host.ts';
import { brandFor, installedBrands } from '../illumos/brands.ts';
import { dhcpConfiguration } from '../illumos/dhcpd.ts';
import { linkList, vnicList } from '../illumos/dladm.ts';
import { addressList } from '../illumos/ipadm.ts';
import { hostCapacity } from '../illumos/kstat.ts';
import { osRelease } from '../illumos/os-release.ts';
import { ownMountpoints } from '../illumos/zfs.ts';
import { zoneList } from '../illumos/zoneadm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import { formatAddress, type IpAddress } from '../ipam/address.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { zonepathBelow } from '../names/zonepath.ts';
import { attempted } from '../observe/attempt.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { warned } from '../plan/warnings.ts';
import { registryFact } from '../registry/fact.ts';
import { templateNamed, usableConfig, zoneEntriesIn, zoneEntryPath } from '../registry/lookup.ts';
import type { Template } from '../registry/model.ts';
import { creatingLine, newZoneEntryText, openingLine } from '../registry/zone-entry-text.ts';
import { entryCreate } from '../steps/entry-create.ts';
import { entrySettle } from '../steps/entry-settle.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { vnicCreate } from '../steps/vnic-create.ts';
import { zoneBoot } from '../steps/zone-boot.ts';
import { stamped, zoneConfigure } from '../steps/zone-configure.ts';
import { zoneInstall } from '../steps/zone-install.ts';
import { zoneSet } from '../steps/zone-set.ts';
import { addressesInUse } from './addresses-in-use.ts';
import { attributesOf, installArgumentsOf } from './brand-demands.ts';
import { cloneSource } from './clone-source.ts';
import { firstBoot, type SysconfigWish, sysconfigOf } from './first-boot.ts';
import { refuseNoRegistry, refuseTakenName, refuseTakenZonepath } from './new-zone-name.ts';
import { overcommitBy } from './overcommit.ts';
import { chosenNets, zoneNets } from './zone-nets.ts';
import { zonePublishers } from './zone-publishers.ts';
import { type ResourcesWish, zoneResources } from './zone-resources.ts';

/** What a person asked for; what is left out is the template's or the registry's to say. */
export interface ZoneCreateWish extends ResourcesWish {
  /** What it sets up at its first boot. */
  readonly sysconfig?: SysconfigWish | undefined;
  readonly zone: ZoneName;
  /** It is filled with this one's files, and made as its template says. */
  readonly from?: ZoneName | undefined;
  readonly template?: string | undefined;
  readonly pool?: string | undefined;
  readonly address?: IpAddress | undefined;
  /** Beside the template's, or instead of those of the same name. */
  readonly attributes?: Template['attributes'] | undefined;
  /** Whether it is booted at the end, and with every boot of the host. */
  readonly boot?: boolean | undefined;
}

/** All that planning looks at, in one exec. */
export const zoneCreateFacts = {
  zones: zoneList,
  configurations: zonesDirectory,
  links: linkList,
  vnics: vnicList,
  addresses: addressList,
  os: osRelease,
  brands: installedBrands,
  datasets: ownMountpoints,
  capacity: attempted(hostCapacity),
  registry: registryFact,
  dhcp: dhcpConfiguration,
} satisfies FactSet;

export type ZoneCreateFacts = Observed<typeof zoneCreateFacts>;

export interface ZoneCreatePlanning {
  readonly wish: ZoneCreateWish;
  readonly host: HostSpec;
  readonly facts: ZoneCreateFacts;
  /** Addresses that operations under way have set aside, this one's own aside. */
  readonly holds: readonly string[];
  /** ISO date, for the entry. */
  readonly today: string;
  /** The plan made before, whose choices are kept. */
  readonly pinned?: Plan | undefined;
}

/**
 * Pure. @throws Diagnostic `zmgr::registry::missing`, `zmgr::zone::exists`, `zmgr::zone::has-entry`,
 * `zmgr::zone::reserved-name`, `zmgr::zone::zonepath-taken`, `zmgr::host::overcommitted` where config.kdl refuses it, and those of template, brand,
 * resources, pool, link and address.
 */
export function planZoneCreate(planning: ZoneCreatePlanning): Plan {
  const { wish, host, facts, pinned } = planning;
  const { registry } = facts;
  const { zone } = wish;
  refuseNoRegistry(host, registry);
  refuseTakenName(zone, host, facts);
  const config = usableConfig(registry);
  const source = wish.from === undefined ? undefined : cloneSource(wish.from, host, facts);
  const template = withAttributes(
    templateNamed(registry, wish.template ?? source?.template ?? config.defaultTemplate),
    wish.attributes,
  );
  const { distribution } = facts.os;
  const brand = brandFor(template.brand, distribution, facts.brands);
  const zonepath = zonepathBelow(config.zonepathPrefix, zone);
  refuseTakenZonepath(zonepath, facts);
  const publishers = zonePublishers(zone, zonepath, template, brand, registry);
  const brandArguments = [...installArgumentsOf(template, brand), ...publishers.brandArguments];

  const resources = zoneResources(zone, template, wish, { ...facts, distribution });
  const overcommit = overcommitBy(
    config.overcommit,
    zone,
    { limits: resources.limits, dedicatedCpus: template.dedicatedCpus },
    { ...facts, host: host.name },
  );

  const nets = zoneNets(
    { zone, template, brand, pool: wish.pool, address: wish.address },
    {
      host,
      registry,
      links: facts.links,
      vnics: facts.vnics,
      taken: addressesInUse(facts, planning.holds),
      pinned,
    },
  );
  const created =
    typeof pinned?.chosen.created === 'string' ? pinned.chosen.created : planning.today;
  const first = firstBoot(template, sysconfigOf(template, wish.sysconfig ?? {}), {
    ...{ zone, zonepath, brand, distribution, nets, isClone: source !== undefined },
  });
  const attributes = attributesOf(template, brand, distribution, first);
  const autoboot = wish.boot ?? template.autoboot;
  // A host that reboots meanwhile must not boot it before what its first boot sets up is there.
  const autobootLater = autoboot && publishers.steps.length + first.steps.length > 0;
  const path = zoneEntryPath(registry, zone);
  const entry = {
    name: zone,
    template: template.name,
    created,
    nets: nets.map((net) => net.entry),
  };
  const vnics = nets.flatMap(({ vnic }) => (vnic === undefined ? [] : [vnic]));
  const addresses = nets.flatMap((net) =>
    net.entry.addresses.map(({ address }) => formatAddress(address)),
  );
  const configuration = stamped(host.name, zone, {
    zonepath,
    brand: brand.name,
    autoboot: autoboot && !autobootLater,
    ipType: template.ipType,
    nets: nets.flatMap(({ resources }) => resources),
    attributes,
    ...(resources.configuration !== undefined && { resources: resources.configuration }),
  });
  return makePlan(
    {
      host: host.name,
      verb: source === undefined ? 'create' : 'clone',
      subject: zone,
      tags: [],
      steps: [
        entryCreate.step({
          zone,
          path,
          text: newZoneEntryText({ ...entry, state: 'creating' }),
          settled: newZoneEntryText({ ...entry, state: 'ready' }),
        }),
        ...vnics.map((vnic) => vnicCreate.step(vnic)),
        ...resources.steps,
        zoneConfigure.step({ zone, configuration, ...(autobootLater && { autobootLater }) }),
        ...(source === undefined
          ? [zoneInstall.step({ zone, brand: brand.name, brandArguments }), ...publishers.steps]
          : [source.step(zone, brand)]),
        ...first.steps,
        ...(autobootLater
          ? [zoneSet.step({ zone, changes: [{ kind: 'autoboot', from: false, to: true }] })]
          : []),
        ...(autoboot ? [zoneBoot.step({ zone })] : []),
        entrySettle.step({ zone, path, line: creatingLine, after: openingLine(zone) }),
      ],
      guards: [
        ...(source === undefined ? [] : [source.guard]),
        zoneAbsent.guard({ zone }),
        entryAbsent.guard({ zone, path }),
        ...addresses.map((address) =>
          addressFree.guard({ address, directory: zoneEntriesIn(registry) }),
        ),
        ...vnics.map(({ link }) => linkAbsent.guard({ link })),
      ],
      locks: [zone, ...(source === undefined ? [] : [source.zone])].map((one) => `zone/${one}`),
      lockTimeout: config.lockTimeout,
      chosen: {
        ...{ created, nets: chosenNets(nets), ...warned(overcommit) },
        ...(first.told.length > 0 && { firstBoot: first.told }),
      },
      holds: addresses,
    },
    stepKinds,
  );
}

const withAttributes = (template: Template, attributes: Template['attributes'] = []): Template => ({
  ...template,
  attributes: [
    ...template.attributes.filter(({ name }) => attributes.every((one) => one.name !== name)),
    ...attributes,
  ],
});
