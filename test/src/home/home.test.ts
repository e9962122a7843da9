/** What an App Home says and offers, to whom; and that Slack takes it, however much there is. */
import { describe, expect, test } from 'vitest';
import type { Approval, Vote } from '../../../commands/desk.ts';
import { prepare, pressingOf } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { lintView } from '../../../playground/slack/lint/lint.ts';
import { decide } from '../../../src/authorise/decide.ts';
import { rolesOf } from '../../../src/authorise/roles.ts';
import { accountsOf } from '../../../src/config/linked.ts';
import { homeOf } from '../../../src/home/home.ts';
import type { Viewer } from '../../../src/home/home-section.ts';
import { homeView } from '../../../src/slack/rendering/render-home.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { testRecord } from '../operations/support/test-record.ts';
import { goodConfig } from '../support/config-file.ts';

const policy = goodConfig();
const pressable = (text: string) => pressingOf(prepare(text, verbs));

/** By the example's roles: U01 and U02 are operators, U03 and U04 approvers, U03 also an admin. */
const viewer = (user: string, isMember = true): Viewer => {
  const actor = { team: 'T1', user };
  const circumstances = {
    actor,
    standing: isMember
      ? ({ kind: 'member' } as const)
      : ({ kind: 'outsider', why: 'a guest' } as const),
    groups: new Map(),
    channel: undefined,
    channelId: 'home',
  };
  return {
    actor: { ...actor, roles: rolesOf(user, policy.roles, new Map()) },
    accounts: accountsOf(user, policy.linked),
    may: (action, resource = {}) => decide(action, resource, circumstances, policy),
  };
};

const approval: Approval = {
  kind: 'approval',
  until: new Date('2026-11-21T09:00:00Z'),
  cooldown: 0,
  startWithin: 900_000,
  by: { role: 'approver', users: [], usergroups: [] },
  mention: { users: ['U03', 'U04'], usergroups: [] },
  quorum: 2,
  self: false,
  distinctGroups: false,
  reasonFor: [],
  typeToConfirm: false,
  channels: [],
};
const waiting = (change: Partial<OperationRecord> = {}): OperationRecord =>
  testRecord({ state: 'waiting', consent: approval, ...change });
const yesOf = (user: string): Vote & { readonly sources: readonly string[] } => ({
  by: { team: 'T1', user },
  decision: 'approve',
  surface: 'button',
  at: new Date('2026-11-21T08:01:00Z'),
  sources: [],
});

const shown = (who: Viewer, ...operations: readonly OperationRecord[]) => {
  const home = homeOf(who, { operations, reviews: [], now: new Date('2026-11-21T08:30:00Z') });
  const view = homeView(home, pressable);
  expect(lintView(JSON.parse(JSON.stringify(view)))).toEqual([]);
  return {
    text: JSON.stringify(view),
    buttons: home.flatMap(({ buttons }) => buttons.map(({ action }) => action)),
    blocks: Array.isArray(view.blocks) ? view.blocks.length : 0,
  };
};

describe('what needs a decision', () => {
  test('is offered to those whose word is asked for, and to nobody else', () => {
    expect(shown(viewer('U04'), waiting()).buttons).toEqual(['approve', 'deny', 'details']);
    for (const user of ['U02', 'U09']) {
      const { buttons, text } = shown(viewer(user), waiting());
      expect(buttons).toEqual([]);
      expect(text).toContain('Nothing waits for you.');
    }
  });

  test('is not offered again to who has spoken', () => {
    const half = waiting({ votes: [yesOf('U04')] });
    expect(shown(viewer('U04'), half).buttons).toEqual([]);
    expect(shown(viewer('U03'), half).buttons).toContain('approve');
  });

  test('is not decided here where a rule names channels', () => {
    const bound = waiting({ consent: { ...approval, channels: ['C0OPS'] } });
    expect(shown(viewer('U04'), bound).buttons).toEqual([]);
  });

  test('is a change of my own to confirm, once, and not also below', () => {
    const { rule: _rule, ...terms } = approval;
    const { until, cooldown, startWithin } = terms;
    const own = waiting({ consent: { kind: 'confirmation', until, cooldown, startWithin } });
    expect(shown(viewer('U01'), own).buttons).toEqual(['confirm', 'details', 'cancel']);
    expect(shown(viewer('U02'), own).buttons).toEqual([]);
  });

  test('stands in the order in which its time is over; more than five are counted', () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      waiting({
        id: operationId('T1', `d${index}`),
        subject: `web${index}`,
        consent: { ...approval, until: new Date(Date.UTC(2026, 10, 21, 20 - index)) },
      }),
    );
    const { text, buttons } = shown(viewer('U04'), ...many);
    expect(buttons).toHaveLength(15);
    expect(text).toContain('… 3 more');
    expect(text.indexOf('web7')).toBeLessThan(text.indexOf('web6'));
    expect(text).not.toContain('web0');
  });
});

describe('my operations', () => {
  test('are those that I asked for, each with what I may do about it', () => {
    const stuck = testRecord({ state: 'stuck', subject: 'web02' });
    expect(shown(viewer('U01'), testRecord()).buttons).toEqual(['cancel']);
    expect(shown(viewer('U01'), stuck).buttons).toEqual(['resume', 'unwind']);
    expect(shown(viewer('U02'), testRecord()).text).toContain('You have asked for nothing');
    expect(
      shown(viewer('U01'), testRecord({ actor: { team: 'T2', user: 'U01' } })).buttons,
    ).toEqual([]);
  });

  test('of who is no operator any more are shown, with nothing to press', () => {
    const mine = testRecord({ actor: { team: 'T1', user: 'U09' } });
    const { text, buttons } = shown(viewer('U09'), mine);
    expect(text).toContain('Create web01');
    expect(buttons).toEqual([]);
  });
});

test('who is no member of the team is shown that, and nothing of what there is', () => {
  const { text, buttons } = shown(viewer('U04', false), waiting());
  expect(text).toContain('Only full members of this workspace');
  expect(text).not.toContain('web01');
  expect(buttons).toEqual([]);
});

test('500 operations with long words stay within what Slack takes', () => {
  const long = 'x'.repeat(3_000);
  const many = Array.from({ length: 500 }, (_, index) =>
    waiting({
      id: operationId('T1', `d${index}`),
      reason: long,
      command: long,
      actor: { team: 'T1', user: index % 2 === 0 ? 'U03' : 'U04' },
    }),
  );
  const { blocks } = shown(viewer('U03'), ...many);
  expect(blocks).toBeLessThanOrEqual(100);
});
