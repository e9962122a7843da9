/**
 * Lets go of what is over since long: journals on hosts, whose events and ends are in the database, and the engine's
 * workflows, which nothing looks at any more. Operations themselves, and the audit trail, are kept for good.
 *
 * One bot does it, now and then; two at once would do no harm. A host that can't be reached is asked again next time.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { forOperation } from '../log/log.ts';
import type { Workflows } from '../store/workflows.ts';
import type { OperationParts } from './parts.ts';

/** Milliseconds after its end that a host keeps an operation's journal, and the engine a workflow. */
export const retention = 30 * 24 * 3_600_000;

/** Milliseconds between two rounds, and from the start to the first one: a bot that was just started has other work. */
export const pruneEvery = 3_600_000;
export const firstPrune = 120_000;

/** Journals of one host that go in one round; each is one exec. */
const mostJournals = 200;

export async function prune(
  parts: Pick<OperationParts, 'table' | 'hosts' | 'runs' | 'clock' | 'log'>,
  workflows: Pick<Workflows, 'forget'>,
  stopping: AbortSignal,
): Promise<void> {
  const { hosts, clock, log } = parts;
  const before = new Date(clock.now().getTime() - retention);
  const counts = await Promise.all(
    hosts.names.map((host) => pruneHost(parts, host, before, stopping)),
  );
  const journals = counts.reduce((sum, count) => sum + count, 0);
  const dropped = await workflows.forget(before);
  if (journals + dropped > 0)
    log.info({ journals, workflows: dropped }, 'what was over since long was let go');
}

/** @returns how many journals went */
async function pruneHost(
  { table, runs, log }: Pick<OperationParts, 'table' | 'runs' | 'log'>,
  host: HostName,
  before: Date,
  stopping: AbortSignal,
): Promise<number> {
  let count = 0;
  for (const id of await table.withJournals(host, before, mostJournals)) {
    if (stopping.aborted) return count;
    try {
      if (await runs.forget(host, id, stopping)) {
        await table.journalRemoved(id);
        count += 1;
      } else {
        forOperation(log, id).warn({ host }, 'it has ended, and its host says that it has not');
      }
    } catch (error) {
      if (!(error instanceof Diagnostic) || !/^zmgr::(host|runner)::/.test(error.code)) throw error;
      forOperation(log, id).info({ host, err: error }, 'its journal stays until the next time');
      if (error.code.startsWith('zmgr::host::')) return count;
    }
  }
  return count;
}
