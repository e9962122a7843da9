/** What people may limit a zone to, by their own words, and the resource controls that stand for it. resource-controls(7). */
import type { ControlValue } from './resource-control.ts';

export interface Limit {
  readonly control: string;
  /** How its number is written: hundredths of a processor, bytes, or as it is. */
  readonly unit: 'cpu' | 'bytes' | 'count';
  /** What the kernel does at the limit; shares are none that could be reached. */
  readonly action: 'deny' | 'none';
}

export const limits = {
  'cpu-cap': { control: 'zone.cpu-cap', unit: 'cpu', action: 'deny' },
  'cpu-shares': { control: 'zone.cpu-shares', unit: 'count', action: 'none' },
  memory: { control: 'zone.max-physical-memory', unit: 'bytes', action: 'deny' },
  swap: { control: 'zone.max-swap', unit: 'bytes', action: 'deny' },
  locked: { control: 'zone.max-locked-memory', unit: 'bytes', action: 'deny' },
  'max-lwps': { control: 'zone.max-lwps', unit: 'count', action: 'deny' },
  'max-processes': { control: 'zone.max-processes', unit: 'count', action: 'deny' },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;
export const limitNames = Object.keys(limits) as readonly LimitName[];

export const limitNamed = (control: string): LimitName | undefined =>
  limitNames.find((name) => limits[name].control === control);

/** As zonecfg writes an alias: one privileged value. */
export const valuesOf = (name: LimitName, limit: number | undefined): readonly ControlValue[] =>
  limit === undefined
    ? []
    : [{ priv: 'privileged', limit: String(limit), action: limits[name].action }];

/** As it would be typed, and exactly: `1.5`, `1536M`, `2000`; `none` where there is no limit. */
export function spelt(name: LimitName, limit: number | undefined): string {
  if (limit === undefined) return 'none';
  switch (limits[name].unit) {
    case 'cpu':
      return String(limit / 100);
    case 'bytes':
      return speltBytes(limit);
    case 'count':
      return String(limit);
    default:
      return limits[name] satisfies never;
  }
}

const factors: Readonly<Record<string, number>> = {
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
};

/** `2G`, `1.5G`, `512MiB` in bytes. Undefined for anything else: a bare number may be bytes or megabytes. */
export function bytesIn(text: string): number | undefined {
  const [, digits = '', unit = ''] =
    /^([0-9]{1,9}(?:\.[0-9]{1,6})?) ?([KMGT])(?:i?B)?$/i.exec(text) ?? [];
  const bytes = Math.round(Number(digits) * (factors[unit.toUpperCase()] ?? 0));
  return digits === '' || bytes < 1 || !Number.isSafeInteger(bytes) ? undefined : bytes;
}

export function speltBytes(bytes: number): string {
  const units = ['T', 'G', 'M', 'K'] as const;
  for (const [index, unit] of units.entries()) {
    const size = 1024 ** (units.length - index);
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}
