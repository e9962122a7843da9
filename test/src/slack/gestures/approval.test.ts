/**
 * Approvals as people give them, over the local Slack: the card, who may press what, what is told to whom, and that each
 * surface has the one guard behind it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { archive } from '../../../../playground/slack/changes/channels.ts';
import { changePerson } from '../../../../playground/slack/changes/people.ts';
import { channels, others, people } from '../../../../playground/slack/seed.ts';
import type { Message } from '../../../../playground/slack/workspace/model.ts';
import type { Authoriser } from '../../../../src/authorise/authorise.ts';
import { commandPath } from '../../../support/real.ts';
import {
  type PostgresServer,
  postgresRequirements,
  postgresServer,
} from '../../../support/store-places.ts';
import {
  type ConsentStage,
  type ConsentStageOptions,
  consentStage,
  leaveOnly,
} from '../../support/consent-stage.ts';

// A store, a bot and a Slack for most of them.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// Where there is a server, a new database costs a tenth of a second instead of two.
let server: PostgresServer | undefined;
beforeAll(async () => {
  if (postgresRequirements.every(commandPath)) server = await postgresServer();
});
afterAll(() => server?.remove());

const running: ConsentStage[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
const onServer = (options?: ConsentStageOptions): ConsentStageOptions => ({
  ...(server !== undefined && { place: server.place }),
  ...options,
});
async function stage(rules: string, options?: ConsentStageOptions): Promise<ConsentStage> {
  const made = await consentStage(rules, onServer(options));
  running.push(made);
  return made;
}

const one = 'approval "routine" by="approver"';
const two = 'approval "routine" by="approver" quorum=2';
const { operator, firstApprover, secondApprover, admin, viewer, guest } = people;

const words = (message: Pick<Message, 'text' | 'blocks'>) =>
  `${message.text} ${JSON.stringify(message.blocks)}`;
const shows = (text: RegExp) => (message: Message) => text.test(words(message));
const told = (text: RegExp) => (message: Message) =>
  message.onlyFor !== undefined && text.test(words(message));
const buttonsOn = ({ blocks }: Message) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"([a-z]+)"/g)].map(([, action]) => action);

describe('the card', () => {
  test('asks those whom the rule names, with the plan, the reason and all that can be pressed', async () => {
    const here = await stage(two);
    const { id, card } = await here.waiting('web01', ' -- the shop needs it');
    expect(words(card)).toContain('Approval needed: Create web01 on here');
    expect(words(card)).toContain('the shop needs it');
    expect(words(card)).toMatch(/asks for it · needs 2 approvals of /);
    expect(words(card)).toMatch(/, never their own.* · 0 of 2 so far · until /);
    expect(JSON.stringify(card.blocks)).toContain(`{"type":"user","user_id":"${firstApprover}"}`);
    expect(words(card)).toContain('"type":"date"');
    expect(buttonsOn(card)).toEqual(['approve', 'deny', 'details', 'cancel']);
    expect(here.made()).toEqual([]);
    expect((await here.operations.record(id)).reason).toBe('the shop needs it');
  });

  test('is edited in place through votes, approval and result; each vote is a reply', async () => {
    const here = await stage(two);
    const { id, card } = await here.waiting('web01');
    await here.at(firstApprover).click(card, 'approve');
    const half = await here.at(viewer).waitFor(shows(/1 of 2/));
    expect(half.ts).toBe(card.ts);
    expect((await here.operations.record(id)).state).toBe('waiting');
    await here.at(secondApprover).slash(`approve ${id} -- agreed`);
    await here.until(id, 'done');
    const done = await here.at(viewer).waitFor(shows(/Create web01 on here: done/));
    expect(done.ts).toBe(card.ts);
    expect(buttonsOn(done)).toEqual([]);
    expect(words(done)).toContain('✓ approved by ');
    expect(words(done)).toContain(': agreed');
    expect(here.made()).toEqual(['web01']);
    const replies = () =>
      here
        .at(viewer)
        .messages()
        .filter(({ threadTs, ts }) => threadTs === card.ts && ts !== card.ts);
    await expect.poll(() => replies().length).toBe(2);
    expect(replies().map(({ text }) => text)).toEqual([
      'A yes for Create web01 on here',
      'A yes for Create web01 on here',
    ]);
    expect(replies().map(words).join()).toContain(`"user_id":"${secondApprover}"`);
  });

  test('Details shows the plan whole, in a modal, to whoever may read', async () => {
    const here = await stage(one);
    const { card } = await here.waiting('web01');
    await here.at(viewer).click(card, 'details');
    const view = await here.at(viewer).waitForView();
    expect(JSON.stringify(view)).toMatch(/Digest/);
    expect(JSON.stringify(view)).toMatch(/[0-9a-f]{64}/);
    expect(JSON.stringify(view)).toMatch(/zonebot.kdl:\d+/);
  });
});

describe('saying no', () => {
  test('asks why, ends it, and is told on the card', async () => {
    const here = await stage('approval "routine" by="approver" reason="deny"');
    const { id, card } = await here.waiting('web01');
    const petra = here.at(firstApprover);
    await petra.click(card, 'deny');
    await petra.submit(await petra.waitForView(), { reason: 'not before the backup' });
    const record = await here.until(id, 'denied');
    expect(record.votes).toMatchObject([
      { decision: 'deny', reason: 'not before the backup', surface: 'form' },
    ]);
    const denied = shows(/Create web01 on here: denied/);
    const card2 = await petra.waitFor((message) => message.ts === card.ts && denied(message));
    expect(words(card2)).toContain('not before the backup');
    expect(words(card2)).toContain('Nothing was changed');
    expect(buttonsOn(card2)).toEqual([]);
    expect(here.made()).toEqual([]);
  });

  test('is a veto, whoever said yes before', async () => {
    const here = await stage(two);
    const { id, card } = await here.waiting('web01');
    await here.at(firstApprover).click(card, 'approve');
    await here.at(viewer).waitFor(shows(/1 of 2/));
    await here.at(secondApprover).slash(`deny ${id}`);
    expect((await here.until(id, 'denied')).votes).toHaveLength(2);
  });

  test('needs a reason where the rule asks for one', async () => {
    const here = await stage('approval "routine" by="approver" reason="deny"');
    const { id } = await here.waiting('web01');
    await here.at(firstApprover).slash(`deny ${id}`);
    await here.at(firstApprover).waitFor(told(/zmgr::approval::reason/));
    expect((await here.operations.record(id)).state).toBe('waiting');
  });
});

describe('type to confirm', () => {
  const typed = 'approval "routine" by="approver" type-to-confirm=#true';

  test('by the form: another name is no yes, the name is', async () => {
    const here = await stage(typed);
    const { id, card } = await here.waiting('web01');
    const petra = here.at(firstApprover);
    await petra.click(card, 'approve');
    await petra.submit(await petra.waitForView(), { typed: 'web02' });
    await petra.waitFor(told(/zmgr::approval::untyped/));
    expect((await here.operations.record(id)).votes).toEqual([]);
    await petra.click(card, 'approve');
    await petra.submit(await petra.waitForView(), { typed: 'web01' });
    await here.until(id, 'done');
  });

  test('by the command', async () => {
    const here = await stage(typed);
    const { id } = await here.waiting('web01');
    const petra = here.at(firstApprover);
    await petra.slash(`approve ${id}`);
    await petra.waitFor(told(/zmgr::approval::untyped/));
    await petra.slash(`approve ${id} name=web01`);
    await here.until(id, 'done');
  });
});

/** Who may not, and why. */
type TurnedAway = [who: string, user: string, code: RegExp, channel?: string];
const turnedAway: TurnedAway[] = [
  ['who asked for it', operator, /zmgr::approval::own/],
  ['an admin whom the rule does not name', admin, /zmgr::approval::not-named/],
  ['a viewer', viewer, /zmgr::approval::not-named/],
  ['a guest', guest, /zmgr::access::outsider/, channels.random],
  ['somebody of another organisation', others.stranger, /zmgr::access::outsider/, channels.shared],
];

