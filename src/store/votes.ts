/**
 * zonebot.vote, and the one place where votes decide: under the operation's row lock a vote is kept, all are weighed,
 * and the state moves, or nothing of that. So of many who decide at once exactly one has decided.
 */
import { z } from 'zod';
import { decisions, type Vote } from '../../commands/desk.ts';
import { surfaces } from '../../commands/surface.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Database, Queries, Row } from './database.ts';
import { freeHolds } from './holds.ts';
import { tellOfOperation } from './operation-trail.ts';

/** A vote, and through what the rule names who gave it: a role, a user group. */
export interface StoredVote extends Vote {
  readonly sources: readonly string[];
}

export interface NewVote extends StoredVote {
  /** Of the plan that was decided about. */
  readonly digest: string;
  /** All accounts of this person: one word of each person counts. */
  readonly accounts: readonly string[];
}

/** What all votes together come to. */
export type Weighed =
  | { readonly to: 'waiting' }
  | { readonly to: 'denied' }
  | {
      readonly to: 'approved';
      /** When it goes on, and when it is too late for that. */
      readonly startAfter: Date;
      readonly startUntil: Date;
    };

/** What became of a vote. */
export type Ballot =
  /** It was kept, and with it the operation is in this state. */
  | { readonly kind: 'counted'; readonly state: Weighed['to'] }
  /** This person has said something before, and that stands. */
  | { readonly kind: 'voted-before' }
  /** The operation does not wait for this any more; nothing was kept. */
  | { readonly kind: 'late' };

const rowSchema = z.object({
  team: z.string(),
  voter: z.string(),
  decision: z.enum(decisions),
  reason: z.string().nullable(),
  surface: z.enum(surfaces),
  sources: z.array(z.string()),
  at: z.date(),
});

const voteOf = (row: Row): StoredVote => {
  const { team, voter, decision, reason, surface, sources, at } = rowSchema.parse(row);
  return {
    by: { team, user: voter },
    decision,
    ...(reason !== null && { reason }),
    surface,
    sources,
    at,
  };
};

/** In the order in which they were given. */
export async function votesOf(
  queries: Queries,
  operation: OperationId,
): Promise<readonly StoredVote[]> {
  const { rows } = await queries.query(
    'SELECT * FROM zonebot.vote WHERE operation = $1 ORDER BY at, team, voter',
    [operation],
  );
  return rows.map(voteOf);
}

/** Of several operations, by their ids. */
export async function votesOfAll(
  queries: Queries,
  operations: readonly OperationId[],
): Promise<ReadonlyMap<string, readonly StoredVote[]>> {
  const { rows } = await queries.query(
    'SELECT * FROM zonebot.vote WHERE operation = ANY($1) ORDER BY at, team, voter',
    [operations],
  );
  const votes = new Map<string, readonly StoredVote[]>();
  for (const row of rows) {
    const id = String(row.operation);
    votes.set(id, [...(votes.get(id) ?? []), voteOf(row)]);
  }
  return votes;
}

/** @param weigh pure: what all votes, this one among them, come to */
export const castVote = (
  database: Database,
  id: OperationId,
  vote: NewVote,
  weigh: (votes: readonly StoredVote[]) => Weighed,
): Promise<Ballot> =>
  database.transaction(async (queries) => {
    const waits = await queries.query(
      `SELECT 1 FROM zonebot.operation
       WHERE id = $1 AND state = 'waiting' AND digest = $2 AND decide_until > $3 FOR UPDATE`,
      [id, vote.digest, vote.at],
    );
    if (waits.rowCount === 0) return { kind: 'late' };
    const { by, decision, reason, surface, digest, sources, at, accounts } = vote;
    const earlier = await queries.query(
      'SELECT 1 FROM zonebot.vote WHERE operation = $1 AND team = $2 AND voter = ANY($3)',
      [id, by.team, accounts],
    );
    if (earlier.rowCount > 0) return { kind: 'voted-before' };
    const kept = await queries.query(
      `INSERT INTO zonebot.vote
         (operation, team, voter, decision, reason, surface, digest, sources, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [
        id,
        by.team,
        by.user,
        decision,
        reason ?? null,
        surface,
        digest,
        JSON.stringify(sources),
        at,
      ],
    );
    if (kept.rowCount === 0) return { kind: 'voted-before' };
    const votes = await votesOf(queries, id);
    const weighed = weigh(votes);
    switch (weighed.to) {
      case 'waiting':
        await queries.query('UPDATE zonebot.operation SET revision = revision WHERE id = $1', [id]);
        break;
      case 'denied':
        await queries.query(
          "UPDATE zonebot.operation SET state = 'denied', ended_at = $2 WHERE id = $1",
          [id, at],
        );
        await freeHolds(queries, id);
        break;
      case 'approved':
        await queries.query(
          `UPDATE zonebot.operation SET
             state = 'approved', approved_at = $2, start_after = $3, start_until = $4
           WHERE id = $1`,
          [id, at, weighed.startAfter, weighed.startUntil],
        );
        break;
      default:
        weighed satisfies never;
    }
    await tellOfOperation(queries, id, {
      event: 'voted',
      surface,
      by,
      outcome: decision,
      ...(reason !== undefined && { reason }),
      inputs: { sources: [...sources], votes: votes.length, comesTo: weighed.to },
    });
    if (weighed.to === 'denied') {
      await tellOfOperation(queries, id, { event: 'ended', outcome: 'denied' });
    }
    return { kind: 'counted', state: weighed.to };
  });
