/**
 * Planning an operation, and planning it again before it goes to its host. Both observe first and then plan while
 * nobody else plans on that host, from what all others hold, so that two never choose the same address.
 */
import type { ArgumentTexts } from '../../commands/argument.ts';
import type { ChangeCommand } from '../../commands/define.ts';
import type { Desk } from '../../commands/desk.ts';
import { decodeArgs } from '../../commands/grammar/stored-arguments.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { backoff } from './backoff.ts';
import { insistOnAskable } from './consent.ts';
import { consentStands } from './consent-stands.ts';
import { differences } from './differences.ts';
import {
  busyWith,
  consentLost,
  isOutOfReach,
  notAllowed,
  startedTooLate,
  unknownVerb,
} from './faults.ts';
import type { OperationParts } from './parts.ts';
import { faultFor, move, recordOf } from './state.ts';

/** A wish, read back: what is planned from. */
interface Wish {
  readonly command: ChangeCommand;
  readonly args: ArgumentTexts;
  readonly host: HostName;
  /** ISO date. */
  readonly today: string;
}

/** @returns the host it goes to, or undefined when the operation has ended */
export async function planOperation(
  parts: OperationParts,
  id: OperationId,
  stopping: AbortSignal,
): Promise<HostName | undefined> {
  const record = await recordOf(parts, id);
  if (record.state !== 'planned') return undefined;
  try {
    const wish = await wishOf(parts, record, stopping);
    // Before the observation begins: what is set free from now on, it may not show.
    const since = await parts.table.now();
    const make = await planner(parts, wish, stopping, planPatience);
    const result = await parts.table.plan(id, wish.host, since, (holds) => {
      const plan = make(holds);
      insistOnAskable(parts, record, plan);
      return plan;
    });
    switch (result.kind) {
      case 'planned':
        // Not told yet: what is asked for it comes at once, and whom a card asks is told by its first words alone.
        return wish.host;
      case 'busy':
        throw busyWith(record.subject, result.with);
      case 'ended':
        return undefined;
      default:
        return result satisfies never;
    }
  } catch (error) {
    // What a stop breaks off is no trouble of its own.
    stopping.throwIfAborted();
    await end(parts, id, error);
    return undefined;
  }
}

/** @returns whether the plan still stands, so that it may go to its host; the operation has ended when not */
export async function verifyPlan(
  parts: OperationParts,
  id: OperationId,
  stopping: AbortSignal,
): Promise<boolean> {
  const record = await recordOf(parts, id);
  if (record.state !== 'queued' || record.plan === undefined) return false;
  const before = record.plan;
  if (record.start !== undefined && record.start.until <= parts.clock.now()) {
    await move(parts, id, ['queued'], 'expired', { fault: startedTooLate(record) });
    return false;
  }
  try {
    const wish = { ...(await wishOf(parts, record, stopping)), host: before.host };
    const since = await parts.table.now();
    const make = await planner(parts, wish, stopping, verifyPatience);
    const again = planAgain(
      before,
      make,
      await parts.table.holds(wish.host, { except: id, since }),
    );
    if (again instanceof Diagnostic) throw again;
    if (again.digest === before.digest) return await mayBegin(parts, id, again, stopping);
    throw stale(record, differences(before, again, parts.titles));
  } catch (error) {
    // What a stop breaks off is no trouble of its own.
    stopping.throwIfAborted();
    await end(parts, id, error);
    return false;
  }
}

/** Whether those who said yes still may; waits for a Slack that does not answer, as long as there is time to begin. */
async function mayBegin(
  parts: OperationParts,
  id: OperationId,
  plan: Plan,
  stopping: AbortSignal,
): Promise<boolean> {
  const wait = backoff(parts.clock, stopping);
  for (;;) {
    stopping.throwIfAborted();
    const record = await recordOf(parts, id);
    if (record.state !== 'queued') return false;
    const standing = await consentStands(parts, record, plan);
    switch (standing.kind) {
      case 'stands':
        return true;
      case 'lost':
        await move(parts, id, ['queued'], 'denied', { fault: standing.fault });
        return false;
      case 'unsure': {
        const until = record.start?.until;
        if (until === undefined || until <= parts.clock.now()) {
          const fault = consentLost(record, standing.why);
          await move(parts, id, ['queued'], 'denied', { fault });
          return false;
        }
        await wait.next();
        break;
      }
      default:
        standing satisfies never;
    }
  }
}

