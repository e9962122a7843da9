/**
 * What each net of a new zone gets: its addresses from a pool, its link, and what zonecfg and the entry say about them.
 * What was chosen by an earlier planning is kept, and checked again.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { Brand } from '../illumos/brands.ts';
import type { Link, Vnic } from '../illumos/dladm.ts';
import type { NetResource } from '../illumos/zone-configuration.ts';
import {
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  parseAddress,
} from '../ipam/address.ts';
import { checkChosen, familiesOf, nextFree } from '../ipam/pool-addresses.ts';
import { type TakenAddresses, withTaken } from '../ipam/taken.ts';
import type { LinkName } from '../names/link-name.ts';
import { deriveMac, type MacAddress } from '../names/mac-address.ts';
import { vnicName } from '../names/vnic-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Plan } from '../plan/plan.ts';
import { poolNamed } from '../registry/lookup.ts';
import type { EntryNet, Pool, Registry, Template, TemplateNet } from '../registry/model.ts';
import { linkUnder } from './pool-link.ts';

export interface ZoneNet {
  /** What the entry says of it. */
  readonly entry: EntryNet;
  /** The VNIC to be made for it; a shared-ip zone has none, and uses the pool's link as it is. */
  readonly vnic?: { readonly link: LinkName; readonly over: LinkName; readonly mac: MacAddress };
  /** Whether the zone's default route leads this way. */
  readonly isDefaultRoute: boolean;
  /** What zonecfg says of it: a resource an address, or one without any where the zone configures itself. */
  readonly resources: readonly NetResource[];
}

export interface ZoneNetsWish {
  readonly zone: ZoneName;
  readonly template: Pick<Template, 'name' | 'ipType' | 'nets'>;
  readonly brand: Pick<Brand, 'routers'>;
  readonly pool?: string | undefined;
  readonly address?: IpAddress | undefined;
  /** How many nets the zone has already; the names of VNICs count on from there. */
  readonly after?: number;
}

export interface NetCircumstances {
  readonly host: HostSpec;
  readonly registry: Registry;
  readonly links: readonly Link[];
  readonly vnics: readonly Vnic[];
  readonly taken: TakenAddresses;
  readonly pinned?: Plan | undefined;
}

/** @throws Diagnostic of pool, link and address */
export function zoneNets(wish: ZoneNetsWish, circumstances: NetCircumstances): readonly ZoneNet[] {
  const { template } = wish;
  const pools = template.nets.map((net) => poolOf(net, wish, circumstances));
  const asked = netOfAddress(wish, pools);

  let { taken } = circumstances;
  const names = new Set([
    ...namesInUse(circumstances.registry, wish.zone),
    ...circumstances.links.map(({ name }) => name),
  ]);
  const macs = new Set<string>(circumstances.vnics.map(({ mac }) => mac));
  const nets: ZoneNet[] = [];
  for (const [index, net] of template.nets.entries()) {
    const pool = pools[index];
    if (pool === undefined) continue;
    const addresses = addressesOf(
      net,
      pool,
      index === asked ? wish.address : undefined,
      taken,
      circumstances.pinned,
    );
    taken = withTaken(
      taken,
      addresses.map(({ address }) => address),
      { kind: 'zone', zone: wish.zone },
    );
    const vnic =
      template.ipType === 'shared'
        ? undefined
        : vnicOf(net, index + (wish.after ?? 0), pool, wish.zone, circumstances, names, macs);
    if (vnic !== undefined) {
      names.add(vnic.link);
      macs.add(vnic.mac);
    }
    nets.push(zoneNet({ net, pool, addresses, vnic, brand: wish.brand }));
  }
  return nets;
}

