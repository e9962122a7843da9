/**
 * Durable workflows: DBOS, and what its use costs to learn, kept in one file.
 *
 * A workflow is a function of named steps. After a crash it runs again from the start, and each step that was through
 * answers what it answered then; the one in flight runs again, so a step must bear being done twice. What a step
 * throws is kept as its answer and thrown as StepFailed, every time; anything else that comes out of `step` is the
 * engine's own signal ("this run is not yours any more") and must never be caught: a workflow that compensates in a
 * bare catch would undo what its successor is doing.
 */
import { setMaxListeners } from 'node:events';
import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Pool } from 'pg';
import type { Fault } from '../../commands/desk.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Adoptions } from './adoptions.ts';
import { isUnavailable } from './database.ts';
import { faultOf } from './fault.ts';
import type { Replica } from './replicas/replica.ts';
import { isUnseated } from './replicas/roster.ts';

/** A step's recorded failure. */
export class StepFailed extends Error {
  readonly step: string;
  readonly fault: Fault;

  constructor(step: string, fault: Fault) {
    super(`${step}: ${fault.message}`);
    this.name = 'StepFailed';
    this.step = step;
    this.fault = fault;
  }
}

export interface Workflow {
  /**
   * @param work answers JSON. It is given a signal that fires when the process stops; a step that stops for it is
   *   forgotten, and taken up at the next start.
   * @throws StepFailed
   */
  step<T>(name: string, work: (stopping: AbortSignal) => Promise<T>): Promise<T>;
}

/** Starts a workflow that was registered. The same id again starts nothing. */
export type Start<Input> = (id: string, input: Input) => Promise<void>;

export interface Queue {
  readonly name: string;
  /** How many run at once in each partition. */
  readonly atOnce: number;
}

export interface Workflows {
  /** Before launch. With a queue, its partition is made from the input, and those beyond the limit wait there. */
  register<Input>(
    name: string,
    run: (workflow: Workflow, input: Input) => Promise<void>,
    queued?: { readonly queue: Queue; readonly partition: (input: Input) => string },
  ): Start<Input>;
  /** Takes up what no replica is at work on; and, from now on, what one leaves that goes. */
  launch(): Promise<void>;
  /** Ids, of those given, whose workflow can't come to its end any more: it failed, or broke off too often. */
  givenUp(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Drops those that were over before that moment. @returns how many */
  forget(before: Date): Promise<number>;
  stop(): Promise<void>;
}

export interface WorkflowsOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly replica: Pick<Replica, 'name' | 'oneAtATime' | 'adopting'>;
  readonly adoptions: Adoptions;
  /** Milliseconds between two looks at the queues: what an operation may wait at most when nothing else runs. */
  readonly queueInterval?: number;
}

/** How often a run is taken over from a replica that went: beyond it, the run itself is what ends them. */
const mostAdoptions = 20;

/** Workflows dropped in one transaction. */
const forgottenAtOnce = 500;

/** Milliseconds: how long a stop waits for steps that are nearly through. */
const patience = 5_000;

type Answer<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'failed'; readonly fault: Fault };

