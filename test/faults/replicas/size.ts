/** How much of it: the whole campaign, the quick one, and their zones, all from a seed. */
import type { VerbName } from '../verbs.ts';

export interface Size {
  readonly bots: number;
  readonly hosts: number;
  readonly zones: number;
  /** Milliseconds in which zones begin their lives, and trouble is made. */
  readonly lasting: number;
  /** Milliseconds between two troubles. */
  readonly every: number;
}

export const whole: Size = { bots: 3, hosts: 20, zones: 75, lasting: 300_000, every: 4_000 };
export const quick: Size = { bots: 3, hosts: 5, zones: 10, lasting: 35_000, every: 4_000 };

/** What a zone goes through, one after the other. */
export const life: readonly VerbName[] = ['create', 'halt', 'boot', 'destroy'];