describe('who may not decide is told why, alone, and nothing is counted', () => {
  let here: ConsentStage;
  let zones = 0;
  beforeAll(async () => {
    here = await consentStage(one, onServer());
  });
  afterAll(() => here.stop());
  const waiting = () => {
    zones += 1;
    return here.waiting(`web${zones}`);
  };

  test.each<TurnedAway>(turnedAway)('%s, by words', async (_who, user, code, channel) => {
    const { id } = await waiting();
    const seen = new Set(here.at(user, channel).messages());
    for (const word of ['approve', 'deny']) {
      await here.at(user, channel).slash(`${word} ${id}`);
      const answer = await here
        .at(user, channel)
        .waitFor((message) => !seen.has(message) && told(code)(message));
      seen.add(answer);
      expect(answer.onlyFor).toBe(user);
    }
    const { state, votes } = await here.operations.record(id);
    expect({ state, votes }).toEqual({ state: 'waiting', votes: [] });
  });

  test.each<TurnedAway>(turnedAway.filter(([, , , channel]) => channel === undefined))(
    '%s, by buttons: no form opens either',
    async (_who, user, code) => {
      const { id, card } = await waiting();
      const seen = new Set(here.at(user).messages());
      for (const action of ['approve', 'deny']) {
        await here.at(user).click(card, action);
        const answer = await here
          .at(user)
          .waitFor((message) => !seen.has(message) && told(code)(message));
        seen.add(answer);
      }
      expect(here.at(user).views()).toEqual([]);
      expect((await here.operations.record(id)).votes).toEqual([]);
    },
  );

  test('an approver, in a channel that another organisation looks into', async () => {
    const { id } = await waiting();
    const petra = here.at(firstApprover, channels.shared);
    await petra.slash(`approve ${id}`);
    await petra.waitFor(told(/zmgr::access::shared-channel/));
    expect((await here.operations.record(id)).votes).toEqual([]);
  });
});

