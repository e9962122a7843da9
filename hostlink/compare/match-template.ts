/**
 * The template that a zone without an entry is most like: of its brand and IP type, with as many nets, and each of them in
 * the pool of one of the zone's. Nothing is guessed: where several fit equally well, or only some of it, a person chooses.
 */
import { Diagnostic } from '../diagnostic.ts';
import { contains } from '../ipam/address.ts';
import { poolNamed, templateNamed } from '../registry/lookup.ts';
import type { Pool, Registry, Template, TemplateNet } from '../registry/model.ts';
import type { PlacedNet } from './match-pools.ts';

/** What is known of a zone's kind. */
export interface ZoneKind {
  readonly brand: string;
  readonly ipType: 'exclusive' | 'shared';
  readonly nets: readonly PlacedNet[];
}

/** A net as the entry is to call it, and the pool that it is of. */
export interface NamedNet extends PlacedNet {
  readonly name: string;
  readonly pool?: Pool;
}

export type Match =
  | {
      readonly kind: 'sure';
      readonly template?: string;
      readonly nets: readonly NamedNet[];
      /** Half a sentence: why this one. */
      readonly because: string;
    }
  | {
      readonly kind: 'unsure';
      /** Several fit, and one word decides between them; or none does, and each zone is a case of its own. */
      readonly fit: 'several' | 'none';
      /** The best first. */
      readonly candidates: readonly string[];
      readonly because: string;
    };

/** What somebody said about it. Of all zones it decides only between what fits; of one it decides. */
export interface MatchWish {
  readonly template?: string | undefined;
  /** For the nets, in their order. */
  readonly pools: readonly string[];
  readonly withoutTemplate?: boolean | undefined;
  readonly isForOne: boolean;
}

/** @throws Diagnostic of a wish that can't be met: `zmgr::template::unknown`, `zmgr::pool::unknown`, `zmgr::import::…` */
export function matchTemplate(found: ZoneKind, registry: Registry, wish: MatchWish): Match {
  const zone = wish.isForOne ? withPools(found, registry, wish) : preferring(found, wish);
  if (wish.isForOne && wish.withoutTemplate === true)
    return { kind: 'sure', nets: unnamed(zone.nets), because: 'without a template, as was said' };
  if (wish.isForOne && wish.template !== undefined)
    return chosen(zone, templateNamed(registry, wish.template));
  const ofKind = [...registry.templates.values()].filter(
    ({ brand, ipType }) => brand === zone.brand && ipType === zone.ipType,
  );
  const kind = zone.ipType === 'shared' ? `${zone.brand} on the host's own IP stack` : zone.brand;
  const fitting = ofKind.flatMap((template) => {
    const nets = netsFor(template, zone);
    return nets === undefined ? [] : [{ template: template.name, nets }];
  });
  const [one, another] = fitting;
  const words = netsInWords(zone.nets);
  if (one !== undefined && another === undefined) {
    const others = ofKind.length - 1;
    return {
      ...{ kind: 'sure', ...one },
      because: `the only ${others === 0 ? 'one' : `one of ${others + 1}`} of the brand ${kind}${others === 0 ? ', and it fits' : ' that fits'} ${words}`,
    };
  }
  if (one !== undefined) {
    const wished = fitting.find(({ template }) => template === wish.template);
    if (wished !== undefined)
      return { kind: 'sure', ...wished, because: `as was said; it fits ${words}` };
    const names = fitting.map(({ template }) => template);
    return {
      kind: 'unsure',
      fit: 'several',
      candidates: names,
      because: `${inWords(names)} fit ${words} alike`,
    };
  }
  if (ofKind.length === 0) {
    return {
      kind: 'sure',
      nets: unnamed(zone.nets),
      because: `there is no template of the brand ${kind}`,
    };
  }
  const nearest = ofKind
    .toSorted((a, b) => distance(a, zone) - distance(b, zone))
    .map(({ name }) => name);
  return {
    kind: 'unsure',
    fit: 'none',
    candidates: nearest,
    because: `no template of the brand ${kind} fits ${words}; ${nearest.length === 1 ? 'there is' : 'the nearest is'} ${nearest[0]}`,
  };
}

