/**
 * An operation's way as durable workflows. Two of them, and between them, where people are to be asked, none at all: what
 * waits is a row in the database (consent.ts) and holds no place in a host's queue.
 *
 *     operation   plan ─ queue, or ask
 *     run         verify ─ begin ─ follow ─ end          in the host's queue, about four at once
 *
 * The steps are in files of their own; each may run twice, after a crash.
 */
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { StepFailed, type Workflow, type Workflows } from '../store/workflows.ts';
import { breakOff } from './break-off.ts';
import { queueOrAsk } from './consent.ts';
import { endRun } from './end-run.ts';
import { followRun } from './follow.ts';
import type { OperationParts } from './parts.ts';
import { planOperation, verifyPlan } from './plan-operation.ts';
import { move, recordOf } from './state.ts';

export interface OperationWorkflows {
  /** From the beginning. */
  startOperation(id: OperationId): Promise<void>;
  /** The run that the record counts last; nothing where there is no plan yet. */
  giveToHost(record: OperationRecord): Promise<void>;
  /** Those that can't come to their end any more: their workflow failed, or broke off too often. */
  lost(records: readonly OperationRecord[]): Promise<readonly OperationRecord[]>;
}

export function operationWorkflows(
  workflows: Workflows,
  parts: OperationParts,
  atOnce: number,
): OperationWorkflows {
  const carryOut = async ({ step }: Workflow, id: OperationId): Promise<void> => {
    const stands = await step('verify', async (stopping) => {
      const { runVerb } = await recordOf(parts, id);
      // What a host has begun is not planned again.
      return runVerb !== 'run' || (await verifyPlan(parts, id, stopping));
    });
    if (!stands) return;
    if (!(await step('begin', () => move(parts, id, ['queued'], 'running')))) return;
    const led = await step('follow', (stopping) => followRun(parts, id, stopping));
    await step('end', (stopping) => endRun(parts, id, led, stopping));
  };

  const startRun = workflows.register(
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

  const startOperation = workflows.register(
    'operation',
    async ({ step }, { id }: { readonly id: OperationId }) => {
      const host = await step(
        'plan',
        async (stopping) => (await planOperation(parts, id, stopping)) ?? null,
      );
      if (host === null) return;
      if (await step('queue', () => queueOrAsk(parts, id)))
        await startRun(runOf({ id, runs: 1 }), { id, host });
    },
  );

  return {
    startOperation: (id) => startOperation(id, { id }),
    giveToHost: async ({ id, runs, plan }) => {
      if (plan !== undefined) await startRun(runOf({ id, runs }), { id, host: plan.host });
    },
    lost: async (records) => {
      const workflowOf = (record: OperationRecord): string =>
        record.state === 'planned' ? record.id : runOf(record);
      const givenUp = await workflows.givenUp(records.map(workflowOf));
      return records.filter((record) => givenUp.has(workflowOf(record)));
    },
  };
}

/** Each time that an operation is given to its host is a workflow of its own. */
const runOf = ({ id, runs }: Pick<OperationRecord, 'id' | 'runs'>): string => `${id}.${runs}`;