describe('the guard matters', () => {
  /** What a mutant would be: the guard taken away. */
  const unguarded = (real: Authoriser): Authoriser => ({
    authorise: async () => ({ allowed: true, because: 'the guard is gone' }),
    standpoint: async (actor, place) => ({
      ...(await real.standpoint(actor, place)),
      may: () => ({ allowed: true, because: 'the guard is gone' }),
    }),
  });

  test('of words: without it, who asked approves', async () => {
    const here = await stage(one, { authoriser: unguarded });
    const { id } = await here.waiting('web01');
    await here.at(operator).slash(`approve ${id}`);
    await here.until(id, 'done');
  });

  test('of buttons: without it, a viewer approves', async () => {
    const here = await stage(one, { authoriser: unguarded });
    const { id, card } = await here.waiting('web01');
    await here.at(viewer).click(card, 'approve');
    await here.until(id, 'done');
  });

  test('of forms: without it, a viewer denies', async () => {
    const here = await stage(one, { authoriser: unguarded });
    const { id, card } = await here.waiting('web01');
    await here.at(viewer).click(card, 'deny');
    await here.at(viewer).submit(await here.at(viewer).waitForView(), {});
    await here.until(id, 'denied');
  });
});

describe('one person with two accounts', () => {
  test('approves nothing that the other one asked for, and has one word', async () => {
    const here = await stage(
      [
        `linked "${operator}" "${firstApprover}"`,
        `linked "${secondApprover}" "${admin}"`,
        `approval "routine" quorum=2 { users "${firstApprover}" "${secondApprover}" "${admin}" "${viewer}" }`,
      ].join('\n'),
    );
    const { id, card } = await here.waiting('web01');
    const petra = here.at(firstApprover);
    await petra.click(card, 'approve');
    const refusal = await petra.waitFor(told(/zmgr::approval::own/));
    expect(words(refusal)).toMatch(
      new RegExp(`${operator} is an account of yours \\(zonebot.kdl:\\d+\\)`),
    );
    await here.at(secondApprover).click(card, 'approve');
    await here.at(viewer).waitFor(shows(/1 of 2/));
    await here.at(admin).click(card, 'approve');
    await here.at(admin).waitFor(told(/One word of each person is counted/));
    expect((await here.operations.record(id)).votes).toHaveLength(1);
    expect((await here.operations.record(id)).state).toBe('waiting');
    // It is theirs to call off, with either.
    await petra.slash(`op cancel ${id}`);
    await petra.waitFor(told(/needs the role operator/));
    await here.at(viewer).click(card, 'approve');
    await here.until(id, 'done');
  });
});

