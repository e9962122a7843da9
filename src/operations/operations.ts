/**
 * Operations: each asked-for change, from request to end, as durable workflows. Two of them, so that what waits for
 * people holds no place in a host's queue:
 *
 *     operation   plan ─ (decision) ─ queue
 *     run         verify ─ begin ─ follow ─ end          in the host's queue, about four at once
 *
 * The steps are in files of their own; here they are strung together, started, found again and stopped.
 */
import type { ArgumentTexts } from '../../commands/argument.ts';
import type { ChangeCommand } from '../../commands/define.ts';
import type { Operations } from '../../commands/desk.ts';
import { encodeArgs } from '../../commands/grammar/stored-arguments.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Store } from '../store/open-store.ts';
import { hasEnded, type OperationRecord } from '../store/operation-record.ts';
import type { NewOperation } from '../store/operations-table.ts';
import { StepFailed, type Workflow } from '../store/workflows.ts';
import { announcer } from './announcer.ts';
import { breakOff } from './break-off.ts';
import { cancel, giveAgain } from './decisions.ts';
import { endRun } from './end-run.ts';
import { alreadyRunning } from './faults.ts';
import { followRun } from './follow.ts';
import type { OperationParts } from './parts.ts';
import { planOperation, verifyPlan } from './plan-operation.ts';
import { move, recordOf } from './state.ts';

export interface OperationsOptions extends Omit<OperationParts, 'table' | 'announce'> {
  readonly store: Store;
  /** Told of each change, one at a time for each operation, the newest always last. Told again at each start. */
  readonly onChange: (operation: OperationRecord) => Promise<void>;
  /** How many runs a host is given at once; its own locks do the rest. */
  readonly atOnce?: number;
}

export interface Request {
  readonly id: OperationId;
  readonly actor: { readonly team: string; readonly user: string };
  /** Where its card will be. */
  readonly channel: string;
  readonly command: ChangeCommand;
  readonly args: ArgumentTexts;
  /** What was typed, without `/zone`, secrets taken out. */
  readonly text: string;
}

export interface OperationsService extends Operations {
  /**
   * Takes a change on: kept when this resolves, planned and carried out after. No host is asked. The same id again
   * answers with the operation that there is.
   * @throws Diagnostic `zmgr::operation::already-running` for the same words by the same person within ten seconds,
   *   `zmgr::store::unavailable`
   */
  ask(request: Request): Promise<OperationRecord>;
  /** As show(), with what only the bot needs. @throws Diagnostic `zmgr::operation::unknown` */
  record(id: OperationId): Promise<OperationRecord>;
  /** Leaves everything where it is, to be gone on with at the next start. */
  stop(): Promise<void>;
}

/** Milliseconds within which the same words are taken for the same wish. */
const echo = 10_000;

/** Milliseconds between looks for operations whose workflow broke off. */
const rounds = 60_000;

