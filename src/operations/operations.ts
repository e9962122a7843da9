/**
 * Operations: each asked-for change, from request to end. What people may ask of them, and their start and stop; their
 * way is in workflows.ts.
 */

import type { ArgumentTexts } from '../../commands/argument.ts';
import type { ChangeCommand } from '../../commands/define.ts';
import type { Actor, Decided, Demand, Operations } from '../../commands/desk.ts';
import { encodeArgs } from '../../commands/grammar/stored-arguments.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { Surface } from '../../commands/surface.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import type { Store } from '../store/open-store.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { NewOperation } from '../store/operations-table.ts';
import { announcer } from './announcer.ts';
import { glassDay, review } from './break-glass.ts';
import { breakOff } from './break-off.ts';
import { changeOf, putToTodaysRules, whenDue } from './consent.ts';
import { decide, type NamedSaying } from './decide.ts';
import { cancel, giveAgain } from './decisions.ts';
import { alreadyRunning } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { firstPrune, prune, pruneEvery } from './prune.ts';
import { recordOf } from './state.ts';
import { waits } from './waits.ts';
import { operationWorkflows } from './workflows.ts';

export interface OperationsOptions
  extends Omit<OperationParts, 'table' | 'announce' | 'watchWaits' | 'insist'> {
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
  /** Where it is asked for. */
  readonly askedIn: string;
  readonly command: ChangeCommand;
  readonly args: ArgumentTexts;
  /** What was typed, without `/zone`, secrets taken out. */
  readonly text: string;
  /** Why. */
  readonly reason?: string;
  /** By break-glass, for this ticket. */
  readonly ticket?: string;
  /** How they asked, and why they may: for the audit trail. */
  readonly surface: Surface;
  readonly granted?: NewOperation['granted'];
}

export interface OperationsService extends Omit<Operations, 'decide'> {
  /** Takes up what a former process left. Nothing is asked of a host, a desk or a card before this. */
  start(): Promise<void>;
  /**
   * Takes a change on: kept when this resolves, planned and carried out after. No host is asked. The same id again
   * answers with the operation that there is.
   * @throws Diagnostic `zmgr::operation::already-running` for the same words by the same person within ten seconds,
   *   `zmgr::store::unavailable`
   */
  ask(request: Request): Promise<OperationRecord>;
  /** As Operations.decide(), by somebody who may: with that through what the rule names them. */
  decide(id: OperationId, by: Actor, said: NamedSaying): Promise<Decided>;
  /** How often somebody has broken the glass within a day. */
  glassUsed(who: ActorId): Promise<number>;
  /** What the rules of now ask for one that was planned; undefined where that can't be told. */
  demandOf(operation: OperationRecord): Demand | undefined;
  /** As show(), with what only the bot needs. @throws Diagnostic `zmgr::operation::unknown` */
  record(id: OperationId): Promise<OperationRecord>;
  /** Leaves everything where it is, to be gone on with at the next start. */
  stop(): Promise<void>;
}

/** Milliseconds within which the same words are taken for the same wish. */
const echo = 10_000;

/** Milliseconds between looks for operations that no workflow is at work for. */
const rounds = 60_000;

/** Milliseconds between looks for cards that tell of an earlier state, and how long after an end there are any. */
const tellEvery = 10_000;
const toldAfterEnd = 3_600_000;

/** States in which a workflow should be at work. */
const working = ['planned', 'queued', 'running'] as const;

/** Reviews shown at once. */
const mostReviews = 50;

/** How many of the newest operations are told of at the start: a card may have missed the last word of one. */
const toldAtStart = 200;

