/** Pools, made, changed and removed in chat: which links they lie over, whom they give addresses, what overlaps. Pure. */

import { Diagnostic } from '../diagnostic.ts';
import { linkPresent } from '../guards/link-present.ts';
import type { HostSpec } from '../host.ts';
import { linkList } from '../illumos/dladm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import {
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  type IpAddress,
  parseAddress,
} from '../ipam/address.ts';
import type { LinkName } from '../names/link-name.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { kdlString, parseKdl } from '../registry/kdl.ts';
import type { AddressRange, Pool, PoolFamily, Registry } from '../registry/model.ts';
import { newPoolText } from '../registry/new-files.ts';
import { readPool } from '../registry/pool.ts';
import { type PoolEditWish, poolFile } from '../registry/pool-edit.ts';
import type { Reservation } from '../registry/pool-words.ts';
import { configuredAddresses } from './addresses-in-use.ts';
import { linkUnder } from './pool-link.ts';
import {
  type Dependant,
  fileNamed,
  planFileCreate,
  planFileDelete,
  planFileEdit,
  registryFolderFacts,
} from './registry-file.ts';

export const poolFileFacts = {
  ...registryFolderFacts('pool'),
  links: linkList,
  configurations: zonesDirectory,
} satisfies FactSet;

export interface PoolFilePlanning {
  readonly pool: string;
  readonly host: HostSpec;
  readonly facts: Observed<typeof poolFileFacts>;
}

export interface NewFamily {
  readonly network?: Cidr | undefined;
  readonly gateway?: IpAddress | undefined;
  readonly ranges: readonly AddressRange[];
  readonly addresses: readonly IpAddress[];
}

export interface NewPoolWish extends NewFamily {
  readonly stub: LinkName;
  readonly v6: NewFamily;
  readonly reserved: readonly Reservation[];
}

/**
 * Pure. @throws Diagnostic `zmgr::pool::incomplete`, `zmgr::pool::no-link`, those of a pool's file, and as
 * planFileCreate() does
 */
export function planPoolCreate({
  wish,
  ...planning
}: PoolFilePlanning & { readonly wish: NewPoolWish }): Plan {
  const { pool: name, host, facts } = planning;
  const text = newPoolFile(name, wish);
  const pool = readPool(parseKdl(`pools/${name}.kdl`, text), name, () => {});
  const link = linkUnder(pool, 'exclusive', facts.links, host, 'Correct stub=');
  return planFileCreate({
    host,
    facts,
    kind: 'pool',
    file: name,
    text,
    guards: [linkPresent.guard({ link: pool.stub, class: link.class })],
    notes: overlapNotes(pool, facts.registry),
  });
}

/** The file's text. @throws Diagnostic `zmgr::pool::incomplete`, `zmgr::pool::two-spellings` */
export function newPoolFile(name: string, wish: NewPoolWish): string {
  const own = familyOf(wish, '');
  if (own === undefined) throw lacking(['network=']);
  const second = familyOf(wish.v6, 'v6-');
  const { stub, reserved } = wish;
  const families =
    own.network.address.family === 4
      ? { v4: own, ...(second && { v6: second }) }
      : { v6: own, ...(second && { v4: second }) };
  if (
    second !== undefined &&
    (own.network.address.family !== 4 || second.network.address.family !== 6)
  ) {
    throw new Diagnostic({
      code: 'zmgr::pool::two-families',
      message: 'A v6 block needs a v6 network, beside a v4 network outside it',
      help: 'Write network= for the v4 network, and v6-network= for the v6 network.',
    });
  }
  return newPoolText({ name, stub, ...families, reserved });
}

