/** A verb without any trouble: what it does to a host, and what a campaign can aim at. Each try is held against it. */
import type { Delta } from './checks/inventory.ts';
import type { TriedVerb } from './verbs.ts';

export interface Undisturbed {
  readonly verb: TriedVerb;
  /** Kinds and fields of its journal's events, the zone as `<zone>`. */
  readonly journal: readonly string[];
  /** How often the bot calls the host for it. */
  readonly calls: number;
  /** What it changes, without names. */
  readonly delta: Delta;
}