/** The zone's nets by the names of the template's; undefined where it does not fit. */
function netsFor(template: Template, zone: ZoneKind): readonly NamedNet[] | undefined {
  if (template.nets.length !== zone.nets.length) return undefined;
  return zone.nets.length === 0 ? undefined : paired(zone.nets, template.nets);
}

/**
 * Each net with one of the others that names one of its pools, each of these once. By augmenting paths: trying all orders
 * would take the bot's time for ever, where a host has written a template with twenty nets that almost fit.
 */
function paired(
  nets: readonly PlacedNet[],
  others: readonly TemplateNet[],
): readonly NamedNet[] | undefined {
  const taker = new Map<TemplateNet, PlacedNet>();
  const fitting = (net: PlacedNet) => others.filter((other) => poolFor(net, other));
  const takes = (net: PlacedNet, asked: Set<TemplateNet>): boolean => {
    const fit = fitting(net);
    // One that is free before one that its taker would have to leave: nets that are alike keep their order.
    const found =
      fit.find((other) => !taker.has(other)) ??
      fit.find((other) => {
        const holder = taker.get(other);
        if (holder === undefined || asked.has(other)) return false;
        asked.add(other);
        return takes(holder, asked);
      });
    if (found !== undefined) taker.set(found, net);
    return found !== undefined;
  };
  // Those that can be called one thing only come first, so that the others keep the order of the template.
  const hardestFirst = nets.toSorted((one, other) => fitting(one).length - fitting(other).length);
  if (!hardestFirst.every((net) => takes(net, new Set()))) return undefined;
  const otherOf = new Map([...taker].map(([other, net]) => [net, other]));
  return nets.flatMap((net) => {
    const other = otherOf.get(net);
    if (other === undefined) return [];
    const pool = poolFor(net, other);
    return [{ ...net, name: other.name, ...(pool !== undefined && { pool }) }];
  });
}

const poolFor = ({ pools }: PlacedNet, { pool }: TemplateNet): Pool | undefined =>
  pools.find(({ name }) => name === pool);

/** A person's word: nets are called as far as their pools tell, then in their order, and what is left over by its pool. */
function chosen(zone: ZoneKind, template: Template): Match {
  if (template.brand !== zone.brand || template.ipType !== zone.ipType) {
    throw new Diagnostic({
      code: 'zmgr::import::other-kind',
      message: `The template "${template.name}" is for zones of the brand ${template.brand} with a ${template.ipType} IP stack, and this one is ${zone.brand}, ${zone.ipType}; nothing was changed`,
      help: 'Choose another, or `without-template=yes`.',
    });
  }
  const exact = netsFor(template, zone);
  if (exact !== undefined)
    return { kind: 'sure', template: template.name, nets: exact, because: 'as was said' };
  const left = [...template.nets];
  const byPool = zone.nets.map((net) => {
    const at = left.findIndex((one) => net.pools.some(({ name }) => name === one.pool));
    const [other] = at === -1 ? [] : left.splice(at, 1);
    return { net, other };
  });
  const names = new Set(template.nets.map(({ name }) => name));
  const nets = byPool.map(({ net, other }, at): NamedNet => {
    const named = other ?? left.shift();
    const pool = net.pools.find(({ name }) => name === named?.pool) ?? only(net.pools);
    const name = named?.name ?? freeName(pool?.name ?? `net${at}`, names);
    names.add(name);
    return { ...net, name, ...(pool !== undefined && { pool }) };
  });
  return {
    kind: 'sure',
    template: template.name,
    nets,
    because: `as was said, though it has ${template.nets.length === 1 ? '1 net' : `${template.nets.length} nets`} in ${inWords(template.nets.map(({ pool }) => pool))} and the zone ${netsInWords(zone.nets)}`,
  };
}

