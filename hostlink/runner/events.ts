/**
 * What a runner writes to its journal, one event a line. The host may be hostile: hostlink/runner/journal.ts takes a
 * line for one of these only if its kind, its fields and its place in the sequence are legal.
 */

/** How a run of a plan came to its end. `stuck` is no end for good: `resume` goes on from there. */
export const outcomes = ['done', 'unwound', 'cancelled', 'stale', 'stuck'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a runner was started for. */
export const runVerbs = ['run', 'resume', 'unwind'] as const;
export type RunVerb = (typeof runVerbs)[number];

/** Which part of a step failed. */
export const phases = ['check', 'apply', 'verify', 'undo'] as const;
export type Phase = (typeof phases)[number];

/** Steps and guards count from 1, as people read them. */
export type JournalEvent = { readonly seq: number; readonly at: string } & (
  | {
      readonly kind: 'claimed';
      readonly verb: RunVerb;
      readonly pid: number;
      readonly group: number;
    }
  /** Somebody else holds the lock. */
  | { readonly kind: 'waiting'; readonly lock: string; readonly holder: string }
  | { readonly kind: 'locked'; readonly lock: string }
  | { readonly kind: 'guarded' }
  /** A guard no longer holds (`changed`), or could not be checked (`unclear`). */
  | { readonly kind: 'stale'; readonly guard: number; readonly why: 'changed' | 'unclear' }
  | { readonly kind: 'found'; readonly step: number }
  | { readonly kind: 'started'; readonly step: number }
  | { readonly kind: 'done'; readonly step: number }
  /** `status` is the exit status of what failed; `verdict` what the check then said. */
  | {
      readonly kind: 'failed';
      readonly step: number;
      readonly phase: Phase;
      readonly status: number;
      readonly verdict: string;
    }
  /** A line of what a failed step printed, escaped, at most 1,000 bytes. */
  | { readonly kind: 'said'; readonly step: number; readonly text: string }
  | { readonly kind: 'undoing'; readonly step: number }
  | { readonly kind: 'undone'; readonly step: number }
  /** Somebody asked for a stop, or the journal's disk is full: no new step starts. */
  | { readonly kind: 'stopping'; readonly why: 'cancelled' | 'disk-full' | 'lock-timeout' }
  | { readonly kind: 'end'; readonly outcome: Outcome }
);
