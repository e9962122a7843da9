/**
 * What the hosts were last seen to have: what forms offer, with no host asked. It may be old; planning looks again.
 */

import { isVmBrand } from '../../hostlink/illumos/brands.ts';
import { dhcpConfiguration } from '../../hostlink/illumos/dhcpd.ts';
import { linkList } from '../../hostlink/illumos/dladm.ts';
import { addressList } from '../../hostlink/illumos/ipadm.ts';
import { zoneList } from '../../hostlink/illumos/zoneadm.ts';
import { zonesDirectory } from '../../hostlink/illumos/zones-directory.ts';
import { formatAddress } from '../../hostlink/ipam/address.ts';
import { familiesOf, usage } from '../../hostlink/ipam/pool-addresses.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { linkNameFault } from '../../hostlink/names/link-name.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { addressesInUse, configuredAddresses } from '../../hostlink/plans/addresses-in-use.ts';
import { carriesVnics } from '../../hostlink/plans/pool-link.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import { addressesOfEntry } from '../../hostlink/registry/lookup.ts';
import type { Pool, Registry } from '../../hostlink/registry/model.ts';
import { type FoundZone, joinZones } from '../zones/found-zone.ts';
import { brandOf } from '../zones/zone-words.ts';

/** Something that can be named, and what tells it from others of its kind: `ipkg · internal`. */
export interface SeenThing {
  readonly name: string;
  readonly detail?: string;
}

/** A kind of which nothing was read yet has no list; an empty one says that there is none. */
export interface SeenHost {
  readonly zones?: readonly SeenThing[];
  /** Those of them that have no entry, and may have one. */
  readonly unregistered?: readonly SeenThing[];
  readonly templates?: readonly SeenThing[];
  readonly pools?: readonly SeenThing[];
  readonly publishers?: readonly SeenThing[];
  /** Over which VNICs can be made. */
  readonly links?: readonly SeenThing[];
  /** What its files say, for forms that change them. */
  readonly registry?: Registry;
}

export interface SeenHosts {
  readonly names: readonly HostName[];
  readonly default: HostName;
  of(host: HostName): SeenHost;
}

/** All that is remembered of a host; one exec reads it anew. */
export const seenFacts = {
  listed: zoneList,
  configured: zonesDirectory,
  addresses: addressList,
  links: linkList,
  registry: registryFact,
  dhcp: attempted(dhcpConfiguration),
} satisfies FactSet;

/** What was read so far. */
export type SeenFacts = Partial<Observed<typeof seenFacts>>;

export function seenHost(facts: SeenFacts, host: HostName): SeenHost {
  const { listed, configured, registry } = facts;
  const links = linksIn(facts);
  if (registry === undefined) return { ...links };
  const templates = [...registry.templates.values()].map(({ name, brand, nets }) => ({
    name,
    detail: [
      brand,
      [...new Set(nets.map(({ pool }) => pool))].join(', '),
      ...(name === registry.config.defaultTemplate ? ['default'] : []),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  }));
  const pools = [...registry.pools.values()].map((pool) => ({
    name: pool.name,
    detail: poolDetail(pool, facts),
  }));
  const publishers = [...registry.publishers.values()].map(({ name, origin }) => ({
    name,
    detail: origin,
  }));
  const files = { templates, pools, publishers, registry, ...links };
  if (listed === undefined || configured === undefined) return files;
  const found = joinZones(host, { listed, configured, registry });
  const unregistered = found.filter(
    (zone) => !registry.texts.has(`zones/${zone.name}.kdl`) && !isVmBrand(brandOf(zone) ?? ''),
  );
  return { zones: found.map(seenZone), unregistered: unregistered.map(seenZone), ...files };
}

/** `ipkg · 10.1.0.12` */
function seenZone(zone: FoundZone): SeenThing {
  const { name, entry, configured } = zone;
  const addresses =
    entry === undefined
      ? configured?.kind === 'read'
        ? configuredAddresses(configured.configuration).map(({ address }) => formatAddress(address))
        : []
      : addressesOfEntry(entry);
  const detail = [brandOf(zone), addresses.join(', ')].filter(Boolean).join(' · ');
  return { name, ...(detail !== '' && { detail }) };
}

/** Etherstubs first: of a host's own. */
function linksIn({ links }: SeenFacts): Pick<SeenHost, 'links'> {
  if (links === undefined) return {};
  const fitting = links.filter(
    (link) => carriesVnics(link) && linkNameFault(link.name) === undefined,
  );
  const inOrder = fitting.toSorted(
    (one, other) => Number(other.class === 'etherstub') - Number(one.class === 'etherstub'),
  );
  return { links: inOrder.map(({ name, class: detail }) => ({ name, detail })) };
}

/** `100 free · over stub0`; how many are free is left out where that could only be guessed. */
function poolDetail(pool: Pool, { configured, addresses, registry, dhcp }: SeenFacts): string {
  const over = `over ${pool.stub}`;
  if (configured === undefined || addresses === undefined || registry === undefined) return over;
  if (dhcp?.kind !== 'read') return over;
  if ([...configured.values()].some(({ kind }) => kind === 'fault')) return over;
  const taken = addressesInUse(
    { configurations: configured, addresses, registry, dhcp: dhcp.value },
    [],
  );
  const [family] = familiesOf(pool);
  return family === undefined ? over : `${usage(pool, family, taken).free} free · ${over}`;
}
