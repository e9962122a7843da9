/**
 * What steps print, in the thread of an operation's card: while a step runs long, the end of its output as one reply
 * that is edited in place; when the run is over, all of it, as a file where it is long. A run that was over before
 * anybody could wonder leaves the thread alone. Nothing depends on all this: `op log` reads it at any time.
 */
import { setMaxListeners } from 'node:events';
import type { Answer } from '../../commands/answer.ts';
import { code, context, paragraph, preformatted, strong } from '../../commands/answers/parts.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import {
  endOf,
  logFile,
  mostShown,
  operationLog,
} from '../../commands/operations/operation-log.ts';
import { needsPerson } from '../../commands/operations/operation-words.ts';
import { titleOf } from '../../commands/operations/standing.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { StepOutput } from '../../hostlink/runner/read-outputs.ts';
import { replay } from '../../hostlink/runner/replay.ts';
import type { StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Clock } from '../clock.ts';
import { forOperation, type Log } from '../log/log.ts';
import type { PutOptions } from '../outbox/message.ts';
import type { OperationRecord } from '../store/operation-record.ts';

export interface OperationOutputs {
  /** The operation has changed. */
  changed(operation: OperationRecord): void;
  /** Reads nothing more. Resolves when nothing is being read. */
  stop(): Promise<void>;
}

export interface OperationOutputsParts {
  /** The operation as it is by now. */
  readonly find: (id: OperationId) => Promise<OperationRecord>;
  readonly read: (
    host: HostName,
    operation: OperationId,
    step?: number,
  ) => Promise<readonly StepOutput[]>;
  readonly put: (
    key: string,
    channel: string,
    answer: Answer,
    options: PutOptions,
  ) => Promise<void>;
  /** Whether a message of that key was ever put. */
  readonly isPut: (key: string) => Promise<boolean>;
  readonly kinds: StepKinds;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between looks at a step that runs. Each look may be an edit, of which Slack takes few. */
  readonly interval?: number;
}

/** Milliseconds: what was over that long before the start was told by the process before this one. */
const fresh = 600_000;

export const cardKey = (id: OperationId): string => `operation:${id}`;
/** Several bots may look at one operation: who saw less of it has not the last word. */
const placeOf = ({ id, revision }: OperationRecord): PutOptions => ({
  inThreadOf: cardKey(id),
  revision,
});
const replyKey = (id: OperationId): string => `output:${id}`;

export function operationOutputs(parts: OperationOutputsParts): OperationOutputs {
  const { find, read, put, isPut, kinds, clock, log, interval = 15_000 } = parts;
  const start = clock.now().getTime();
  const stopped = new AbortController();
  // Each operation that is watched waits for it.
  setMaxListeners(0, stopped.signal);
  const watched = new Set<OperationId>();
  /** By operation: which of its runs was told to its end. */
  const told = new Map<OperationId, number>();
  const work = new Set<Promise<void>>();

  /** @returns whether there will be more to see */
  const look = async (id: OperationId): Promise<boolean> => {
    const operation = await find(id);
    const { host, state, channel } = operation;
    if (state !== 'running') return false;
    const step = stepUnderWay(operation);
    if (host === undefined || step === undefined) return true;
    const text = operationLog(operation, await read(host, id, step), kinds);
    if (text !== '') {
      await put(replyKey(id), channel, reply(operation, text), placeOf(operation));
    }
    return true;
  };

  const watch = async (id: OperationId): Promise<void> => {
    for (let isMore = true; isMore; ) {
      await clock.sleep(interval, stopped.signal);
      if (stopped.signal.aborted) return;
      // A host that is away for a while says the rest later.
      isMore = await look(id).catch((error: unknown) => {
        forOperation(log, id).info({ err: error }, 'what a step prints could not be read');
        return true;
      });
    }
  };

  const tell = async (operation: OperationRecord): Promise<void> => {
    const { id, host, channel, runs } = operation;
    if (host === undefined) return;
    const text = operationLog(operation, await read(host, id), kinds);
    const isLong = text.length > mostShown;
    // The reply that stands gets its last word. What is short and has none is not worth a message.
    if (text !== '' && (await isPut(replyKey(id)))) {
      await put(replyKey(id), channel, reply(operation, text), placeOf(operation));
    }
    if (isLong) {
      await put(`log:${id}:${runs}`, channel, reply(operation, text), {
        inThreadOf: cardKey(id),
        file: logFile(operation, text),
      });
    }
  };

  const inBackground = (id: OperationId, doing: Promise<void>): void => {
    const done = doing
      .catch((error: unknown) => {
        forOperation(log, id).warn({ err: error }, 'what steps print could not be shown');
      })
      .finally(() => work.delete(done));
    work.add(done);
  };

  return {
    changed: (operation) => {
      const { id, state, runs } = operation;
      if (stopped.signal.aborted) return;
      if (state === 'running' && !watched.has(id)) {
        watched.add(id);
        inBackground(
          id,
          watch(id).finally(() => watched.delete(id)),
        );
      }
      if (!isOver(operation) || told.get(id) === runs) return;
      const { from, to } = timesOf(operation);
      if (to < start - fresh || (state === 'done' && to - from < interval)) return;
      told.set(id, runs);
      if (told.size > mostRemembered) told.delete([...told.keys()][0] ?? id);
      inBackground(id, tell(operation));
    },
    stop: async () => {
      stopped.abort();
      await Promise.all(work);
    },
  };
}

const mostRemembered = 1_000;

const isOver = ({ state, events }: OperationRecord): boolean =>
  (hasEnded(state) || needsPerson(state)) && events.length > 0;

/** When it began and was over, by the host's clock, in milliseconds. */
const timesOf = ({ events }: OperationRecord): { readonly from: number; readonly to: number } => ({
  from: Date.parse(events[0]?.at ?? '') || 0,
  to: Date.parse(events.at(-1)?.at ?? '') || 0,
});

/** From 1. */
function stepUnderWay({ plan, events }: OperationRecord): number | undefined {
  const { steps } = replay(events, plan?.steps.length ?? 0);
  const index = steps.findIndex(({ state }) => state === 'running' || state === 'undoing');
  return index === -1 ? undefined : index + 1;
}

function reply(operation: OperationRecord, text: string): Answer {
  const title = `Output of ${titleOf(operation)}`;
  const isCut = text.length > mostShown;
  return {
    summary: title,
    parts: [
      paragraph(strong(title)),
      preformatted(endOf(text)),
      ...(isCut
        ? [context('The end of it; ', code(`/zone op log ${operation.id}`), ' reads it.')]
        : []),
    ],
  };
}
