/** What is said in the thread of a card that asks for approval. */
import { expect, test } from 'vitest';
import type { OperationView, Vote } from '../../../commands/desk.ts';
import { voteReplies } from '../../../src/cards/vote-replies.ts';
import { testOperation } from '../../commands/support/desk.ts';
import { approval } from '../operations/support/demands.ts';

const at = new Date('2026-11-21T10:00:00Z');
const demand = approval({ mention: { users: ['U03'], usergroups: ['S01'] } });
if (demand.kind !== 'approval') throw new Error('an approval was asked for');
const waiting = (changes: Partial<OperationView> = {}): OperationView =>
  testOperation({ state: 'waiting', consent: { ...demand.terms, until: at }, ...changes });
const vote = (user: string, decision: Vote['decision']): Vote => ({
  by: { team: 'T01', user },
  decision,
  surface: 'button',
  at,
  reason: 'because',
});

test('each vote is said once, under a key of its own, with its reason', () => {
  const replies = voteReplies(
    waiting({ votes: [vote('U03', 'approve'), vote('U04', 'deny')] }),
    false,
  );
  expect(replies.map(({ key, answer }) => [key, answer.summary])).toEqual([
    ['vote:U03', 'A yes for Create web01 on hv-04'],
    ['vote:U04', 'A no for Create web01 on hv-04'],
  ]);
  expect(JSON.stringify(replies)).toContain('because');
});

test('whom a card asks is called where the card was there before it asked, and only while it does', () => {
  const [call] = voteReplies(waiting(), true);
  expect(call).toMatchObject({ key: 'call' });
  expect(JSON.stringify(call)).toContain('{"usergroup":"S01"}');
  expect(JSON.stringify(call)).toContain('{"person":"U03"}');
  expect(voteReplies(waiting(), false)).toEqual([]);
  expect(voteReplies(waiting({ state: 'denied' }), true)).toEqual([]);
});

test('a confirmation is between who asked and the card', () => {
  const { consent: _consent, ...bare } = waiting({ votes: [vote('U01', 'confirm')] });
  expect(voteReplies(bare, true)).toEqual([]);
});
