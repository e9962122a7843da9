/**
 * Which area locks an operation holds at each of its steps: those the step needs, those a guard holds until the first
 * step that needs them is through, and whatever must be held longer so that locks are only ever taken in the one order
 * in which everybody takes them. Two operations that take locks in different orders could wait for each other for ever.
 */
import { type AreaLock, areaLocks } from '../steps/define-step.ts';

export interface LockNeeds {
  /** Taken for the whole operation. */
  readonly whole: readonly AreaLock[];
  /** Needed by the guards. */
  readonly guards: readonly AreaLock[];
  /** Needed by each step, in the plan's order. */
  readonly steps: readonly (readonly AreaLock[])[];
}

/** Inclusive positions: 0 is the guards, n the n-th step. */
interface Span {
  readonly lock: number;
  from: number;
  to: number;
}

/** The locks held at each position, 0 (the guards) to the last step, each in the order in which they are taken. */
export function lockSpans({ whole, guards, steps }: LockNeeds): readonly (readonly AreaLock[])[] {
  const spans: Span[] = [];
  areaLocks.forEach((name, lock) => {
    const needing = steps.flatMap((needs, index) => (needs.includes(name) ? [index + 1] : []));
    if (whole.includes(name)) spans.push({ lock, from: 0, to: steps.length });
    else if (guards.includes(name)) spans.push({ lock, from: 0, to: needing[0] ?? 0 });
    for (const at of needing) spans.push({ lock, from: at, to: at });
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const span of spans) {
      for (const other of spans) {
        if (other.lock <= span.lock || other.from >= span.from || other.to < span.from) continue;
        // A later lock is held where this one would be taken: so it is taken first, together with it.
        span.from = other.from;
        changed = true;
      }
    }
  }
  return Array.from({ length: steps.length + 1 }, (_, at) =>
    areaLocks.filter((_name, lock) =>
      spans.some((span) => span.lock === lock && span.from <= at && at <= span.to),
    ),
  );
}
