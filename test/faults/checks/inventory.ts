/**
 * Everything there is on a simulated host, piece by piece, and what became of it between two looks. Names that each zone
 * has for itself are taken out, so that what one operation changed can be held against what another one did.
 */
import type { HostDump } from '../../../playground/hosts/model/snapshot.ts';
import type { Leak, LeakKind } from './leak.ts';

/** Text by place: `links/web01_0`, `files//etc/zmgr/zones/web01.kdl`. */
export type Inventory = ReadonlyMap<string, string>;

/** By place, what is there now; undefined for what has gone. */
export type Delta = ReadonlyMap<string, string | undefined>;

export function inventoryOf(dump: HostDump): Inventory {
  const found = new Map<string, string>();
  for (const [group, things] of Object.entries(dump)) {
    const entries = Array.isArray(things)
      ? things.map((thing: unknown) => [nameOf(thing), thing] as const)
      : Object.entries(typeof things === 'object' && things !== null ? things : {});
    for (const [name, thing] of entries) add(found, `${group}/${name}`, thing);
  }
  return found;
}

/** The index of all zones by its lines: who comes and goes there says nothing about the others. */
const index = 'files//etc/zones/index';

function add(found: Map<string, string>, place: string, thing: unknown): void {
  const text = JSON.stringify(thing);
  if (place !== index) {
    found.set(place, text);
    return;
  }
  for (const line of text.split('\\n'))
    if (!line.startsWith('#')) found.set(`${index}:${line}`, '');
}

function nameOf(thing: unknown): string {
  if (typeof thing === 'object' && thing !== null) {
    for (const key of ['name', 'object', 'fmri'] as const) {
      if (key in thing) return String(Reflect.get(thing, key));
    }
  }
  return JSON.stringify(thing);
}

export function deltaOf(before: Inventory, after: Inventory): Delta {
  const delta = new Map<string, string | undefined>();
  for (const [place, text] of after) if (before.get(place) !== text) delta.set(place, text);
  for (const place of before.keys()) if (!after.has(place)) delta.set(place, undefined);
  return delta;
}

/** Stamps, ids, MACs and dates are each run's own; the zone and its address are named. */
export function withoutNames(
  delta: Delta,
  { zone, address }: { readonly zone: string; readonly address: string | undefined },
): Delta {
  const plain = (text: string): string => {
    const named = text.replaceAll(zone, '<zone>');
    return (address === undefined ? named : named.replaceAll(wholeAddress(address), '<address>'))
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
      .replaceAll(/\b[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}\b/g, '<mac>')
      .replaceAll(/"guid":"\d+"/g, '"guid":"<guid>"')
      .replaceAll(/\b[0-9a-f]{16}\b/g, '<stamp>')
      .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, '<date>');
  };
  return new Map(
    [...delta].map(([place, text]) => [plain(place), text === undefined ? text : plain(text)]),
  );
}

const wholeAddress = (address: string): RegExp =>
  new RegExp(`(?<![\\d.])${address.replaceAll('.', '\\.')}(?![\\d.])`, 'g');

/** What is otherwise than it should be. Both without names. */
export function differences(expected: Delta, actual: Delta): readonly Leak[] {
  const leaks: Leak[] = [];
  const say = (place: string, what: string) => leaks.push({ kind: kindOf(place), what });
  for (const [place, text] of actual) {
    if (!expected.has(place)) {
      say(
        place,
        `${place} ${text === undefined ? 'has gone' : 'should not be there, or have changed'}`,
      );
    } else if (expected.get(place) !== text) {
      say(place, `${place} is ${text ?? 'gone'}, not ${expected.get(place) ?? 'gone'}`);
    }
  }
  for (const place of expected.keys()) {
    if (!actual.has(place)) say(place, `${place} is as it was before`);
  }
  return leaks;
}

/** What a host still has of a zone that should be gone, or of its address. */
export function remainsOf(
  inventory: Inventory,
  zone: string,
  address: string | undefined,
): readonly Leak[] {
  return [...inventory].flatMap(([place, text]) => {
    const whole = `${place} ${text}`;
    if (whole.includes(zone)) return [{ kind: kindOf(place), what: `${place} is left of ${zone}` }];
    if (address !== undefined && whole.search(wholeAddress(address)) !== -1)
      return [{ kind: 'address', what: `${place} has ${address} of ${zone}` }];
    return [];
  });
}

/** By what a place begins with; the first that fits. */
const kinds: readonly (readonly [start: string, kind: LeakKind])[] = [
  ['links/', 'vnic'],
  ['interfaces/', 'address'],
  ['addresses/', 'address'],
  ['files//etc/zmgr/zones/', 'entry'],
  ['files//etc/zones/', 'zone'],
  ['files//zones/', 'zone'],
  ['zones/', 'zone'],
  ['datasets/', 'zone'],
];

const kindOf = (place: string): LeakKind =>
  kinds.find(([start]) => place.startsWith(start))?.[1] ?? 'host';
