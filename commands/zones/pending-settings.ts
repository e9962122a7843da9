/**
 * Limits that were set since a zone was booted, and so do not hold yet. Told from the operations that set them, because
 * the kernel does not show all of its limits to whoever asks from outside; what somebody set by hand is not told.
 */
import type { Line } from '../answer.ts';
import type { OperationView } from '../desk.ts';
import { setEffects } from '../operations/set-outcome.ts';

/** Of these, what holds is shown beside what is configured. */
const shownByKernel: readonly string[] = ['swap', 'max-processes'];

/** @param bootedAt when the zone was; nothing waits for the boot of one that does not run */
export function pendingLines(
  operations: readonly OperationView[],
  bootedAt: Date | undefined,
): readonly Line[] {
  if (bootedAt === undefined) return [];
  const pending = operations.flatMap(({ state, plan, endedAt }) =>
    state === 'done' && plan?.verb === 'set' && endedAt !== undefined && endedAt > bootedAt
      ? setEffects(plan).zoneBoot.filter((name) => !shownByKernel.includes(name))
      : [],
  );
  return pending.length === 0
    ? []
    : [
        `Set since it was booted, and in force from its next boot on: ${[...new Set(pending)].join(', ')}`,
      ];
}