/** What a plan remembers of its choices, for the next planning. */
export const chosenNets = (nets: readonly ZoneNet[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    nets.map(({ entry: { name, addresses } }) => [
      name,
      addresses.map(({ address }) => formatAddress(address)),
    ]),
  );

const chosenSchema = z.object({ nets: z.record(z.string(), z.array(z.string())) });

/** @throws Diagnostic `zmgr::pool::unknown`, `zmgr::pool::no-link`, `zmgr::create::which-net` */
function poolOf(
  net: TemplateNet,
  { template, pool: wished }: ZoneNetsWish,
  { registry, links, host }: NetCircumstances,
): Pool {
  if (wished !== undefined && template.nets.length !== 1) {
    throw new Diagnostic({
      code: 'zmgr::create::which-net',
      message: `The template "${template.name}" has ${template.nets.length} nets, and pool= could be for any of them`,
      help: 'Leave pool= out, or take a template with one net.',
    });
  }
  const pool = poolNamed(registry, wished ?? net.pool);
  linkUnder(pool, template.ipType, links, host, `Correct the stub in pools/${pool.name}.kdl`);
  return pool;
}

/**
 * The net that a wished address is for: the only one, or the one whose pool's network holds it.
 * @throws Diagnostic `zmgr::create::which-net`
 */
function netOfAddress(
  { template, address }: ZoneNetsWish,
  pools: readonly Pool[],
): number | undefined {
  if (address === undefined) return undefined;
  if (pools.length === 1) return 0;
  const index = pools.findIndex(({ v4, v6 }) =>
    [v4, v6].some((family) => family !== undefined && contains(family.network, address)),
  );
  if (index < 0) {
    throw new Diagnostic({
      code: 'zmgr::create::which-net',
      message: `${formatAddress(address)} is in no pool of the template "${template.name}"`,
      help: `Its pools are ${pools.map(({ name }) => name).join(', ')}; leave address= out for the next free ones.`,
    });
  }
  return index;
}

/** One address of each family that the pool has. */
function addressesOf(
  net: TemplateNet,
  pool: Pool,
  asked: IpAddress | undefined,
  taken: TakenAddresses,
  pinned: Plan | undefined,
): readonly Cidr[] {
  const before = (
    pinned === undefined ? [] : (chosenSchema.parse(pinned.chosen).nets[net.name] ?? [])
  ).map(parseAddress);
  if (asked !== undefined) checkChosen(pool, asked, taken);
  return familiesOf(pool).map((family) => {
    const prefix = (family === 4 ? pool.v4 : pool.v6)?.network.prefix ?? 0;
    if (asked?.family === family) return { address: asked, prefix };
    const kept = before.find((address) => address.family === family);
    if (kept === undefined) return { address: nextFree(pool, family, taken), prefix };
    checkChosen(pool, kept, taken);
    return { address: kept, prefix };
  });
}

/** Names of VNICs that other zones' entries give, whether they are there now or not. */
const namesInUse = ({ zones }: Registry, zone: ZoneName): readonly string[] =>
  [...zones.values()]
    .filter(({ name }) => name !== zone)
    .flatMap(({ nets }) => nets.flatMap(({ vnic }) => (vnic === undefined ? [] : [vnic])));

function vnicOf(
  net: TemplateNet,
  index: number,
  pool: Pool,
  zone: ZoneName,
  { host, registry }: NetCircumstances,
  names: ReadonlySet<string>,
  macs: ReadonlySet<string>,
): ZoneNet['vnic'] {
  const pattern = net.vnicPattern ?? registry.config.vnicPattern;
  const link = vnicName({ pattern, zone, net: net.name, index, taken: names });
  for (let attempt = 0; ; attempt += 1) {
    const mac = deriveMac({ host: host.name, zone, net: net.name, attempt });
    if (!macs.has(mac)) return { link, over: pool.stub, mac };
  }
}

interface NetChoice {
  readonly net: TemplateNet;
  readonly pool: Pool;
  readonly addresses: readonly Cidr[];
  readonly vnic: ZoneNet['vnic'];
  readonly brand: ZoneNetsWish['brand'];
}

function zoneNet({ net, pool, addresses, vnic, brand }: NetChoice): ZoneNet {
  const physical = vnic?.link ?? pool.stub;
  const gatewayOf = ({ address: { family } }: Cidr) => (family === 4 ? pool.v4 : pool.v6)?.gateway;
  const resource = (address: Cidr): NetResource => {
    const isRouted = net.defaultRoute && brand.routers.includes(address.address.family);
    const gateway = isRouted ? gatewayOf(address) : undefined;
    return {
      physical,
      ...(vnic === undefined
        ? { address: formatCidr(address) }
        : { allowedAddress: formatCidr(address) }),
      ...(gateway === undefined ? {} : { defrouter: formatAddress(gateway) }),
    };
  };
  return {
    entry: {
      name: net.name,
      addresses,
      gateways: addresses.flatMap((address) => gatewayOf(address) ?? []),
      ...(vnic === undefined ? {} : { vnic: vnic.link }),
      stub: pool.stub,
    },
    ...(vnic === undefined ? {} : { vnic }),
    isDefaultRoute: net.defaultRoute,
    // allowed-address turns link protection on, under which a router's own zone could forward nothing.
    resources: vnic !== undefined && !net.protection ? [{ physical }] : addresses.map(resource),
  };
}