describe('a card out of sight', () => {
  test('of an archived channel: those whose word is asked for are told how to give it, and who asked is told', async () => {
    const here = await stage(one);
    const { id } = await here.waiting('web01');
    const { core } = here.local;
    const channel = core.workspace.channel(channels.ops);
    const adam = core.workspace.user(admin);
    if (channel === undefined || adam === undefined) throw new Error('somebody is gone');
    await archive(core, channel, adam, true);
    const direct = (user: string) => here.at(user, core.workspace.im(user).id);
    const asked = await direct(firstApprover).waitFor(shows(/waits for your decision/));
    expect(words(asked)).toContain(`/zone approve ${id}`);
    await direct(secondApprover).waitFor(shows(/waits for your decision/));
    const notice = await direct(operator).waitFor(shows(/can't be shown any more/));
    expect(words(notice)).not.toContain('approve');
    expect(direct(viewer).messages()).toEqual([]);
    await direct(firstApprover).click(asked, 'approve');
    const { votes } = await here.until(id, 'done');
    expect(votes).toMatchObject([{ by: { user: firstApprover } }]);
  });
});

describe('races', () => {
  test('the second of two is told who was faster; a double press is one vote', async () => {
    const here = await stage(one);
    const { id, card } = await here.waiting('web01');
    const [petra, pavel] = [here.at(firstApprover), here.at(secondApprover)];
    await Promise.all([petra.click(card, 'approve'), pavel.click(card, 'approve')]);
    const { votes } = await here.until(id, 'done');
    expect(votes).toHaveLength(1);
    const [winner] = votes;
    const loser = winner?.by.user === firstApprover ? pavel : petra;
    const answer = await loser.waitFor(told(/Already approved by/));
    expect(words(answer)).toContain(`"user_id":"${winner?.by.user}"`);
  });

  test('twice the same person is told that one word counts', async () => {
    const here = await stage(two);
    const { id, card } = await here.waiting('web01');
    const petra = here.at(firstApprover);
    await petra.click(card, 'approve');
    await petra.click(card, 'approve');
    await petra.waitFor(told(/You have approved it .*and that stands/));
    expect((await here.operations.record(id)).votes).toHaveLength(1);
    // Nor can a yes be taken back by a no: that would be a second word.
    await petra.slash(`deny ${id}`);
    await expect.poll(() => petra.messages().filter(told(/You have approved it/)).length).toBe(2);
    expect((await here.operations.record(id)).state).toBe('waiting');
  });

  test('a press on an old card, after its time, or once it was called off, is told what is', async () => {
    const here = await stage('approval "routine" by="approver" expires="10m"');
    const petra = here.at(firstApprover);
    const first = await here.waiting('web01');
    here.pass(11 * 60_000);
    await petra.slash(`approve ${first.id}`);
    await petra.waitFor(told(/Its time to decide was over|given up, undecided/));
    await here.until(first.id, 'expired');
    const second = await here.waiting('web02');
    await here.at(operator).click(second.card, 'cancel');
    await here.until(second.id, 'cancelled');
    await petra.slash(`approve ${second.id}`);
    await petra.waitFor(told(/It was called off/));
    expect(here.made()).toEqual([]);
  });
});

describe('between the yes and the run', () => {
  test('who opened the form and was taken out of the group before it was sent', async () => {
    const here = await stage('approval "routine" { usergroups "S0APPROVE1" }');
    const { id, card } = await here.waiting('web01');
    const petra = here.at(firstApprover);
    await petra.click(card, 'deny');
    const view = await petra.waitForView();
    await leaveOnly(here, secondApprover);
    here.pass(61_000);
    await petra.submit(view, { reason: 'x' });
    await petra.waitFor(told(/zmgr::approval::not-named/));
    expect((await here.operations.record(id)).state).toBe('waiting');
  });

  test('who said yes and is no approver any more is not counted', async () => {
    const here = await stage('approval "routine" cooldown="1s" { usergroups "S0APPROVE1" }');
    const { id, card } = await here.waiting('web01');
    await here.at(firstApprover).click(card, 'approve');
    await here.until(id, 'approved');
    await leaveOnly(here, secondApprover);
    here.pass(61_000);
    const { fault } = await here.until(id, 'denied');
    expect(fault).toMatchObject({ code: 'zmgr::approval::lost' });
    expect(fault?.message).toContain(firstApprover);
    expect(here.made()).toEqual([]);
  });

  test('nor is one whose account was deactivated', async () => {
    const here = await stage('approval "routine" by="approver" cooldown="1s"');
    const { id, card } = await here.waiting('web01');
    await here.at(firstApprover).click(card, 'approve');
    await here.until(id, 'approved');
    const { core } = here.local;
    const petra = core.workspace.user(firstApprover);
    if (petra === undefined) throw new Error('petra is gone');
    await changePerson(core, petra, { isDeleted: true });
    here.pass(61_000);
    expect((await here.until(id, 'denied')).fault?.message).toContain('deactivated');
    expect(here.made()).toEqual([]);
  });

  test('a cooldown leaves time to abort, also for those who said yes', async () => {
    const here = await stage('approval "routine" by="approver" cooldown="5m"');
    const { id, card } = await here.waiting('web01');
    await here.at(firstApprover).click(card, 'approve');
    await here.until(id, 'approved');
    const cooling = await here.at(viewer).waitFor(shows(/it begins at/));
    expect(buttonsOn(cooling)).toEqual(['cancel']);
    expect(words(cooling)).toContain('Abort');
    await here.at(viewer).click(card, 'cancel');
    await here.at(viewer).waitFor(told(/may cancel it/));
    await here.at(secondApprover).click(card, 'cancel');
    await here.until(id, 'cancelled');
    expect(here.made()).toEqual([]);
  });

  test('after the cooldown it goes on by itself', async () => {
    const here = await stage('approval "routine" by="approver" cooldown="1s"');
    const { id, card } = await here.waiting('web01');
    await here.at(firstApprover).click(card, 'approve');
    await here.until(id, 'approved');
    await here.until(id, 'done');
  });
});

describe('why', () => {
  test('says what a change would wait for, by which line, and who may decide about one that waits', async () => {
    const here = await stage(`${two} when="channel:C0OPS00001" cooldown="30s"`);
    const olga = here.at(operator);
    await olga.slash('why create web01 fails');
    const answer = await olga.waitFor(told(/It needs 2 approvals/));
    expect(words(answer)).toMatch(
      /You may ask for it.*you have the role operator \(zonebot.kdl:13\)/,
    );
    expect(words(answer)).toMatch(/never who asks, within 4 hours: zonebot.kdl:\d+/);
    expect(words(answer)).toContain('it begins 30 seconds later');
    const vera = here.at(viewer);
    await vera.slash('why create web01 fails');
    await vera.waitFor(told(/You may not.*needs the role operator/));
    expect(here.made()).toEqual([]);

    const { id } = await here.waiting('web01');
    await olga.slash(`why approve ${id}`);
    await olga.waitFor(told(/You may not.*request of their own \(zonebot.kdl:\d+\)/));
    const petra = here.at(firstApprover);
    await petra.slash(`why approve ${id}`);
    await petra.waitFor(told(/You may.*named by role approver \(zonebot.kdl:\d+\)/));
    await petra.slash(`why op cancel ${id}`);
    await petra.waitFor(told(/only who asked for an operation, and admins/));
    expect((await here.operations.record(id)).votes).toEqual([]);
  });
});

describe('requests that are not to be made', () => {
  test('elsewhere, or without a reason: told to who asked alone', async () => {
    const here = await stage(
      'approval "routine" by="approver" reason="required" channels="C0OPS00001"',
    );
    const olga = here.at(operator);
    await olga.slash('create web01 fails');
    await olga.waitFor(told(/zmgr::approval::reason/));
    const elsewhere = here.at(operator, channels.random);
    await elsewhere.slash('create web01 fails -- why not');
    await elsewhere.waitFor(told(/zmgr::approval::channel/));
    await here.waiting('web01', ' -- because');
  });
});
