/** Who may do what: the decision, what it rests on, and that it fails closed when Slack can't be asked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../../commands/desk.ts';
import { createAuthoriser, insist } from '../../../src/authorise/authorise.ts';
import type { Person } from '../../../src/authorise/directory.ts';
import type { Action, Resource } from '../../../src/authorise/question.ts';
import { exampleConfig, goodConfig } from '../support/config-file.ts';
import { handClock, member, team, workspace } from '../support/directory.ts';

const read: Action = { kind: 'read', path: 'list', role: 'viewer' };
const create: Action = { kind: 'change', path: 'create', role: 'operator' };
const resume: Action = { kind: 'decide', path: 'op resume', role: 'operator' };
const cancel: Action = { kind: 'cancel', isApproved: false };
const routine: Resource = { risk: 'routine', host: { tags: ['prod'] } };
const here = { channel: 'C0OPS' };

function setUp(text = exampleConfig) {
  const slack = workspace();
  const clock = handClock();
  const { authorise, standpoint } = createAuthoriser({
    policy: goodConfig(text),
    directory: slack.directory,
    home: { team },
    clock,
  });
  return {
    slack,
    clock,
    standpoint,
    ask: (user: string, action: Action, resource: Resource = routine, place = here) =>
      authorise({ team, user }, action, resource, place),
  };
}

describe('roles', () => {
  test.each<[who: string, user: string, action: Action, allowed: boolean, because: RegExp]>([
    ['everyone reads', 'U09', read, true, /everyone has the role viewer \(zonebot.kdl:12\)/],
    ['a viewer changes nothing', 'U09', create, false, /needs the role operator/],
    ['an operator by name', 'U01', create, true, /you have the role operator \(zonebot.kdl:13\)/],
    ['an operator by group', 'U05', create, true, /role operator \(zonebot.kdl:13\)/],
    ['an admin does what operators do', 'U03', create, true, /role admin \(zonebot.kdl:15\)/],
    ['an approver is no operator', 'U04', create, false, /needs the role operator/],
    ['an operator is no admin', 'U01', { ...create, role: 'admin' }, false, /needs the role admin/],
    ['an admin is no approver', 'U03', { ...create, role: 'approver' }, true, /role approver/],
    ['nothing implies approver', 'U01', { ...create, role: 'approver' }, false, /role approver/],
    ['an operator goes on with an operation', 'U02', resume, true, /operator/],
    ['a viewer does not', 'U09', resume, false, /operator/],
  ])('%s', async (_who, user, action, allowed, because) => {
    const verdict = await setUp().ask(user, action);
    expect(verdict.allowed).toBe(allowed);
    expect(verdict.because).toMatch(because);
  });

  test('a viewer may not read where the configuration makes nobody a viewer', async () => {
    const { ask } = setUp(exampleConfig.replace('role "viewer" everyone=#true', ''));
    expect((await ask('U09', read)).allowed).toBe(false);
    expect((await ask('U01', read)).allowed).toBe(true);
  });

  test('cancelling is for who asked, and for admins', async () => {
    const { ask } = setUp();
    const requester = { team, user: 'U01' };
    expect(await ask('U01', cancel, { requester })).toMatchObject({ allowed: true });
    expect(await ask('U03', cancel, { requester })).toMatchObject({ allowed: true });
    expect(await ask('U02', cancel, { requester })).toMatchObject({
      allowed: false,
      because: expect.stringMatching(/only who asked for an operation, and admins/),
    });
    expect(await ask('U01', cancel, {})).toMatchObject({ allowed: false });
    // Who asked and is no operator any more may not.
    expect(await ask('U09', cancel, { requester: { team, user: 'U09' } })).toMatchObject({
      allowed: false,
    });
  });

  test('what somebody may, and what they are, agree', async () => {
    const { standpoint } = setUp();
    const at = await standpoint({ team, user: 'U03' }, here);
    expect([...at.actor.roles].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'admin',
      'approver',
      'operator',
      'viewer',
    ]);
    expect(at.may(create).allowed).toBe(true);
    expect(at.isBotHere).toBe(true);
  });
});

describe('people who are not of the team', () => {
  const odd: readonly [string, Partial<Person>][] = [
    ['deleted', { isDeleted: true }],
    ['bot', { isBot: true }],
    ['guest', { isGuest: true }],
    ['stranger', { isStranger: true }],
    ['foreign team', { teams: new Set(['T2']) }],
  ];
  test.each(odd)('%s: nothing at all, whatever roles name them', async (_name, change) => {
    const { slack, ask, standpoint } = setUp();
    slack.people.set('U03', member('U03', change));
    for (const action of [read, create, resume, cancel, { ...read, role: 'anyone' as const }]) {
      const verdict = await ask('U03', action, { requester: { team, user: 'U03' } });
      expect(verdict).toMatchObject({ allowed: false, code: 'zmgr::access::outsider' });
    }
    expect([...(await standpoint({ team, user: 'U03' }, here)).actor.roles]).toEqual([]);
  });

  test('unknown to Slack', async () => {
    const { slack, ask } = setUp();
    slack.people.delete('U03');
    expect(await ask('U03', read)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::outsider',
    });
  });

  test('the same user id in another workspace: refused without asking Slack', async () => {
    const { slack, standpoint } = setUp();
    const at = await standpoint({ team: 'T2', user: 'U03' }, here);
    expect(at.may(read).allowed).toBe(false);
    expect(slack.asked).toEqual([]);
  });
});

describe('when Slack does not answer', () => {
  test('about a person: nothing is allowed', async () => {
    const { slack, ask } = setUp();
    slack.broken.add('person');
    expect(await ask('U01', read)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
  });

  test('what was known for more than a minute may deny, and not allow', async () => {
    const { slack, clock, ask } = setUp();
    slack.people.set('U02', member('U02', { isGuest: true }));
    await ask('U01', read);
    await ask('U02', read);
    slack.broken.add('person');
    clock.pass(60_000);
    expect(await ask('U01', read)).toMatchObject({ allowed: true });
    clock.pass(1);
    expect(await ask('U01', read)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
    expect(await ask('U02', read)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::outsider',
    });
    clock.pass(15 * 60_000);
    expect(await ask('U02', read)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
  });

  test('about a group: those whom the file names itself go on', async () => {
    const { slack, ask } = setUp();
    slack.broken.add('members');
    expect(await ask('U01', create)).toMatchObject({ allowed: true });
    expect(await ask('U05', create)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
  });

  test('about a group, known for more than a minute: a member waits, who is none is told so', async () => {
    const { slack, clock, ask } = setUp();
    await ask('U05', create);
    slack.broken.add('members');
    clock.pass(61_000);
    expect(await ask('U05', create)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
    expect(await ask('U09', create)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::denied',
    });
  });

  test('about the channel: nothing is changed, reading goes on', async () => {
    const { slack, ask } = setUp();
    slack.broken.add('channel');
    expect(await ask('U01', create)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
    expect(await ask('U01', read)).toMatchObject({ allowed: true });
  });

  test('is asked at most once a minute for each, also when many ask at once', async () => {
    const { slack, clock, ask } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => ask('U01', create)));
    await ask('U01', create);
    expect(slack.asked.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'channel C0OPS',
      'members S01',
      'person U01',
    ]);
    clock.pass(60_001);
    slack.people.set('U01', member('U01', { isDeleted: true }));
    expect((await ask('U01', create)).allowed).toBe(false);
  });
});

describe('places', () => {
  test('nothing is changed from a channel that is shared', async () => {
    const { slack, ask } = setUp();
    slack.channels.set('C0OPS', { isMember: true, isShared: true });
    for (const action of [create, resume]) {
      expect(await ask('U03', action)).toMatchObject({
        allowed: false,
        code: 'zmgr::access::shared-channel',
      });
    }
    expect(await ask('U03', read)).toMatchObject({ allowed: true });
    expect(await ask('U03', cancel)).toMatchObject({ allowed: true });
  });

  test('a channel that the bot can not see is no shared one', async () => {
    const { ask, standpoint } = setUp();
    expect(await ask('U01', create, routine, { channel: 'G0DIRECT' })).toMatchObject({
      allowed: true,
    });
    expect((await standpoint({ team, user: 'U01' }, { channel: 'G0DIRECT' })).isBotHere).toBe(
      false,
    );
  });
});

const terms = {
  cooldown: 0,
  startWithin: 900_000,
  rule: { source: '/etc/zonebot/zonebot.kdl', line: 17 },
} as const;
const requester = { team, user: 'U01' };

describe('confirming', () => {
  const confirm: Action = { kind: 'vote', decision: 'confirm' };
  const waiting: Resource = { requester, consent: { kind: 'confirmation', ...terms } };

  test('is for who asked, as long as they may ask', async () => {
    const { slack, clock, ask } = setUp();
    expect(await ask('U01', confirm, waiting)).toMatchObject({ allowed: true });
    for (const user of ['U02', 'U03', 'U04', 'U09']) {
      expect(await ask(user, confirm, waiting)).toMatchObject({
        allowed: false,
        code: 'zmgr::approval::not-yours',
      });
    }
    expect(
      await ask('U09', confirm, { ...waiting, requester: { team, user: 'U09' } }),
    ).toMatchObject({ allowed: false, code: 'zmgr::access::denied' });
    clock.pass(60_001);
    slack.people.set('U01', member('U01', { isDeleted: true }));
    expect(await ask('U01', confirm, waiting)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::outsider',
    });
  });

  test('is not done from a shared channel, nor where something else is waited for', async () => {
    const { ask } = setUp();
    expect(await ask('U01', confirm, { requester })).toMatchObject({
      code: 'zmgr::approval::not-asked',
    });
    for (const decision of ['approve', 'deny'] as const) {
      expect(await ask('U03', { kind: 'vote', decision }, waiting)).toMatchObject({
        code: 'zmgr::approval::not-asked',
      });
    }
    const shared = setUp();
    shared.slack.channels.set('C0OPS', { isMember: true, isShared: true });
    expect(await shared.ask('U01', confirm, waiting)).toMatchObject({
      code: 'zmgr::access::shared-channel',
    });
  });
});

describe('approving and denying', () => {
  const approval: Extract<Resource['consent'], { kind: 'approval' }> = {
    kind: 'approval',
    ...terms,
    by: { role: 'approver', users: ['U02'], usergroups: ['S01'] },
    mention: { users: [], usergroups: [] },
    quorum: 1,
    self: false,
    distinctGroups: false,
    reasonFor: [],
    typeToConfirm: false,
    channels: [],
  };
  const waiting: Resource = { requester, consent: approval, cardChannel: 'C0CARD' };
  const decisions = ['approve', 'deny'] as const;

  test.each(decisions)(
    '%s: only those whom the rule names, through what it names them',
    async (decision) => {
      const { ask } = setUp();
      const by = (user: string) => ask(user, { kind: 'vote', decision }, waiting);
      expect(await by('U03')).toMatchObject({ allowed: true, sources: ['role approver'] });
      expect(await by('U02')).toMatchObject({ allowed: true, sources: ['people of the rule'] });
      expect(await by('U05')).toMatchObject({ allowed: true, sources: ['user group S01'] });
      // An operator and a viewer are no approvers.
      expect(await by('U09')).toMatchObject({
        allowed: false,
        code: 'zmgr::approval::not-named',
        because: expect.stringContaining('zonebot.kdl:17'),
      });
    },
  );

  test('an admin whom the rule does not name decides nothing', async () => {
    const { ask } = setUp(
      exampleConfig.replace(
        'role "approver" { users "U03" "U04" }',
        'role "approver" { users "U04" "U02" }',
      ),
    );
    expect(await ask('U03', { kind: 'vote', decision: 'approve' }, waiting)).toMatchObject({
      allowed: false,
      code: 'zmgr::approval::not-named',
    });
  });

  test.each(decisions)('%s: never by who asked, unless the rule says so', async (decision) => {
    const { ask } = setUp();
    const own = { ...waiting, requester: { team, user: 'U03' } };
    expect(await ask('U03', { kind: 'vote', decision }, own)).toMatchObject({
      allowed: false,
      code: 'zmgr::approval::own',
    });
    expect(
      await ask(
        'U03',
        { kind: 'vote', decision },
        { ...own, consent: { ...approval, self: true } },
      ),
    ).toMatchObject({ allowed: true });
  });

  test('only in the channels of the rule, and where the card is', async () => {
    const { slack, ask } = setUp();
    for (const id of ['C0CARD', 'C0DEV'])
      slack.channels.set(id, { isMember: true, isShared: false });
    const consent = { ...approval, channels: ['C0DEV'] };
    const at = (channel: string) =>
      ask('U03', { kind: 'vote', decision: 'approve' }, { ...waiting, consent }, { channel });
    expect(await at('C0OPS')).toMatchObject({ allowed: false, code: 'zmgr::approval::channel' });
    expect(await at('C0DEV')).toMatchObject({ allowed: true });
    expect(await at('C0CARD')).toMatchObject({ allowed: true });
  });

  test('not by guests, strangers, bots and deleted accounts, whatever names them', async () => {
    const { slack, ask } = setUp();
    for (const change of [
      { isGuest: true },
      { isStranger: true },
      { isBot: true },
      { isDeleted: true },
      { teams: new Set(['T2']) },
    ]) {
      slack.people.set('U04', member('U04', change));
      const fresh = setUp();
      fresh.slack.people.set('U04', member('U04', change));
      expect(await fresh.ask('U04', { kind: 'vote', decision: 'approve' }, waiting)).toMatchObject({
        allowed: false,
        code: 'zmgr::access::outsider',
      });
    }
    expect(await ask('U03', { kind: 'vote', decision: 'approve' }, waiting)).toMatchObject({
      allowed: true,
    });
  });

  test('a member of a group that Slack can not be asked about waits; what was known may only deny', async () => {
    const { slack, clock, ask } = setUp();
    const approve: Action = { kind: 'vote', decision: 'approve' };
    expect(await ask('U05', approve, waiting)).toMatchObject({ allowed: true });
    slack.broken.add('members');
    clock.pass(61_000);
    expect(await ask('U05', approve, waiting)).toMatchObject({
      allowed: false,
      code: 'zmgr::access::unverified',
    });
    // Named by the file itself.
    expect(await ask('U03', approve, waiting)).toMatchObject({ allowed: true });
  });

  test('whether any rule names somebody, for help', async () => {
    const { slack, standpoint } = setUp(
      `${exampleConfig}approval "routine" by="approver" { users "U02"; usergroups "S01" }\n`,
    );
    const approves = async (user: string) => (await standpoint({ team, user }, here)).approves;
    expect(await approves('U03')).toMatchObject({ because: 'you are named by role approver' });
    expect(await approves('U05')).toMatchObject({ allowed: true });
    expect(await approves('U09')).toMatchObject({ allowed: false });
    slack.people.set('U04', member('U04', { isGuest: true }));
    expect(await approves('U04')).toMatchObject({ allowed: false });
  });

  test('what is approved and has not begun may be stopped by those who could have denied it', async () => {
    const { ask } = setUp();
    const abort: Action = { kind: 'cancel', isApproved: true };
    expect(await ask('U04', abort, waiting)).toMatchObject({ allowed: true });
    expect(await ask('U04', cancel, waiting)).toMatchObject({ allowed: false });
    expect(await ask('U09', abort, waiting)).toMatchObject({ allowed: false });
  });
});

test('nobody is allowed anything but by a rule that names them', async () => {
  const users = ['U01', 'U02', 'U03', 'U04', 'U05', 'U09'];
  const roles: readonly Role[] = ['viewer', 'operator', 'approver', 'admin'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...users),
      fc.constantFrom(...roles),
      fc.subarray(users, { minLength: 1 }),
      fc.subarray(users, { minLength: 1 }),
      async (user, role, operators, admins) => {
        const list = (ids: readonly string[]) => ids.map((id) => `"${id}"`).join(' ');
        const { ask } = setUp(
          exampleConfig
            .replace(/approval .*\n/g, '')
            .replace(/role ".*\n/g, '')
            .concat(
              `role "operator" { users ${list(operators)}; }\nrole "admin" { users ${list(admins)}; }\n`,
            ),
        );
        const verdict = await ask(user, { kind: 'change', path: 'x', role });
        const isAdmin = admins.includes(user);
        const isOperator = isAdmin || operators.includes(user);
        const expected = {
          viewer: isOperator,
          operator: isOperator,
          admin: isAdmin,
          approver: false,
        }[role];
        expect(verdict.allowed).toBe(expected);
      },
    ),
    { numRuns: 100 },
  );
});

test('insisting turns a no into a diagnostic', async () => {
  const { ask } = setUp();
  const verdict = await ask('U09', create);
  expect(() => insist(verdict)).toThrow(
    expect.objectContaining({
      code: 'zmgr::access::denied',
      message: "This needs the role operator, which you don't have",
      help: expect.stringContaining('/zone whoami'),
    }),
  );
  expect(() => insist({ allowed: true, because: 'x' })).not.toThrow();
});