export function createOperations(options: OperationsOptions): OperationsService {
  const { store, onChange, clock, log, atOnce = 4 } = options;
  const table = store.operations;
  const { announce, settled } = announcer((id) => table.find(id), onChange, log);
  const parts: OperationParts = {
    ...options,
    table,
    announce,
    watchWaits: () => waiting.wake(),
    insist: () => store.replica.insist(),
  };
  const workflows = operationWorkflows(store.workflows, parts, atOnce);
  const stopped = new AbortController();

  /** Starts what has no workflow (a crash between the row and it), and ends what its workflow can't end any more. */
  const lookAfter = async (): Promise<void> => {
    const open = await table.list({ states: working, limit: 10_000 });
    for (const { id } of await workflows.lost(open)) await breakOff(parts, id);
    for (const record of open) {
      if (record.state === 'planned') await workflows.startOperation(record.id);
      else await workflows.giveToHost(record);
    }
  };

  const waiting = waits({
    look: async () => {
      const open = await table.list({ states: ['waiting', 'approved'], limit: 10_000 });
      for (const one of open) {
        const queued = await whenDue(parts, one);
        if (queued !== undefined) await workflows.giveToHost(queued);
      }
    },
    nextDue: () => table.nextDue(),
    clock,
    log,
  });

  /** Cards whose last word was lost: its bot went, or the database did, between the change and the card. */
  const goOnTelling = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(tellEvery, stopped.signal);
      if (stopped.signal.aborted) return;
      if (!store.replica.isEldest()) continue;
      const since = new Date(clock.now().getTime() - toldAfterEnd);
      await table.untold(since, toldAtStart).then(
        (ids) => ids.forEach(announce),
        (error: unknown) => log.warn({ err: error }, 'cards were not looked after'),
      );
    }
  };

  const goOnLooking = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(rounds, stopped.signal);
      if (stopped.signal.aborted) return;
      await lookAfter().catch((error: unknown) => {
        log.warn({ err: error }, 'operations were not looked after');
      });
    }
  };
  let telling: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();

  const goOnPruning = async (): Promise<void> => {
    const { signal } = stopped;
    for (let wait = firstPrune; ; wait = pruneEvery) {
      await clock.sleep(wait, signal);
      if (signal.aborted) return;
      if (!store.replica.isEldest()) continue;
      await prune(parts, store.workflows, signal).catch((error: unknown) => {
        log.warn({ err: error }, 'what was over since long was not let go');
      });
    }
  };
  let pruning: Promise<void> = Promise.resolve();

  const again = async (
    verb: 'resume' | 'unwind',
    ...[id, by]: Parameters<Operations['resume']>
  ) => {
    const record = await giveAgain(parts, verb, id, by);
    await workflows.giveToHost(record);
    return record;
  };

  return {
    start: async () => {
      await store.workflows.launch();
      for (const one of await table.list({ states: ['waiting'], limit: 10_000 }))
        await putToTodaysRules(parts, one);
      await lookAfter();
      telling = goOnTelling();
      looking = goOnLooking();
      pruning = goOnPruning();
      waiting.start();
      for (const { id } of await table.list({ limit: toldAtStart })) announce(id);
    },

    ask: async ({ id, actor, channel, askedIn, command, args, text, reason, ticket, ...how }) => {
      const wanted: NewOperation = {
        id,
        team: actor.team,
        actor: actor.user,
        channel,
        askedIn,
        verb: command.path,
        subject: command.subject(args),
        command: text,
        ...(reason !== undefined && { reason }),
        ...(ticket !== undefined && { ticket }),
        arguments: encodeArgs(args),
        askedAt: clock.now(),
        surface: how.surface,
        ...(how.granted !== undefined && { granted: how.granted }),
      };
      const twin = await table.twin(wanted, new Date(wanted.askedAt.getTime() - echo));
      const isNew = (await table.find(id)) === undefined;
      if (isNew && twin !== undefined) throw alreadyRunning(text, twin);
      if (await table.insert(wanted)) announce(id);
      const record = await recordOf(parts, id);
      if (!hasEnded(record.state)) await workflows.startOperation(id);
      return record;
    },

    demandOf: (record) => {
      const { plan, verb } = record;
      return plan === undefined || parts.command(verb) === undefined
        ? undefined
        : parts.demand(changeOf(parts, record, plan));
    },
    record: (id) => recordOf(parts, id),
    list: ({ state, ...filter }) =>
      table.list({ ...filter, ...(state !== undefined && { states: [state] }) }),
    show: (id) => recordOf(parts, id),
    holds: (host) => table.holds(host),
    decide: (id, by, said) => decide(parts, id, by, said),
    review: (id, by, said) => review(parts, id, by, said),
    openReviews: () => table.openReviews(mostReviews),
    glassUsed: ({ team, user }) =>
      table.glassUsed(team, options.accountsOf(user), new Date(clock.now().getTime() - glassDay)),
    cancel: (id, by) => cancel(parts, id, by),
    resume: (id, by) => again('resume', id, by),
    unwind: (id, by) => again('unwind', id, by),

    stop: async () => {
      stopped.abort();
      await Promise.all([telling, looking, pruning]);
      await waiting.stop();
      await store.workflows.stop();
      await settled();
    },
  };
}
