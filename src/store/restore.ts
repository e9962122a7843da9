/**
 * Puts back one operation that a host's journal tells of and the database does not: it was lost, or restored from a
 * backup that is older than the run. What the database knows to have gone to its host stays as it is.
 */
import { z } from 'zod';

import type { Fault, OperationState } from '../../commands/desk.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import type { Database, Row } from './database.ts';
import { lockHolds } from './holds.ts';
import { tellOfOperation } from './operation-trail.ts';

export interface RestoredOperation {
  readonly id: OperationId;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly askedIn: string;
  readonly verb: string;
  readonly subject: string;
  readonly command: string;
  readonly arguments: unknown;
  readonly reason?: string;
  readonly askedAt: Date;
  readonly plan: Plan;
  readonly events: readonly JournalEvent[];
  /** `queued` where its host is at work on it: it is followed from there. */
  readonly state: OperationState;
  readonly fault?: Fault;
  readonly endedAt?: Date;
  /** How often it was given to its host. */
  readonly runs: number;
  /** The key of its card in Slack, and whether that is to be looked for there, and edited. */
  readonly card: { readonly key: string; readonly isToBeTold: boolean };
}

export type Restoring =
  | { readonly kind: 'restored' }
  /** The database has it, and knows that its host has. */
  | { readonly kind: 'known' }
  /** Another operation on the same thing has not ended either. */
  | { readonly kind: 'busy'; readonly with: string };

/** One transaction: the operation with its events and holds, and its line in the audit trail. */
export const restoreOperation = (database: Database, it: RestoredOperation): Promise<Restoring> =>
  database.transaction(async (queries) => {
    const { query } = queries;
    const { host } = it.plan;
    await lockHolds(queries, host);
    const { rows } = await query(
      'SELECT state, run_verb FROM zonebot.operation WHERE id = $1 FOR UPDATE',
      [it.id],
    );
    if (rows[0] !== undefined && !isBehind(rows[0])) return { kind: 'known' };
    const isOpen = !hasEnded(it.state);
    const other = await query(
      `SELECT id FROM zonebot.operation
       WHERE host = $1 AND subject = $2 AND id <> $3 AND ended_at IS NULL`,
      [host, it.subject, it.id],
    );
    if (isOpen && other.rows[0] !== undefined)
      return { kind: 'busy', with: String(other.rows[0].id) };
    await query(
      `INSERT INTO zonebot.operation
         (id, team, actor, channel, asked_in, verb, subject, command, arguments, reason, asked_at,
          host, plan, digest, state, fault, ended_at, runs, run_verb, run_after)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         'resume', 0)
       ON CONFLICT (id) DO UPDATE SET
         host = excluded.host, plan = excluded.plan, digest = excluded.digest,
         state = excluded.state, fault = excluded.fault, ended_at = excluded.ended_at,
         runs = excluded.runs, run_verb = excluded.run_verb, run_after = excluded.run_after`,
      [
        it.id,
        it.team,
        it.user,
        it.channel,
        it.askedIn,
        it.verb,
        it.subject,
        it.command,
        JSON.stringify(it.arguments),
        it.reason ?? null,
        it.askedAt,
        host,
        JSON.stringify(it.plan),
        it.plan.digest,
        it.state,
        it.fault === undefined ? null : JSON.stringify(it.fault),
        it.endedAt ?? null,
        it.runs,
      ],
    );
    await query(
      `INSERT INTO zonebot.operation_event (operation, seq, event)
       SELECT $1, seq, event::json FROM unnest($2::integer[], $3::text[]) AS read (seq, event)`,
      [it.id, it.events.map(({ seq }) => seq), it.events.map((event) => JSON.stringify(event))],
    );
    await query('DELETE FROM zonebot.hold WHERE operation = $1', [it.id]);
    if (isOpen) {
      // An address that another one holds is that one's.
      await query(
        `INSERT INTO zonebot.hold (host, address, operation)
         SELECT $1, address, $2 FROM unnest($3::text[]) AS address ON CONFLICT DO NOTHING`,
        [host, it.id, it.plan.holds],
      );
    }
    // As if its first post had been begun then and its answer had been lost: it is looked for, never posted twice.
    await query(
      `INSERT INTO zonebot.message (dedupe_key, channel, content, post_begun_at, given_up)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [
        it.card.key,
        it.channel,
        JSON.stringify({ text: it.command, blocks: [] }),
        it.card.isToBeTold ? it.askedAt : null,
        it.card.isToBeTold ? null : 'restored',
      ],
    );
    await tellOfOperation(queries, it.id, {
      event: 'restored',
      surface: 'terminal',
      outcome: it.state,
      inputs: { askedBy: `${it.team}:${it.user}`, askedAt: it.askedAt.toISOString() },
    });
    return { kind: 'restored' };
  });

const behind = z.object({
  state: z.enum(['planned', 'waiting', 'approved', 'queued']),
  run_verb: z.literal('run'),
});

/** As far as it knows the operation has not gone to its host: a state that it had before its one run began. */
const isBehind = (row: Row): boolean => behind.safeParse(row).success;