type Planner = (holds: readonly string[], pinned?: Plan) => Plan;

/**
 * Milliseconds that a host may be out of reach. While it is planned somebody waits for the answer, and a first failure
 * may be a connection that died while nobody looked; what people have said yes to is worth a longer wait.
 */
const planPatience = 1_000;
const verifyPatience = 60_000;

/** Observes; the rest is pure. */
async function planner(
  { hosts, clock }: OperationParts,
  wish: Wish,
  stopping: AbortSignal,
  patience: number,
): Promise<Planner> {
  const { command, args, host, today } = wish;
  const observe = async () => {
    const wait = backoff(clock, stopping);
    for (let waited = 0; ; ) {
      const begun = clock.now().getTime();
      try {
        return await hosts.observe(host, command.facts(args));
      } catch (error) {
        stopping.throwIfAborted();
        if (!isOutOfReach(error) || waited >= patience) throw error;
        await wait.next();
        // At least one more try, however long the first one took.
        waited += Math.min(clock.now().getTime() - begun, patience - 1);
      }
    }
  };
  const facts = await observe();
  const spec = hosts.spec(host);
  return (holds, pinned) =>
    command.plan({
      args,
      host: spec,
      facts,
      holds,
      today,
      ...(pinned !== undefined && { pinned }),
    });
}

/** What can't be planned any more is stale, for it could be planned before. */
function planAgain(before: Plan, make: Planner, holds: readonly string[]): Plan | Diagnostic {
  try {
    return make(holds, before);
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    return new Diagnostic({
      code: staleCode,
      message: 'The host has changed since this was planned, and it cannot be done any more',
      ...(error.help !== undefined && { help: error.help }),
      cause: error,
    });
  }
}

async function wishOf(
  parts: OperationParts,
  record: OperationRecord,
  stopping: AbortSignal,
): Promise<Wish> {
  const command = parts.command(record.verb);
  if (command === undefined) throw unknownVerb(record.verb);
  const desk = await deskOfWhoMay(parts, record, stopping);
  const args = decodeArgs(command, record.arguments);
  return {
    command,
    args,
    host: record.host ?? (await command.host(args, desk)),
    today: record.askedAt.toISOString().slice(0, 10),
  };
}

/** Milliseconds that a Slack is waited for which can't be asked who that is. */
const slackPatience = 120_000;

/** @throws Diagnostic `zmgr::operation::not-allowed` */
async function deskOfWhoMay(
  { deskFor, clock }: OperationParts,
  { actor, verb }: OperationRecord,
  stopping: AbortSignal,
): Promise<Desk> {
  const end = clock.now().getTime() + slackPatience;
  const wait = backoff(clock, stopping);
  for (;;) {
    const desk = await deskFor(actor);
    stopping.throwIfAborted();
    const { allowed, because, code } = desk.may(verb);
    if (allowed) return desk;
    if (code !== 'zmgr::access::unverified' || clock.now().getTime() >= end)
      throw notAllowed(verb, because);
    await wait.next();
  }
}

const staleCode = 'zmgr::operation::stale';

const stale = ({ id, command }: OperationRecord, changes: readonly string[]): Diagnostic =>
  new Diagnostic({
    code: staleCode,
    message: `The host has changed since this was planned, and nothing was done. ${changes.join('. ')}`,
    help: `Look at \`/zone op show ${id}\`, and ask for it again if you still want it.`,
    suggestions: [`/zone ${command}`],
  });

/** Nothing has been done on the host yet, so every trouble ends the operation. */
async function end(parts: OperationParts, id: OperationId, error: unknown): Promise<void> {
  const fault = faultFor(parts, id, error);
  const to =
    fault.code === staleCode
      ? 'stale'
      : fault.code === 'zmgr::operation::not-allowed' || fault.code.startsWith('zmgr::approval::')
        ? 'denied'
        : 'failed';
  await move(parts, id, ['planned', 'waiting', 'approved', 'queued'], to, { fault });
}
