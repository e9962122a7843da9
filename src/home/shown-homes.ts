/** Whose App Home is shown, and how far behind it is. src/store/homes-table.ts keeps it, for all bots on one store. */
import type { ActorId } from '../authorise/actor-id.ts';

export interface ShownHome extends ActorId {
  /** How often something may have changed: what came after this is not shown yet. */
  readonly changes: number;
  /** Of the content that Slack shows; left out where it has to be published whatever it is. */
  readonly shown?: string;
  /** Slack's hash of the view. */
  readonly hash?: string;
}

/** Every function is one statement. Times are the caller's. */
export interface ShownHomes {
  /** Somebody looks at theirs. */
  opened(who: ActorId, at: Date): Promise<void>;
  /** Something has changed: of those who looked since then, each is due, and no sooner than `pause` milliseconds after the last time. */
  changed(at: Date, lookedSince: Date, pause: number): Promise<void>;
  /** Those that are due, whoever looks for the first time before the others. */
  due(at: Date, limit: number): Promise<readonly ShownHome[]>;
  nextDue(): Promise<Date | undefined>;
  /** It shows this by now; due again after `pause` where more has changed meanwhile. */
  published(
    home: ShownHome,
    what: { readonly shown: string; readonly hash?: string },
    at: Date,
    pause: number,
  ): Promise<void>;
  /** Not now: again at that time, whatever is shown. */
  later(home: ShownHome, at: Date): Promise<void>;
  /** Slack shows it to nobody. */
  forget(who: ActorId): Promise<void>;
}