export async function startOperations(options: OperationsOptions): Promise<OperationsService> {
  const { store, onChange, clock, log, atOnce = 4 } = options;
  const table = store.operations;
  const { announce, settled } = announcer((id) => table.find(id), onChange, log);
  const parts: OperationParts = { ...options, table, announce };
  /** Stops asked for in this process, for those who follow a journal. The store has them too. */
  const cancels = new Set<OperationId>();

  const carryOut = async ({ step }: Workflow, id: OperationId): Promise<void> => {
    const stands = await step('verify', async () => {
      const { runVerb } = await recordOf(parts, id);
      // What a host has begun is not planned again.
      return runVerb !== 'run' || (await verifyPlan(parts, id));
    });
    if (!stands) return;
    if (!(await step('begin', () => move(parts, id, ['queued'], 'running')))) return;
    const led = await step('follow', (stopping) => followRun(parts, cancels, id, stopping));
    await step('end', (stopping) => endRun(parts, id, led, stopping));
  };

  const startRun = store.workflows.register(
    'run',
    async (workflow, { id }: { readonly id: OperationId; readonly host: HostName }) => {
      try {
        await carryOut(workflow, id);
      } catch (error) {
        // Whatever else comes out of a step is the engine's own, and says that this run is not ours any more.
        if (!(error instanceof StepFailed)) throw error;
        await workflow.step('break off', () => breakOff(parts, id));
      }
    },
    { queue: { name: 'hosts', atOnce }, partition: ({ host }) => host },
  );
  const giveToHost = ({ id, runs }: OperationRecord, host: HostName): Promise<void> =>
    startRun(`${id}.${runs}`, { id, host });

  const startOperation = store.workflows.register(
    'operation',
    async ({ step }, { id }: { readonly id: OperationId }) => {
      const host = await step('plan', async () => (await planOperation(parts, id)) ?? null);
      if (host === null) return;
      // A decision by other people is waited for here, before the host's queue, whose places are few.
      const queued = await step('queue', () =>
        move(parts, id, ['planned', 'approved'], 'queued', { run: 'run' }),
      );
      if (queued) await startRun(`${id}.1`, { id, host });
    },
  );

  /** Starts what has no workflow (a crash between the row and it), and tells of those whose workflow is no more. */
  const lookAfter = async (): Promise<void> => {
    const open = await table.list({ states: openStates, limit: 10_000 });
    const idOf = ({ id, state, runs }: OperationRecord) =>
      state === 'planned' ? id : `${id}.${runs}`;
    const lost = await store.workflows.givenUp(open.map(idOf));
    for (const record of open) {
      const { id, state, plan } = record;
      if (lost.has(idOf(record))) await breakOff(parts, id);
      else if (state === 'planned') await startOperation(id, { id });
      else if (plan !== undefined) await giveToHost(record, plan.host);
    }
  };

  await store.workflows.launch();
  await lookAfter();
  for (const { id, endedAt } of await table.list({ limit: 200 }))
    if (endedAt === undefined || clock.now().getTime() - endedAt.getTime() < rounds) announce(id);

  const stopped = new AbortController();
  const guarding = (async () => {
    for (;;) {
      await clock.sleep(rounds, stopped.signal);
      if (stopped.signal.aborted) return;
      await lookAfter().catch((error: unknown) =>
        log.warn({ error }, 'operations were not looked after'),
      );
    }
  })();

  const ask = async ({ id, actor, channel, command, args, text }: Request) => {
    const wanted: NewOperation = {
      id,
      team: actor.team,
      actor: actor.user,
      channel,
      verb: command.path,
      subject: command.subject(args),
      command: text,
      arguments: encodeArgs(args),
      askedAt: clock.now(),
    };
    const twin = await table.twin(wanted, new Date(wanted.askedAt.getTime() - echo));
    if (twin !== undefined && (await table.find(id)) === undefined)
      throw alreadyRunning(text, twin);
    if (await table.insert(wanted)) announce(id);
    const record = await recordOf(parts, id);
    if (!hasEnded(record.state)) await startOperation(id, { id });
    return record;
  };

  const again = async (
    verb: 'resume' | 'unwind',
    ...[id, by]: Parameters<Operations['resume']>
  ) => {
    const record = await giveAgain(parts, cancels, verb, id, by);
    if (record.plan !== undefined) await giveToHost(record, record.plan.host);
    return record;
  };

  return {
    ask,
    record: (id) => recordOf(parts, id),
    list: ({ state, ...filter }) =>
      table.list({ ...filter, ...(state !== undefined && { states: [state] }) }),
    show: (id) => recordOf(parts, id),
    holds: (host) => table.holds(host),
    cancel: (id, by) => cancel(parts, cancels, id, by),
    resume: (id, by) => again('resume', id, by),
    unwind: (id, by) => again('unwind', id, by),
    stop: async () => {
      stopped.abort();
      await guarding;
      await store.workflows.stop();
      await settled();
    },
  };
}

/** States in which a workflow should be at work. */
const openStates = ['planned', 'approved', 'queued', 'running'] as const;
