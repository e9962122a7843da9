/**
 * What a campaign is: troubles, each tried once with each verb on each store. After every try the same questions are put to
 * the host, to Slack and in the end to the database (checks/), whatever the trouble was.
 */
import type { Leak, LeakKind } from './checks/leak.ts';
import type { Undisturbed } from './undisturbed.ts';
import type { Store, World } from './world.ts';

export interface Campaign {
  readonly name: string;
  readonly summary: string;
  /** All there are, in an order that stays: a seed names the same sample each time. */
  readonly faults: (undisturbed: Undisturbed) => readonly Fault[];
}

export interface Fault {
  /** `event 7: started 2` */
  readonly name: string;
  /**
   * Waits for its moment and makes the trouble. Armed before the verb is typed; rejects when the signal fires first, since
   * the operation has come to its end without it.
   */
  readonly strike: (stage: Stage, signal: AbortSignal) => Promise<Struck>;
}

/** One try: a verb with one zone. */
export interface Stage {
  readonly world: World;
  readonly zone: string;
  /** Operations that were there before. */
  readonly known: ReadonlySet<string>;
  /** Calls that the host had answered when the verb was typed. */
  readonly callsBefore: number;
  /** Resolves when the bot has acked somebody's yes, and has done nothing about it yet. */
  readonly pressed: Promise<void>;
}

export interface Struck {
  readonly at: Date;
  /** How many events of the journal were there when the trouble was over, beyond those that it waited for. */
  readonly late: number;
}

export interface Try {
  readonly store: Store;
  readonly verb: string;
  readonly zone: string;
  readonly fault: string;
  readonly fired: boolean;
  /** Why it was not made. */
  readonly missed?: string;
  readonly late: number;
  /** Milliseconds from the trouble to the first word of the bot about the operation; none where all was said before. */
  readonly adopted?: number;
  /** Milliseconds from the trouble to the card that tells the end; none where it was told before. */
  readonly told?: number;
  readonly milliseconds: number;
  readonly leaks: readonly Leak[];
}

export interface Outcome {
  readonly campaign: string;
  readonly seed: number;
  readonly tries: readonly Try[];
  /** What was found at the end and belongs to no try. */
  readonly leaks: readonly (Leak & { readonly store: Store })[];
}

export const leaksOf = ({ tries, leaks }: Outcome, kind?: LeakKind): readonly Leak[] =>
  [...tries.flatMap((one) => one.leaks), ...leaks].filter(
    (leak) => kind === undefined || leak.kind === kind,
  );

/** Nothing is left behind, and each trouble was made. One that never fired shows nothing. */
export const isClean = (outcome: Outcome): boolean =>
  outcome.tries.length > 0 &&
  outcome.tries.every(({ fired }) => fired) &&
  leaksOf(outcome).length === 0;
