/** Who is told what when a card can't be shown any more. */
import { describe, expect, test } from 'vitest';
import type { Approval } from '../../../commands/desk.ts';
import { editWindowClosed } from '../../../src/outbox/outbox.ts';
import { type Addressee, lostCards } from '../../../src/receive/lost-cards.ts';
import { renderMessage } from '../../../src/slack/rendering/render.ts';
import { unavailable } from '../../../src/store/database.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { testRecord } from '../operations/support/test-record.ts';
import { collectLog } from '../support/collect-log.ts';

const approval: Approval = {
  kind: 'approval',
  until: new Date('2026-11-21T09:00:00Z'),
  cooldown: 0,
  startWithin: 900_000,
  by: { users: ['U03', 'U04'], usergroups: ['S01'] },
  mention: { users: ['U01', 'U03', 'U04'], usergroups: ['S01'] },
  quorum: 2,
  self: false,
  distinctGroups: false,
  reasonFor: [],
  typeToConfirm: false,
  channels: [],
};
const waiting = (change: Partial<OperationRecord> = {}): OperationRecord =>
  testRecord({ state: 'waiting', channel: 'C0LOST', consent: approval, ...change });
const { id } = testRecord();
const key = `operation:${id}`;

function stage(
  operation: OperationRecord,
  members: () => Promise<ReadonlySet<string> | undefined> = async () => new Set(['U05', 'U06']),
) {
  const told = new Map<string, { to: Addressee; text: string }>();
  const lost = lostCards({
    find: async () => operation,
    waiting: async () => [operation],
    tell: async (messageKey, to, what) => {
      told.set(messageKey, { to, text: JSON.stringify(renderMessage(what, messageKey)) });
    },
    members,
    // U01 asks; U06 is another account of theirs.
    accountsOf: (user) => (['U01', 'U06'].includes(user) ? ['U01', 'U06'] : [user]),
    channel: 'C0OPS',
    log: collectLog().log,
  });
  return { told, lost };
}

describe('a lost card', () => {
  test('is told to who asked, and to all whose word it waits for and who have not spoken', async () => {
    const { told, lost } = stage(
      waiting({
        votes: [
          {
            by: { team: 'T1', user: 'U03' },
            decision: 'approve',
            surface: 'button',
            at: new Date(),
            sources: [],
          },
        ],
      }),
    );
    await lost.givenUp(key, 'is_archived');
    expect([...told.keys()]).toEqual([`${key}:lost`, `${key}:lost:U04`, `${key}:lost:U05`]);
    expect(told.get(`${key}:lost:U05`)?.text).toContain(`/zone approve ${id}`);
    expect(told.get(`${key}:lost:U05`)?.text).toContain('"action_id":"approve"');
    expect(told.get(`${key}:lost`)?.text).not.toContain('approve');
  });

  test('that waits for nobody any more is told to who asked alone', async () => {
    for (const state of ['running', 'done'] as const) {
      const { told, lost } = stage(waiting({ state }));
      await lost.givenUp(key, 'is_archived');
      expect([...told.keys()]).toEqual([`${key}:lost`]);
    }
  });

  test('of a rule that is bound to channels has no button, and says where it is decided', async () => {
    const { told, lost } = stage(waiting({ consent: { ...approval, channels: ['C0DEV'] } }));
    await lost.givenUp(key, 'is_archived');
    expect(told.get(`${key}:lost:U04`)?.text).not.toContain('"action_id":"approve"');
    expect(told.get(`${key}:lost:U04`)?.text).toContain('C0DEV');
  });

  test('is called out in the configured channel where Slack does not tell who is in a group', async () => {
    const fails = () => Promise.reject(new Error('ratelimited'));
    const { told, lost } = stage(waiting(), fails);
    await lost.givenUp(key, 'is_archived');
    expect(told.get(`${key}:lost:all`)).toMatchObject({
      to: { kind: 'channel', channel: 'C0OPS' },
    });
    expect(told.get(`${key}:lost:all`)?.text).toContain('"usergroup_id":"S01"');
    const there = stage(waiting({ channel: 'C0OPS' }), fails);
    await there.lost.givenUp(key, 'is_archived');
    expect([...there.told.keys()]).not.toContain(`${key}:lost:all`);
  });

  test('that stands there and is not edited any more has a reply', async () => {
    const { told, lost } = stage(waiting());
    await lost.givenUp(key, editWindowClosed);
    expect([...told.values()].map(({ to }) => to)).toEqual([
      { kind: 'thread', channel: 'C0LOST', of: key },
    ]);
  });

  test('of another channel than the one that is gone stays; other messages are no cards', async () => {
    const { told, lost } = stage(waiting());
    await lost.channelGone('C0OTHER', 'is_archived');
    await lost.givenUp(`${key}:lost`, 'is_archived');
    expect(told.size).toBe(0);
    await lost.channelGone('C0LOST', 'is_archived');
    expect(told.size).toBe(4);
  });

  test('is told once more when the store is back', async () => {
    const { lost } = stage(waiting(), () => Promise.resolve(new Set()));
    const failing = lostCards({
      find: () => Promise.reject(unavailable(new Error('gone'))),
      waiting: async () => [],
      tell: async () => {},
      members: async () => undefined,
      accountsOf: (user) => [user],
      channel: 'C0OPS',
      log: collectLog().log,
    });
    await expect(failing.givenUp(key, 'x')).rejects.toMatchObject({
      code: 'zmgr::store::unavailable',
    });
    await lost.givenUp(key, 'x');
  });
});
