/** What is said of a host: its zones by state, where they lie, what is wrong with it. */
import { posix } from 'node:path';
import type { OsRelease } from '../../hostlink/illumos/os-release.ts';
import { type DatasetSpace, spaceFor } from '../../hostlink/illumos/zfs-space.ts';
import { type ZoneListing, zoneStates } from '../../hostlink/illumos/zoneadm.ts';
import type { Zpool } from '../../hostlink/illumos/zpool.ts';
import type { Attempt } from '../../hostlink/observe/attempt.ts';
import { counted } from '../answers/parts.ts';
import { formatPercent } from '../answers/size.ts';
import { formatDuration } from '../operations/duration.ts';
import type { HostFacts } from './found-host.ts';

export const valueIn = <T>(attempt: Attempt<T>): T | undefined =>
  attempt.kind === 'read' ? attempt.value : undefined;

/** `OpenIndiana Hipster 2024.10` */
export const releaseOf = ({ name, distribution, version }: OsRelease): string =>
  name ??
  (distribution === 'other' ? 'no release told' : `${distribution} ${version ?? ''}`.trim());

export const zonesOf = (listed: readonly ZoneListing[]): readonly ZoneListing[] =>
  listed.filter(({ kind }) => kind === 'zone');

/** `3 zones: 2 running, 1 installed`; the running ones first, then as they come to be. */
export function zoneCounts(listed: readonly ZoneListing[]): string {
  const zones = zonesOf(listed);
  const states = (['running', ...zoneStates.filter((state) => state !== 'running')] as const)
    .map((state) => ({ state, count: zones.filter((zone) => zone.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state.replace('_', ' ')}`);
  return states.length === 0
    ? 'no zones'
    : `${counted(zones.length, 'zone')}: ${states.join(', ')}`;
}

/**
 * Datasets on which zones lie, or on which the registry says that they shall.
 * Empty where the host tells neither.
 */
export function zoneSpaces({ zones, registry, spaces }: HostFacts): readonly DatasetSpace[] {
  const known = valueIn(spaces) ?? [];
  const seen = valueIn(registry);
  const directories = [
    ...(seen?.exists === true ? [seen.config.zonepathPrefix] : []),
    ...zonesOf(valueIn(zones) ?? []).map(({ zonepath }) => posix.dirname(zonepath)),
  ];
  return [...new Set(directories.flatMap((directory) => spaceFor(known, directory) ?? []))];
}

/** A clock that is off by more makes times in journals lie. Milliseconds. */
const mostSkew = 30_000;

/** `45s ahead of the bot's clock`; empty where the two agree well enough. */
export function skewWords(clock: Date, now: Date): string {
  const skew = clock.getTime() - now.getTime();
  if (Math.abs(skew) <= mostSkew) return '';
  return `${formatDuration(Math.abs(skew))} ${skew > 0 ? 'ahead of' : 'behind'} the bot's clock`;
}

/** Percent of a zpool from which on ZFS gets slow, and a create may find no room. */
const fullPercent = 90;

/** `zpool tank DEGRADED`, `zpool rpool 93 % full`; empty for one that is well. */
export function zpoolTrouble({ name, health, capacityPercent }: Zpool): string {
  if (health !== 'ONLINE') return `zpool ${name} ${health}`;
  return capacityPercent !== undefined && capacityPercent >= fullPercent
    ? `zpool ${name} ${formatPercent(capacityPercent)} full`
    : '';
}

/** What somebody should look at, each in few words. */
export function troublesOf(facts: HostFacts, now: Date): readonly string[] {
  const { registry, clock, zpools } = facts;
  const seen = valueIn(registry);
  const broken = seen?.faults.filter(({ blocks }) => blocks).length ?? 0;
  const skew = clock.kind === 'read' ? skewWords(clock.value, now) : '';
  return [
    ...(seen?.exists === false ? ['no registry yet'] : []),
    ...(broken === 0 ? [] : [`${counted(broken, 'broken file')} in the registry`]),
    ...(valueIn(zpools) ?? []).map(zpoolTrouble),
    ...(skew === '' ? [] : [skew]),
    ...unreadWords(facts),
  ].filter((text) => text !== '');
}

/** By what they are, in a person's words. */
const namesOfFacts: Readonly<Record<keyof HostFacts, string>> = {
  zones: 'zones',
  os: 'release',
  bootedAt: 'boot time',
  clock: 'clock',
  registry: 'registry',
  zpools: 'zpools',
  spaces: 'datasets',
};

const unreadWords = (facts: HostFacts): readonly string[] =>
  Object.entries(namesOfFacts).flatMap(([key, name]) => {
    const attempt = Object.entries(facts).find(([one]) => one === key)?.[1];
    return attempt?.kind === 'unread' ? [`${name} can't be read`] : [];
  });
