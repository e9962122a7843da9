/** Who may do what: the decision, what it rests on, and that it fails closed when Slack can't be asked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../../commands/desk.ts';
import { createAuthoriser, insist } from '../../../src/authorise/authorise.ts';
import type { Action, Resource } from '../../../src/authorise/decide.ts';
import type { Person } from '../../../src/authorise/directory.ts';
import { exampleConfig, goodConfig } from '../support/config-file.ts';
import { handClock, member, team, workspace } from '../support/directory.ts';

const read: Action = { kind: 'read', path: 'list', role: 'viewer' };
const create: Action = { kind: 'change', path: 'create', role: 'operator' };
const resume: Action = { kind: 'decide', path: 'op resume', role: 'operator' };
const cancel: Action = { kind: 'cancel' };
const routine: Resource = { risk: 'routine', host: { tags: ['prod'] } };
const here = { channel: 'C0OPS' };

function setUp(text = exampleConfig) {
  const slack = workspace();
  const clock = handClock();
  const { authorise, standpoint } = createAuthoriser({
    policy: goodConfig(text),
    directory: slack.directory,
    team,
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
    ['foreign team', { team: 'T2' }],
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

describe('confirming', () => {
  const confirm: Action = { kind: 'confirm' };
  const requester = { team, user: 'U01' };

  test('is for who asked, as long as they may ask', async () => {
    const { slack, clock, ask } = setUp();
    expect(await ask('U01', confirm, { requester })).toMatchObject({ allowed: true });
    for (const user of ['U02', 'U03', 'U04', 'U09']) {
      expect(await ask(user, confirm, { requester })).toMatchObject({
        allowed: false,
        code: 'zmgr::approval::not-yours',
      });
    }
    expect(await ask('U01', confirm, {})).toMatchObject({ allowed: false });
    expect(await ask('U09', confirm, { requester: { team, user: 'U09' } })).toMatchObject({
      allowed: false,
      code: 'zmgr::access::denied',
    });
    clock.pass(60_001);
    slack.people.set('U01', member('U01', { isDeleted: true }));
    expect(await ask('U01', confirm, { requester })).toMatchObject({
      allowed: false,
      code: 'zmgr::access::outsider',
    });
  });

  test('is not done from a shared channel', async () => {
    const { slack, ask } = setUp();
    slack.channels.set('C0OPS', { isMember: true, isShared: true });
    expect(await ask('U01', confirm, { requester })).toMatchObject({
      code: 'zmgr::access::shared-channel',
    });
  });
});

describe('approval, which this release can not ask for', () => {
  const prod = { tags: ['prod'] };
  test.each<[string, Resource, boolean, RegExp]>([
    ['routine', { risk: 'routine', host: prod }, true, /operator/],
    [
      'destructive, by a rule',
      { risk: 'destructive', host: prod },
      false,
      /zonebot.kdl:17 asks for an approval/,
    ],
    [
      'disruptive, by a rule for its host',
      { risk: 'disruptive', host: prod },
      false,
      /zonebot.kdl:18 asks/,
    ],
    [
      'disruptive elsewhere is confirmed, by default',
      { risk: 'disruptive', host: { tags: [] } },
      true,
      /operator/,
    ],
    ['disruptive, the host not known yet', { risk: 'disruptive' }, true, /operator/],
  ])('%s', async (_name, resource, allowed, because) => {
    const verdict = await setUp().ask('U01', create, resource);
    expect(verdict.allowed).toBe(allowed);
    expect(verdict.because).toMatch(because);
    if (!verdict.allowed) expect(verdict.code).toBe('zmgr::approval::unavailable');
  });

  test('a rule for routine changes holds as well', async () => {
    const { ask } = setUp(`${exampleConfig}\napproval "routine" by="approver" when="tag:prod"\n`);
    expect((await ask('U01', create, { risk: 'routine', host: prod })).allowed).toBe(false);
    expect((await ask('U01', create, { risk: 'routine', host: { tags: ['dev'] } })).allowed).toBe(
      true,
    );
  });

  test('destructive without any rule still needs one', async () => {
    const { ask } = setUp(exampleConfig.replace(/approval .*\n/g, ''));
    expect(await ask('U03', create, { risk: 'destructive', host: prod })).toMatchObject({
      allowed: false,
    });
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