function familyOf(
  { network, gateway, ranges, addresses }: NewFamily,
  prefix: string,
): PoolFamily | undefined {
  const isEmpty = ranges.length + addresses.length === 0;
  if (network === undefined && gateway === undefined && isEmpty) return undefined;
  const missing = [
    ...(network === undefined ? [`${prefix}network=`] : []),
    ...(gateway === undefined ? [`${prefix}gateway=`] : []),
    ...(isEmpty ? [`${prefix}range= or ${prefix}addresses=`] : []),
  ];
  if (network === undefined || gateway === undefined || isEmpty) throw lacking(missing);
  if (ranges.length > 0 && addresses.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::pool::two-spellings',
      message: 'The pool has both a range and a list of addresses',
      help: `Keep ${prefix}range= or ${prefix}addresses=.`,
    });
  }
  return ranges.length > 0
    ? { network, gateway, ranges, mode: 'range' }
    : {
        network,
        gateway,
        ranges: addresses.map((address) => ({ first: address, last: address })),
        mode: 'list',
      };
}

const lacking = (keys: readonly string[]): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::pool::incomplete',
    message: `A pool can't be made without ${keys.join(' and ')}`,
    help: 'A whole one is said like this: `/zone pool create internal network=10.1.0.0/24 gateway=10.1.0.1 stub=stub0 range=10.1.0.10-10.1.0.99`',
  });

/** Pure. @throws Diagnostic `zmgr::pool::no-link`, those of a pool's file, and as planFileEdit() does */
export const planPoolEdit = ({
  wish,
  pool: file,
  host,
  facts,
}: PoolFilePlanning & { readonly wish: PoolEditWish }): Plan =>
  planFileEdit({
    host,
    facts,
    kind: poolFile,
    file,
    wish,
    around: (before, { model, changes }) => {
      const isMoved = model.stub !== before.stub;
      const link = isMoved
        ? linkUnder(model, 'exclusive', facts.links, host, 'Correct stub=')
        : undefined;
      const isNetworkNew = changes.some(({ name }) => name.endsWith('network'));
      return {
        guards:
          link === undefined ? [] : [linkPresent.guard({ link: model.stub, class: link.class })],
        notes: [
          ...(isNetworkNew ? overlapNotes(model, facts.registry) : []),
          ...strandedNotes(before, model, facts),
          ...stayNotes(before, model, facts),
        ],
      };
    },
  });

/** Pure. @throws Diagnostic `zmgr::pool::needed`, and as planFileDelete() does */
export function planPoolDelete({
  pool: file,
  host,
  facts,
  holds,
}: PoolFilePlanning & { readonly holds: readonly string[] }): Plan {
  const { registry } = facts;
  const { model: pool } = fileNamed(poolFile, file, registry, host);
  // What can't be read may have addresses of it.
  for (const zone of facts.configurations.values())
    if (zone.kind === 'fault') throw zone.diagnostic;
  const allocated = allocationsOf(pool, facts);
  const templates = [...registry.templates.values()].filter(({ nets }) =>
    nets.some((net) => net.pool === file),
  );
  const held = holds.map(parseAddress).filter((address) => inRanges(pool, address));
  const broken = registry.faults.filter(({ addresses = [] }) =>
    addresses.some((address) => inRanges(pool, address)),
  );
  const [zone] = allocated;
  const [template] = templates;
  return planFileDelete({
    host,
    facts,
    kind: 'pool',
    file,
    dependants: [
      ...allocated.map(
        ({ zone: name, addresses }): Dependant => ({
          words: `the zone ${name} (${addresses.map(formatAddress).join(', ')})`,
        }),
      ),
      ...broken.map(({ path }) => ({ words: `${path}, which can't be understood` })),
      ...held.map((address) => ({
        words: `an operation that has not ended (${formatAddress(address)})`,
      })),
      ...templates.map(({ name }): Dependant => ({ words: `the template ${name}` })),
    ],
    help: [
      ...(zone === undefined
        ? []
        : ['Zones keep their addresses from it as long as they are there: see `/zone list`.']),
      ...(broken.length === 0
        ? []
        : ['Correct the files that have a fault: see `/zone validate`.']),
      ...(held.length === 0 ? [] : ['Wait for the operation, or cancel it: see `/zone op list`.']),
      ...(template === undefined
        ? []
        : [
            `\`/zone template edit ${host.name}/${template.name} pool=<pool>\` gives a template another one.`,
          ]),
    ].join(' '),
    unnamedIn: [{ folder: 'templates', text: `pool ${kdlString(file)}` }],
  });
}

