/**
 * What operations need of the runner on a host, declared here and handed in by src/main.ts over hostlink/runner. The
 * host carries a plan out by itself; these functions give it a plan, read its journal and ask it for a stop.
 */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { JournalEvent, Outcome, RunVerb } from '../../hostlink/runner/events.ts';

/** How the following of a journal came to its end. */
export type Followed =
  /** The journal's own end was read. */
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  /** The journal has no end, and neither the runner nor a process of its group lives. */
  | { readonly kind: 'interrupted' }
  /** The connection was lost, or was never made: nothing is known, look again. */
  | { readonly kind: 'lost'; readonly why: string }
  /** The journal holds what no runner of ours writes: nothing it says is believed. */
  | { readonly kind: 'illegal'; readonly why: string }
  /** The host has no journal of this operation. */
  | { readonly kind: 'absent' }
  /** The host would not take it, or not do that with it now: nothing was started by this call. */
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic };

export interface Follower {
  /** Events after this one are wanted. */
  readonly after: number;
  /** The journal is being read: the connection stands. */
  readonly onAttached: () => void;
  /** Events in order, each once; the next are given when this has resolved. What it throws is thrown on. */
  readonly onEvents: (events: readonly JournalEvent[]) => Promise<void>;
  /** Stops following; the host goes on. */
  readonly signal: AbortSignal;
}

/** What goes wrong on a host is an answer, not an exception: what can't be reached is `lost`. */
export interface HostRuns {
  /**
   * Gives the host an operation and follows it: `run` submits the plan, which the host takes once and only once, with
   * what was asked beside it;
   * `resume` and `unwind` start the runner that lies there again. Where a runner lives, it is only followed.
   */
  start(
    host: HostName,
    operation: OperationId,
    verb: RunVerb,
    work: { readonly plan: Plan; readonly asked: unknown },
    follower: Follower,
  ): Promise<Followed>;
  /** Only follows. */
  attach(host: HostName, operation: OperationId, follower: Follower): Promise<Followed>;
  /**
   * Leaves word that the runner should stop between steps and unwind.
   * @throws Diagnostic when the host was not told
   */
  cancel(host: HostName, operation: OperationId): Promise<void>;
  /**
   * Removes an operation from its host, journal and all.
   * @returns false where the host says that it goes on or was interrupted, and so keeps it
   * @throws Diagnostic `zmgr::host::…`, `zmgr::runner::not-removed`
   */
  forget(host: HostName, operation: OperationId, signal: AbortSignal): Promise<boolean>;
}
