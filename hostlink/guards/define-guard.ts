/**
 * A guard: something that a plan took for granted when it was made, checked again on the host, under the operation's
 * locks, before its first step. One that no longer holds makes the operation stale, and nothing was done.
 */
import type { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { AreaLock, Probe } from '../steps/define-step.ts';

/** A guard as a plan holds it: plain JSON. */
export interface Guard {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface GuardMeaning {
  /** What must hold, as a sentence: `web01 is not a zone of this host`. */
  readonly title: string;
  /** Locks held from this check until the first steps that need them are through. */
  readonly locks: readonly AreaLock[];
  /** The guard holds when this finds `present`. */
  readonly holds: Probe;
}

export interface GuardDefinition<Args extends Record<string, unknown>> {
  readonly kind: string;
  readonly args: z.ZodType<Args>;
  readonly locks?: readonly AreaLock[] | ((args: Args) => readonly AreaLock[]);
  readonly title: (args: Args) => string;
  readonly holds: (args: Args) => Probe;
}

export interface GuardKind<Args extends Record<string, unknown> = Record<string, unknown>> {
  readonly kind: string;
  readonly guard: (args: Args) => Guard;
  /** @throws Diagnostic `zmgr::plan::bad-guard` */
  readonly meaning: (guard: Guard) => GuardMeaning;
}

export function defineGuard<Args extends Record<string, unknown>>(
  definition: GuardDefinition<Args>,
): GuardKind<Args> {
  const { kind } = definition;
  return {
    kind,
    guard: (args) => ({ kind, args }),
    meaning: (guard) => {
      const parsed = definition.args.safeParse(guard.args);
      if (guard.kind !== kind || !parsed.success) {
        throw new Diagnostic({
          code: 'zmgr::plan::bad-guard',
          message: `The plan holds a guard ${guard.kind} that this release does not understand`,
          help: 'The plan may come from another release; ask for the change again.',
          cause: parsed.error,
        });
      }
      return {
        title: definition.title(parsed.data),
        locks:
          (typeof definition.locks === 'function'
            ? definition.locks(parsed.data)
            : definition.locks) ?? [],
        holds: definition.holds(parsed.data),
      };
    },
  };
}

export type GuardKinds = ReadonlyMap<string, Pick<GuardKind, 'kind' | 'meaning'>>;

/** @throws Diagnostic `zmgr::plan::bad-guard` for a kind that is not in the list. */
export function guardMeaningOf(guard: Guard, kinds: GuardKinds): GuardMeaning {
  const kind = kinds.get(guard.kind);
  if (kind === undefined) {
    throw new Diagnostic({
      code: 'zmgr::plan::bad-guard',
      message: `The plan holds a guard ${guard.kind} that this release does not know`,
      help: 'The plan may come from another release; ask for the change again.',
    });
  }
  return kind.meaning(guard);
}
