/**
 * Who is shown what of an operation. It has a card in the channel once it is planned. One that can't be planned (a
 * taken name, a full pool) is told to who asked for it alone, while they wait; a slow host gets a card before its plan,
 * so that nobody waits without a sign.
 */
import type { Fault } from '../../commands/desk.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Clock } from '../clock.ts';
import type { OperationRecord } from '../store/operation-record.ts';

export interface OperationCards {
  /** The operation has changed. */
  changed(operation: OperationRecord): Promise<void>;
  /**
   * Asks for a change and waits for its plan.
   * @returns why it can't be planned, to be told to who asked; undefined once it has a card
   */
  whilePlanning(id: OperationId, ask: () => Promise<OperationRecord>): Promise<Fault | undefined>;
}

export interface OperationCardsParts {
  /** The operation as it is by now. */
  readonly find: (id: OperationId) => Promise<OperationRecord>;
  /** @param wasShown before it had a plan: an edit of that tells nobody */
  readonly put: (operation: OperationRecord, wasShown: boolean) => Promise<void>;
  readonly clock: Clock;
  /** Milliseconds until a card is shown without a plan. */
  readonly patience?: number;
}

export function operationCards({
  find,
  put,
  clock,
  patience = 2_500,
}: OperationCardsParts): OperationCards {
  const start = clock.now();
  const waiting = new Map<OperationId, (fault: Fault | undefined) => void>();
  const shownUnplanned = new Set<OperationId>();
  const turns = new Map<OperationId, Promise<void>>();

  /** One at a time for each operation, each with the newest there is, so that an older one never comes last. */
  const inTurn = (id: OperationId): Promise<void> => {
    const before = turns.get(id) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(async () => show(await find(id)));
    turns.set(id, turn);
    return turn.finally(() => {
      if (turns.get(id) === turn) turns.delete(id);
    });
  };

  const show = async (operation: OperationRecord): Promise<void> => {
    const { id, state, plan, fault, endedAt } = operation;
    const tell = waiting.get(id);
    if (plan === undefined && tell !== undefined) {
      if (hasEnded(state)) tell(fault);
      return;
    }
    // It was told to who asked by the process before this one.
    if (plan === undefined && endedAt !== undefined && endedAt < start) return;
    if (plan === undefined) shownUnplanned.add(id);
    await put(operation, shownUnplanned.has(id));
    if (hasEnded(state)) shownUnplanned.delete(id);
    tell?.(undefined);
  };

  return {
    changed: ({ id }) => inTurn(id),
    whilePlanning: async (id, ask) => {
      const told = new Promise<Fault | undefined>((resolve) => waiting.set(id, resolve));
      const done = new AbortController();
      const slow = clock.sleep(patience, done.signal).then(() => 'slow' as const);
      try {
        await ask();
        // What was asked for before may have been planned, or have failed, long ago.
        await inTurn(id);
        const outcome = await Promise.race([told, slow]);
        if (outcome !== 'slow') return outcome;
        waiting.delete(id);
        await inTurn(id);
        return undefined;
      } finally {
        done.abort();
        waiting.delete(id);
      }
    },
  };
}
