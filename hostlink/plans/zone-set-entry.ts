/** What setting something of a zone changes in its entry: tags, delete-protection, and its place among others. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { AbsolutePath } from '../names/absolute-path.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { nearest } from '../nearest.ts';
import type { Edit, NewValue } from '../registry/edit.ts';
import {
  type EntryProperty,
  entryProperties,
  inWords,
  propertyEdit,
  propertyOf,
  zoneNodeOf,
} from '../registry/entry-properties.ts';
import { hunksOf } from '../registry/hunks.ts';
import type { ListWish } from '../registry/list-wish.ts';
import { zoneEntryNamed, zoneEntryPath } from '../registry/lookup.ts';
import type { Registry, ZoneEntry } from '../registry/model.ts';
import type { Hunk } from '../steps/define-step.ts';

/** `null` takes it away. What is left out stays as it is. */
export interface EntryWish {
  readonly tags?: ListWish | undefined;
  readonly deleteProtection?: boolean | undefined;
  readonly bootOrder?: number | null | undefined;
  readonly bootDelay?: number | null | undefined;
  readonly dependsOn?: ListWish<ZoneName> | undefined;
}

export interface EntryChanges {
  readonly path: AbsolutePath;
  readonly changes: readonly {
    readonly name: string;
    readonly from: readonly string[];
    readonly to: readonly string[];
  }[];
  readonly hunks: readonly Hunk[];
}

/** What else changes in the entry at the same time. */
export type MoreChanges = Pick<EntryChanges, 'changes'> & { readonly edits: readonly Edit[] };

export interface ZonesOnHost {
  readonly zones: readonly ZoneListing[];
  readonly registry: Registry;
}

/**
 * Undefined where nothing of it is asked for, or all is so already.
 * @throws Diagnostic `zmgr::zone::unregistered`, `zmgr::zone::unknown`, `zmgr::zone::depends-on-itself`, and of the entry's file
 */
export function entryChanges(
  wish: EntryWish & { readonly zone: ZoneName },
  host: Pick<HostSpec, 'name'>,
  { zones, registry }: ZonesOnHost,
  more: MoreChanges = { changes: [], edits: [] },
): EntryChanges | undefined {
  const { zone } = wish;
  const asked = entryProperties.filter((name) => wishFor(wish, name) !== undefined);
  if (asked.length === 0 && more.edits.length === 0) return undefined;
  const entry = zoneEntryNamed(registry, zone);
  if (entry === undefined) throw noEntry(zone, asked, host);
  const changed = asked.flatMap((name) => {
    const from = propertyOf(entry, name);
    const to = valuesFor(wish, name, from);
    return sameValues(from, to) ? [] : [{ name, from, to }];
  });
  if (changed.length === 0 && more.edits.length === 0) return undefined;
  const dependsOn = changed.find(({ name }) => name === 'depends-on')?.to;
  if (dependsOn !== undefined) {
    for (const other of dependsOn) refuseUnknown(String(other), wish.zone, host, zones, registry);
    refuseCycle(zone, dependsOn.map(String), registry.zones);
  }
  const node = zoneNodeOf(entry);
  return {
    path: zoneEntryPath(registry, zone),
    changes: [
      ...changed.map(({ name, from, to }) => ({ name, from: inWords(from), to: inWords(to) })),
      ...more.changes,
    ],
    hunks: hunksOf(node.file, [
      ...changed.map(({ name, to }) => propertyEdit(node, name, to)),
      ...more.edits,
    ]),
  };
}

function wishFor(wish: EntryWish, name: EntryProperty) {
  switch (name) {
    case 'tags':
      return wish.tags;
    case 'delete-protection':
      return wish.deleteProtection;
    case 'boot-order':
      return wish.bootOrder;
    case 'boot-delay':
      return wish.bootDelay;
    case 'depends-on':
      return wish.dependsOn;
    default:
      return name satisfies never;
  }
}

function valuesFor(
  wish: EntryWish,
  name: EntryProperty,
  now: readonly NewValue[],
): readonly NewValue[] {
  const wished = wishFor(wish, name);
  if (wished === undefined) return now;
  // Not being protected is what an entry says that does not speak of it.
  if (wished === null || wished === false) return [];
  if (typeof wished !== 'object') return [wished];
  if (wished.kind === 'whole') return [...new Set(wished.values)];
  const kept = now.filter((value) => !wished.remove.some((gone) => gone === value));
  return [...new Set([...kept, ...wished.add])];
}

const sameValues = (one: readonly NewValue[], other: readonly NewValue[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

export const noEntry = (
  zone: ZoneName,
  asked: readonly string[],
  { name }: Pick<HostSpec, 'name'>,
): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::zone::unregistered',
    message: `${zone} has no entry in the registry of ${name}, which would keep ${asked.join(', ')}; nothing was changed`,
    help: `Write one on ${name}, zones/${zone}.kdl in the registry's directory, with a net block for each net; limits and autoboot can be set without.`,
  });

function refuseUnknown(
  other: string,
  zone: ZoneName,
  host: Pick<HostSpec, 'name'>,
  zones: readonly ZoneListing[],
  registry: Registry,
): void {
  const names = new Set([
    ...zones.flatMap((one) => (one.kind === 'zone' ? [one.name] : [])),
    ...registry.zones.keys(),
  ]);
  if (names.has(other)) return;
  const near = nearest(other, names);
  throw new Diagnostic({
    code: 'zmgr::zone::unknown',
    message: `${zone} cannot depend on ${other}: there is no such zone on ${host.name}`,
    help:
      near.length === 0
        ? 'A zone can depend on zones of its own host: `/zone list` shows them.'
        : `Did you mean ${near.join(' or ')}?`,
    suggestions: near.map((name) => `/zone set ${host.name}/${zone} depends-on=${name}`),
  });
}

/** @throws Diagnostic `zmgr::zone::depends-on-itself`, with the way around */
function refuseCycle(
  zone: string,
  dependsOn: readonly string[],
  entries: ReadonlyMap<string, ZoneEntry>,
): void {
  const around = wayBack(zone, dependsOn, entries, new Set());
  if (around === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::zone::depends-on-itself',
    message: `${zone} would wait for itself: ${[zone, ...around].join(' → ')}`,
    help: 'Leave one of these dependencies out; none of the zones could be booted first.',
  });
}

/** From the zones that one depends on, back to it. */
function wayBack(
  zone: string,
  dependsOn: readonly string[],
  entries: ReadonlyMap<string, ZoneEntry>,
  been: Set<string>,
): readonly string[] | undefined {
  for (const next of dependsOn) {
    if (next === zone) return [next];
    if (been.has(next)) continue;
    been.add(next);
    const further = wayBack(zone, entries.get(next)?.dependsOn ?? [], entries, been);
    if (further !== undefined) return [next, ...further];
  }
  return undefined;
}