/** DBOS keeps its state in the process: there is one of these at a time. */
export function dbosWorkflows({
  pool,
  log,
  replica,
  adoptions,
  queueInterval = 200,
}: WorkflowsOptions): Workflows {
  const stopping = new AbortController();
  // Each run that is under way waits for it.
  setMaxListeners(0, stopping.signal);
  const queues = new Map<string, Queue>();
  const runs = new Runs();

  const step = async <T>(
    name: string,
    work: (stopping: AbortSignal) => Promise<T>,
    run: object,
  ): Promise<T> => {
    const answer = await DBOS.runStep<Answer<T>>(
      async () => {
        for (let wait = 250; !stopping.signal.aborted; wait = Math.min(2 * wait, 15_000)) {
          try {
            return { kind: 'good', value: await work(stopping.signal) };
          } catch (error) {
            // What was begun here goes on elsewhere: nothing of it is ours to say any more.
            if (stopping.signal.aborted || isUnseated(error)) break;
            if (!isUnavailable(error)) {
              log.error({ operation: DBOS.workflowID, step: name, err: error }, 'a step failed');
              return { kind: 'failed', fault: faultOf(error) };
            }
            // The database is gone: nothing can be recorded, so nothing is decided until it is back.
            log.warn(
              { operation: DBOS.workflowID, step: name, err: error },
              'waiting for the database',
            );
            await systemClock.sleep(wait, stopping.signal);
          }
        }
        runs.suspend(run);
        return await never();
      },
      { name },
    );
    if (answer.kind === 'failed') throw new StepFailed(name, answer.fault);
    return answer.value;
  };

  /**
   * The engine starts again by itself only what this executor left, and a name is given once. A run that was dequeued by one
   * that was unseated in the same moment is found later: whoever is not seated is at work on nothing.
   */
  const adopt: Parameters<Replica['adopting']>[0] = async (seated) => {
    const underWay = await DBOS.listWorkflows({
      status: 'PENDING',
      loadInput: false,
      loadOutput: false,
    });
    if (underWay.length === 0) return;
    // Asked after the list: whoever has begun one of these has a seat by then, or has lost it.
    const present = await seated();
    for (const { workflowID, executorId, queueName } of underWay) {
      if (executorId !== undefined && present.has(executorId)) continue;
      const times = await adoptions.count(workflowID, executorId);
      if (times > mostAdoptions) {
        log.error({ workflow: workflowID, times }, 'a run that ended its bot again and again');
        await DBOS.cancelWorkflow(workflowID);
        continue;
      }
      log.info({ workflow: workflowID, from: executorId, times }, 'taken over');
      await DBOS.resumeWorkflow(workflowID, queueName === undefined ? {} : { queueName });
    }
  };

  return {
    register: (name, body, queued) => {
      if (queued !== undefined) queues.set(queued.queue.name, queued.queue);
      const durable = DBOS.registerWorkflow(
        async (input: Parameters<typeof body>[1]): Promise<void> => {
          const run = {};
          runs.begin(run);
          try {
            await body({ step: (title, work) => step(title, work, run) }, input);
          } finally {
            runs.end(run);
          }
        },
        { name },
      );
      return async (id, input) => {
        await DBOS.startWorkflow(durable, {
          workflowID: id,
          ...(queued !== undefined && {
            queueName: queued.queue.name,
            enqueueOptions: { queuePartitionKey: queued.partition(input) },
          }),
        })(input);
      };
    },

    launch: async () => {
      DBOS.setConfig({
        name: 'zonebot',
        systemDatabasePool: pool,
        executorID: replica.name,
        // Constant: what waits in a queue is for every release.
        applicationVersion: 'zonebot',
        enablePatching: true,
        logger: engineLog(log),
      });
      // Two that bring up the engine's tables at once get into each other's way.
      await replica.oneAtATime(() => DBOS.launch());
      for (const { name, atOnce } of queues.values()) {
        await DBOS.registerQueue(name, {
          partitionConcurrency: atOnce,
          minPollingIntervalMs: queueInterval,
          onConflict: 'always_update',
        });
      }
      await replica.adopting(adopt);
    },

    givenUp: async (ids) => {
      if (ids.length === 0) return new Set();
      const found = await DBOS.listWorkflows({
        workflowIDs: [...ids],
        status: ['ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
        loadInput: false,
        loadOutput: false,
      });
      return new Set(found.map(({ workflowID }) => workflowID));
    },

    forget: async (before) => {
      for (let count = 0; ; ) {
        const over = await DBOS.listWorkflows({
          status: ['SUCCESS', 'ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
          completedBefore: before.toISOString(),
          limit: forgottenAtOnce,
          loadInput: false,
          loadOutput: false,
        });
        if (over.length > 0) await DBOS.deleteWorkflows(over.map(({ workflowID }) => workflowID));
        count += over.length;
        if (over.length < forgottenAtOnce || stopping.signal.aborted) return count;
      }
    },

    stop: async () => {
      stopping.abort();
      const over = new AbortController();
      await Promise.race([runs.quiet(), systemClock.sleep(patience, over.signal)]);
      over.abort();
      await DBOS.shutdown({ deregister: true });
    },
  };
}

/** Which runs are under way, so that a stop can wait for those that will come to rest. */
class Runs {
  readonly #moving = new Set<object>();
  #quiet: (() => void) | undefined;

  begin(run: object): void {
    this.#moving.add(run);
  }

  end(run: object): void {
    this.#moving.delete(run);
    if (this.#moving.size === 0) this.#quiet?.();
  }

  suspend(run: object): void {
    this.end(run);
  }

  quiet(): Promise<void> {
    return new Promise((settle) => {
      this.#quiet = settle;
      if (this.#moving.size === 0) settle();
    });
  }
}

/** A step that waits on this has no outcome: nothing is recorded, and the next start runs it again. */
const never = (): Promise<never> => new Promise(() => {});

/** DBOS is talkative: what it calls information is for those who debug. */
const engineLog = (log: Log) => ({
  debug: (entry: unknown) => log.trace(String(entry)),
  info: (entry: unknown) => log.debug(String(entry)),
  warn: (entry: unknown) => log.warn(String(entry)),
  error: (entry: unknown) => log.error({ err: entry }, 'the workflow engine met an error'),
});