export interface Allocation {
  readonly zone: string;
  readonly addresses: readonly IpAddress[];
}

export interface AllocationFacts {
  readonly registry: Registry;
  readonly configurations: Observed<typeof poolFileFacts>['configurations'];
}

const families = ({ v4, v6 }: Pool): readonly PoolFamily[] =>
  [v4, v6].filter((family) => family !== undefined);

const isIn = (ranges: readonly AddressRange[], { family, value }: IpAddress): boolean =>
  ranges.some(
    ({ first, last }) => first.family === family && first.value <= value && value <= last.value,
  );

const inRanges = (pool: Pool, address: IpAddress): boolean =>
  families(pool).some(({ ranges }) => isIn(ranges, address));
const inNetworks = (pool: Pool, address: IpAddress): boolean =>
  families(pool).some(({ network }) => contains(network, address));

/**
 * Zones with addresses of the pool, by their entries and by their own configurations. Of several pools on one network, an
 * address is of that in whose ranges it is.
 */
export function allocationsOf(
  pool: Pool,
  { registry, configurations }: AllocationFacts,
): readonly Allocation[] {
  const others = [...registry.pools.values()].filter((other) => other.name !== pool.name);
  const isOfPool = (address: IpAddress): boolean =>
    inRanges(pool, address) ||
    (inNetworks(pool, address) && !others.some((other) => inRanges(other, address)));
  const byZone = new Map<string, Map<string, IpAddress>>();
  const note = (zone: string, address: IpAddress): void => {
    if (!isOfPool(address)) return;
    const addresses = byZone.get(zone) ?? new Map<string, IpAddress>();
    byZone.set(zone, addresses);
    addresses.set(formatAddress(address), address);
  };
  for (const { name, nets } of registry.zones.values())
    for (const { addresses } of nets) for (const { address } of addresses) note(name, address);
  for (const zone of configurations.values())
    if (zone.kind === 'read')
      for (const { address } of configuredAddresses(zone.configuration)) note(zone.name, address);
  return [...byZone].map(([zone, addresses]) => ({ zone, addresses: [...addresses.values()] }));
}

/** `10.1.0.0/24 overlaps 10.1.0.0/16 of the pool wide` */
export const overlapNotes = (pool: Pool, { pools }: Pick<Registry, 'pools'>): readonly string[] =>
  [...pools.values()]
    .filter(({ name }) => name !== pool.name)
    .flatMap((other) =>
      families(pool).flatMap(({ network }) =>
        families(other)
          .filter(
            (one) =>
              contains(one.network, network.address) || contains(network, one.network.address),
          )
          .map(
            (one) =>
              `${formatCidr(network)} overlaps ${formatCidr(one.network)} of the pool ${other.name}: an address taken in one counts as taken in both`,
          ),
      ),
    );

/** Who keeps an address that the pool does not speak of any more. */
function strandedNotes(before: Pool, after: Pool, facts: AllocationFacts): readonly string[] {
  const stranded = allocationsOf(before, facts).flatMap(({ zone, addresses }) =>
    addresses
      .filter((address) => inRanges(before, address) && !inRanges(after, address))
      .map((address) => `${zone} (${formatAddress(address)})`),
  );
  const named = stranded.slice(0, 5).join(', ');
  const more = stranded.length > 5 ? ` and ${stranded.length - 5} more` : '';
  return stranded.length === 0
    ? []
    : [`In no range of it any more, and kept by its zone: ${named}${more}`];
}

/** What zones that there are do not learn of. */
function stayNotes(before: Pool, after: Pool, facts: AllocationFacts): readonly string[] {
  const isGateway = families(after).some(({ gateway, network }) =>
    families(before).some(
      (one) =>
        one.network.address.family === network.address.family &&
        one.gateway.value !== gateway.value,
    ),
  );
  const changed = [
    ...(isGateway ? ['gateway'] : []),
    ...(before.stub === after.stub ? [] : ['link']),
  ];
  const zones = allocationsOf(before, facts).length;
  return changed.length === 0 || zones === 0
    ? []
    : [
        `Zones that there are (${zones}) keep the ${changed.join(' and the ')} that they were made with`,
      ];
}
