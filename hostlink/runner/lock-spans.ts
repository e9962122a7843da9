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

/** The locks held at each position, 0 (the guards) to the last step, each in the order in which they are taken. */
export function lockSpans({ whole, guards, steps }: LockNeeds): readonly (readonly AreaLock[])[] {
  const held = [
    new Set([...whole, ...guards]),
    ...steps.map((needs) => new Set([...whole, ...needs])),
  ];
  for (const lock of guards) {
    const first = steps.findIndex((needs) => needs.includes(lock));
    for (const locks of held.slice(1, first + 1)) locks.add(lock);
  }
  // A lock that would be taken while a later one stays held is taken a position earlier, as often as it takes.
  for (let at = held.length - 1; at > 0; at -= 1) {
    const [before, now] = [held[at - 1] ?? new Set(), held[at] ?? new Set()];
    const lastKept = areaLocks.findLastIndex((lock) => before.has(lock) && now.has(lock));
    for (const lock of areaLocks.slice(0, lastKept + 1)) if (now.has(lock)) before.add(lock);
  }
  return held.map((locks) => areaLocks.filter((lock) => locks.has(lock)));
}
