/**
 * A zone's configuration in zonecfg(8)'s terms. What is wished (NewZone) goes into a plan as plain JSON; what is read
 * (ZoneConfiguration) keeps all that the host said, whether we know its meaning or not.
 */
import { z } from 'zod';
import { zoneResources } from './zone-resources.ts';

/** A `net` resource, which holds one address at most; a link with several addresses has several of them. */
export const netResource = z
  .object({
    physical: z.string(),
    /** Exclusive-ip: the zone gets this address and no other (link protection). With prefix length. */
    allowedAddress: z.string().optional(),
    /** Shared-ip: the address that the global zone plumbs. With prefix length. */
    address: z.string().optional(),
    /** Default router, without prefix length; zonecfg takes it only beside an address. */
    defrouter: z.string().optional(),
  })
  .strict();

const attribute = z
  .object({
    name: z.string(),
    type: z.enum(['string', 'int', 'uint', 'boolean']),
    value: z.string(),
  })
  .strict();

/** What a zone is made with. Its values are checked once more where they become a command: see zonecfg.configure. */
export const newZone = z
  .object({
    zonepath: z.string(),
    brand: z.string(),
    autoboot: z.boolean(),
    ipType: z.enum(['exclusive', 'shared']),
    nets: z.array(netResource).readonly(),
    attributes: z.array(attribute).readonly(),
    /** Left out where it has no limits, file systems and datasets of its own. */
    resources: zoneResources.exactOptional(),
  })
  .strict();

export type NetResource = Readonly<z.infer<typeof netResource>>;
export type ZoneAttribute = Readonly<z.infer<typeof attribute>>;
export type NewZone = Readonly<z.infer<typeof newZone>>;

/** Anything inside a zone's configuration: its name in the source, its properties in order, what it holds. */
export interface Resource {
  readonly kind: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly inside: readonly Resource[];
}

/** `net` as read, with what other distributions add (`vlan-id`, `mac-addr`, `global-nic`) among its properties. */
export interface ReadNet extends NetResource {
  readonly properties: ReadonlyMap<string, string>;
}

export interface ZoneConfiguration {
  readonly zonepath: string;
  readonly brand: string;
  readonly autoboot: boolean;
  readonly ipType: 'exclusive' | 'shared';
  readonly nets: readonly ReadNet[];
  readonly attributes: readonly (Omit<ZoneAttribute, 'type'> & { readonly type: string })[];
  /** All properties of the zone itself, known or not, by the names of the source. */
  readonly properties: ReadonlyMap<string, string>;
  /** All resources, the known ones among them, in the order of the source. */
  readonly resources: readonly Resource[];
}

/**
 * The parts that we know of what was read. `source` has its own word for a net: zonecfg says `net`, its XML `network`.
 * @throws Error that says what is missing or odd, for the caller to give a place to.
 */
export function understandConfiguration(
  properties: ReadonlyMap<string, string>,
  resources: readonly Resource[],
  netKind: 'net' | 'network',
): ZoneConfiguration {
  const zonepath = properties.get('zonepath') ?? '';
  if (!zonepath.startsWith('/')) throw new Error('has no absolute zonepath');
  const autoboot = properties.get('autoboot') ?? 'false';
  if (autoboot !== 'true' && autoboot !== 'false')
    throw new Error(`has an unknown autoboot, ${autoboot}`);
  // zonecfg_get_iptype() in libzonecfg.c: nothing said means shared.
  const ipType = properties.get('ip-type') || 'shared';
  if (ipType !== 'shared' && ipType !== 'exclusive')
    throw new Error(`has an unknown ip-type, ${ipType}`);
  return {
    zonepath,
    // zonecfg leaves out the one brand called native.
    brand: properties.get('brand') || 'native',
    autoboot: autoboot === 'true',
    ipType,
    nets: resources
      .filter((one) => one.kind === netKind)
      .map((one) => understandNet(withAttributes(one))),
    attributes: resources
      .filter((one) => one.kind === 'attr')
      .map((one) => understandAttribute(one.properties)),
    properties,
    resources,
  };
}

/** OmniOS' `add property (name=…,value=…)`, which its XML keeps as `net-attr`, is a property like any other. */
function withAttributes({ properties, inside }: Resource): ReadonlyMap<string, string> {
  const added = inside.flatMap((one): readonly (readonly [string, string])[] => {
    const name = one.kind === 'net-attr' ? one.properties.get('name') : undefined;
    return name === undefined ? [] : [[name, one.properties.get('value') ?? '']];
  });
  return new Map([...added, ...properties]);
}

function understandNet(properties: ReadonlyMap<string, string>): ReadNet {
  const [physical, address, allowedAddress, defrouter] = [
    'physical',
    'address',
    'allowed-address',
    'defrouter',
  ].map(
    // zonecfg writes properties that are not set as empty ones.
    (name) => properties.get(name) || undefined,
  );
  return {
    // OmniOS names the VNIC itself where `global-nic` is set.
    physical: physical ?? '',
    properties,
    ...(address === undefined ? {} : { address }),
    ...(allowedAddress === undefined ? {} : { allowedAddress }),
    ...(defrouter === undefined ? {} : { defrouter }),
  };
}

function understandAttribute(
  properties: ReadonlyMap<string, string>,
): ZoneConfiguration['attributes'][number] {
  const name = properties.get('name') ?? '';
  if (name === '') throw new Error('has an attr without a name');
  return { name, type: properties.get('type') ?? '', value: properties.get('value') ?? '' };
}
