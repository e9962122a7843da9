/**
 * Breaking the glass: what would wait for people, or for another time of the week, goes to its host at once, and others look
 * back at it afterwards. It takes the place of nothing else: plan, guards, locks, and the right to ask hold as ever; what
 * needs nobody's yes is done without it, and what who asked confirms is confirmed.
 */
import type { Actor, Review, Reviewed } from '../../commands/desk.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import { type Demand, placeOf } from '../authorise/demand.ts';
import type { Verdict } from '../authorise/question.ts';
import { forOperation } from '../log/log.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { brokenTooOften, refused } from './faults.ts';
import type { OperationParts } from './parts.ts';
import { move, recordOf } from './state.ts';

/** Milliseconds within which it is counted how often somebody has. */
export const glassDay = 24 * 60 * 60_000;

/** Characters: a review that says nothing is none. */
const shortestNote = 10;
const longestNote = 1_000;

/** Whether breaking the glass changes anything about it. */
export const isBehindGlass = (demand: Demand): boolean =>
  demand.kind === 'approval' ||
  (demand.kind === 'refused' && demand.code === 'zmgr::approval::frozen');

/** @returns whether it may go to its host; it has ended when not */
export async function breakGlass(
  parts: OperationParts,
  record: OperationRecord,
  demand: Demand,
): Promise<boolean> {
  const { id, actor } = record;
  // By ourselves, before a crash.
  if (record.glass?.broken !== undefined) return record.state === 'queued';
  const { glass, clock, table, accountsOf } = parts;
  const verdict = await parts.mayBreakGlass(actor);
  if (!verdict.allowed || glass === undefined) {
    await move(parts, id, ['planned'], 'denied', { fault: refusal(verdict) });
    return false;
  }
  const at = clock.now();
  const broken = await table.breakGlass(id, {
    by: actor,
    accounts: accountsOf(actor.user),
    limit: glass.limit,
    since: new Date(at.getTime() - glassDay),
    instead: insteadOf(demand),
    rule: placeOf(glass.location),
    needed: glass.reviews,
    reviewUntil: new Date(at.getTime() + glass.reviewWithin),
    remindAt: new Date(at.getTime() + glass.remind),
    at,
  });
  switch (broken) {
    case 'broken':
      forOperation(parts.log, id).warn({ user: actor.user }, 'glass was broken');
      parts.announce(id);
      return true;
    case 'limit':
      await move(parts, id, ['planned'], 'denied', { fault: brokenTooOften(glass.limit) });
      return false;
    case 'late':
      // Somebody has stopped it.
      return false;
    default:
      return broken satisfies never;
  }
}

const insteadOf = (demand: Demand): string =>
  demand.kind === 'approval'
    ? `it waits for ${demand.terms.quorum === 1 ? 'an approval' : `${demand.terms.quorum} approvals`}: ${demand.because}`
    : demand.because;

/** Whoever broke it must be one of those who may, still, when it begins. */
export const glassLost = (verdict: Extract<Verdict, { allowed: false }>) =>
  ({
    code: 'zmgr::glass::lost',
    message: `The glass was broken, and nothing was changed: ${verdict.because}`,
    help: verdict.help,
  }) as const;

const refusal = (verdict: Verdict) =>
  verdict.allowed
    ? ({
        code: 'zmgr::glass::none',
        message: 'The configuration has no break-glass',
        help: 'Ask for it without `breakglass`.',
      } as const)
    : refused(verdict);

/**
 * Keeps what somebody found. Who may was asked before.
 * @throws Diagnostic `zmgr::operation::unknown`, `zmgr::glass::note`, `zmgr::glass::running`
 */
export async function review(
  parts: OperationParts,
  id: OperationId,
  by: Actor,
  { note, surface }: Pick<Review, 'note' | 'surface'>,
): Promise<Reviewed & { readonly operation: OperationRecord }> {
  const { state } = await recordOf(parts, id);
  if (state === 'queued' || state === 'running') throw running(id);
  if (note.trim().length < shortestNote) throw noteless(id);
  const kind = await parts.table.review(id, {
    by: { team: by.team, user: by.user },
    accounts: parts.accountsOf(by.user),
    note: note.trim().slice(0, longestNote),
    surface,
    at: parts.clock.now(),
  });
  if (kind === 'counted') {
    forOperation(parts.log, id).info({ user: by.user }, 'reviewed');
    parts.announce(id);
  }
  return { kind, operation: await recordOf(parts, id) };
}

const noteless = (id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::glass::note',
    message: 'A review says what was found, for those who read it later',
    help: `Put it behind two dashes: \`/zone review ${id} -- what you found\``,
  });

const running = (id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::glass::running',
    message: 'It is still under way, and is reviewed once it has ended',
    help: `\`/zone op show ${id}\` shows how far it is.`,
  });