/** What it is called where no template says: by its pool, and the only one as in the first spelling. */
function unnamed(nets: readonly PlacedNet[]): readonly NamedNet[] {
  const names = new Set<string>();
  return nets.map((net, at) => {
    const pool = only(net.pools);
    const name = freeName(nets.length === 1 ? 'default' : (pool?.name ?? `net${at}`), names);
    names.add(name);
    return { ...net, name, ...(pool !== undefined && { pool }) };
  });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 2, name = wanted; ; count += 1) {
    if (!taken.has(name)) return name;
    name = `${wanted}-${count}`;
  }
}

const only = <T>(things: readonly T[]): T | undefined =>
  things.length === 1 ? things[0] : undefined;

/**
 * The pools that were said for the nets, in their order: all of them, or the one that is not clear.
 * @throws Diagnostic `zmgr::pool::unknown`, `zmgr::import::which-pools`, `zmgr::import::not-in-pool`
 */
function withPools(zone: ZoneKind, registry: Registry, { pools: names }: MatchWish): ZoneKind {
  if (names.length === 0) return zone;
  const pools = names.map((name) => poolNamed(registry, name));
  const open = zone.nets.filter((net) => net.pools.length !== 1);
  const asked = pools.length === zone.nets.length ? zone.nets : open;
  if (pools.length !== asked.length) {
    throw new Diagnostic({
      code: 'zmgr::import::which-pools',
      message: `The zone has ${netsInWords(zone.nets)}, and pool= names ${names.length}; nothing was changed`,
      help: `Name one for each of its nets in their order: ${zone.nets.map(({ link }) => link).join(', ')}.`,
    });
  }
  return {
    ...zone,
    nets: zone.nets.map((net) => {
      const pool = pools[asked.indexOf(net)];
      if (pool === undefined) return net;
      const stray = net.addresses.find(
        ({ address }) =>
          ![pool.v4, pool.v6].some(
            (family) => family !== undefined && contains(family.network, address),
          ),
      );
      if (stray === undefined) return { ...net, pools: [pool] };
      throw new Diagnostic({
        code: 'zmgr::import::not-in-pool',
        message: `The addresses of ${net.link} are not in the network of the pool "${pool.name}"; nothing was changed`,
        help: 'Choose the pool that holds them, or leave pool= out: they are kept then, outside all pools.',
      });
    }),
  };
}

/** Of pools that fit alike, those that were said. */
const preferring = (zone: ZoneKind, { pools: names }: MatchWish): ZoneKind => ({
  ...zone,
  nets: zone.nets.map((net) => {
    const wished = net.pools.filter(({ name }) => names.includes(name));
    return wished.length === 0 ? net : { ...net, pools: wished };
  }),
});

/** How far a template is from a zone: in the pools that only one of them has first, then in the number of nets. */
function distance({ nets }: Template, zone: ZoneKind): number {
  const theirs = new Set(nets.map(({ pool }) => pool));
  const ours = zone.nets.map((net) => net.pools.map(({ name }) => name));
  const foreign = [...theirs].filter((pool) => !ours.flat().includes(pool)).length;
  const missing = ours.filter((pools) => !pools.some((pool) => theirs.has(pool))).length;
  return (foreign + missing) * 100 + Math.abs(nets.length - zone.nets.length);
}

/** `2 nets, in internal and outside all pools` */
export function netsInWords(nets: readonly PlacedNet[]): string {
  if (nets.length === 0) return 'no net';
  const places = [...new Set(nets.map(placeInWords))];
  return `${nets.length === 1 ? '1 net' : `${nets.length} nets`} ${inWords(places)}`;
}

function placeInWords({ pools, addresses }: PlacedNet): string {
  if (pools.length === 0)
    return addresses.length === 0 ? 'without an address' : 'outside all pools';
  return `in ${pools.map(({ name }) => name).join(' or ')}`;
}

const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
