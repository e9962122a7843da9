/** What a section of the App Home is: for whom, from what it is made, and what comes out. */
import type { Part } from '../../commands/answer.ts';
import type { Actor } from '../../commands/desk.ts';
import type { Standpoint } from '../authorise/authorise.ts';
import type { Button } from '../cards/card.ts';
import type { OperationRecord } from '../store/operation-record.ts';

/** Something shown, and what can be pressed about it. */
export interface HomeItem {
  readonly parts: readonly Part[];
  readonly buttons: readonly Button[];
}

export type Home = readonly HomeItem[];

/** Whose it is. */
export interface Viewer {
  readonly actor: Actor;
  /** All that are theirs. */
  readonly accounts: readonly string[];
  readonly may: Standpoint['may'];
}

/** What all homes of one moment are made from. */
export interface HomeFacts {
  /** Those that are open, and those that ended of late; the newest first. */
  readonly operations: readonly OperationRecord[];
  /** What was done by break-glass and is not reviewed, the oldest first. */
  readonly reviews: readonly OperationRecord[];
  readonly now: Date;
}

/** Its items; none where it has nothing to say to this person. */
export type HomeSection = (viewer: Viewer, facts: HomeFacts) => readonly HomeItem[];
