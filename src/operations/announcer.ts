/**
 * Tells whoever shows operations that one has changed, with the operation as it is by then: changes that come while it
 * is being told are told once, afterwards, so the last word is always the newest.
 */
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { forOperation, type Log } from '../log/log.ts';
import type { OperationRecord } from '../store/operation-record.ts';

export interface Announcer {
  announce(id: OperationId): void;
  /** Resolves when all is told. */
  settled(): Promise<void>;
}

export function announcer(
  find: (id: OperationId) => Promise<OperationRecord | undefined>,
  tell: (record: OperationRecord) => Promise<void>,
  log: Log,
): Announcer {
  const telling = new Map<OperationId, Promise<void>>();
  const again = new Set<OperationId>();

  const run = async (id: OperationId): Promise<void> => {
    do {
      again.delete(id);
      try {
        const record = await find(id);
        if (record !== undefined) await tell(record);
      } catch (error) {
        // The operation goes on whether or not it can be shown.
        forOperation(log, id).warn({ err: error }, 'a change could not be announced');
      }
    } while (again.has(id));
    telling.delete(id);
  };

  return {
    announce: (id) => {
      if (telling.has(id)) again.add(id);
      else telling.set(id, run(id));
    },
    settled: async () => {
      while (telling.size > 0) await Promise.all(telling.values());
    },
  };
}
