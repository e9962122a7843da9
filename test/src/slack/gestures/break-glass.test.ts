/**
 * Break-glass as people do it, over the local Slack: who may, how loud it is, how it is reviewed and reminded of; and that the
 * one guard is behind it.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseOperationId } from '../../../../hostlink/names/operation-id.ts';
import { people } from '../../../../playground/slack/seed.ts';
import { blocksOf, type View } from '../../../../playground/slack/views/view.ts';
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
} from '../../support/consent-stage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: PostgresServer | undefined;
beforeAll(async () => {
  if (postgresRequirements.every(commandPath)) server = await postgresServer();
});
afterAll(() => server?.remove());

const { operator, firstApprover, secondApprover, admin, viewer } = people;
const words = (message: Pick<Message, 'text' | 'blocks'>) =>
  `${message.text} ${JSON.stringify(message.blocks)}`;
const shows = (text: RegExp) => (message: Message) => text.test(words(message));
const has = (text: RegExp) => (view: View) => text.test(JSON.stringify(blocksOf(view)));
const hour = 3_600_000;

let here: ConsentStage;
const staged = (rules: readonly string[], options: Partial<ConsentStageOptions> = {}): void => {
  beforeAll(async () => {
    const place = server === undefined ? {} : { place: server.place };
    here = await consentStage(rules.join('\n'), { ...place, ...options });
  });
  afterAll(() => here.stop());
};
const approved = 'approval "routine" by="approver"';
const glass = `break-glass limit=3 { users "${operator}" }`;
const why = ' -- the mail relay is flooded';
const breaks = (zone: string) => `breakglass create ${zone} fails ticket=INC-42${why}`;

const direct = (user: string) => here.at(user, here.local.core.workspace.im(user).id);
const reviewCard = (zone: string) =>
  here.at(viewer).waitFor(shows(new RegExp(`Glass broken: Create ${zone} on here`)));
const idIn = (card: Message) =>
  parseOperationId(/operation `([a-z2-7]{10})`/.exec(words(card))?.[1] ?? '');
const eventsOf = async (operation: string) =>
  (await here.store.audit.list({ operation }, 50)).map(({ record }) => record.event).toReversed();
/** Somebody is refused, alone, and nothing is made. */
async function refused(user: string, text: string, code: RegExp): Promise<void> {
  const seen = new Set(here.at(user).messages());
  await here.at(user).slash(text);
  const answer = await here
    .at(user)
    .waitFor((message) => !seen.has(message) && code.test(words(message)));
  expect(answer.onlyFor).toBe(user);
}

describe('breaking the glass', () => {
  staged([approved, glass]);

  test('does it at once, loudly, and is red until two others have reviewed it', async () => {
    const petra = here.at(firstApprover);
    await petra.openHome();
    await here.at(operator).slash(breaks('web01'));
    const card = await reviewCard('web01');
    const id = idIn(card);
    await here.until(id, 'done');
    expect(here.made()).toContain('web01');
    for (const told of ['INC-42', 'flooded', `"user_id":"${firstApprover}"`, '0 of 2 reviews'])
      expect(words(card)).toContain(told);
    await here.at(viewer).waitFor(shows(/By break-glass: Create web01/));
    for (const user of [firstApprover, secondApprover])
      await direct(user).waitFor(shows(/Glass broken: Create web01 on here/));
    expect(direct(operator).messages()).toEqual([]);
    expect((await here.store.tally()).glass).toEqual({ broken: 1, open: 1, overdue: 0 });

    const home = await petra.waitForHome(has(/🔴 Break-glass not reviewed/));
    await petra.click(home, 'review');
    await petra.submit(await petra.waitForView(has(/INC-42/)), { reason: 'it was right' });
    await here.at(viewer).waitFor(shows(/1 of 2 reviews so far/));
    await petra.slash(`review ${id} -- once more, the same`);
    await petra.waitFor(shows(/You have reviewed it, and that stands/));
    await here.at(secondApprover).slash(`review ${id} -- agreed, the relay was down`);
    const closed = await here.at(viewer).waitFor(shows(/Reviewed: Create web01 on here/));
    expect(closed.ts).toBe(card.ts);
    expect(words(closed)).toContain('it was right');
    expect(words(closed)).not.toContain('"action_id":"review"');
    await petra.waitForHome((view) => !has(/Break-glass/)(view));
    expect((await here.store.tally()).glass).toEqual({ broken: 1, open: 0, overdue: 0 });
    expect(await eventsOf(id)).toEqual([
      'asked',
      'planned',
      'glass-broken',
      'started',
      'ended',
      'glass-reviewed',
      'glass-reviewed',
      'glass-closed',
    ]);
    expect((await here.operations.record(id)).glass?.broken?.reviews).toMatchObject([
      { by: { user: firstApprover }, surface: 'home' },
      { by: { user: secondApprover }, surface: 'command' },
    ]);
  });

  test('takes a ticket, a reason, and one who is named; no other role does', async () => {
    await refused(operator, `breakglass create web09 fails${why}`, /zmgr::glass::ticket/);
    await refused(operator, 'breakglass create web09 fails ticket=1 -- now', /zmgr::glass::reason/);
    await refused(operator, 'breakglass', /needs the change to do/);
    await refused(operator, `breakglass op show ${'a'.repeat(10)}`, /changes no host/);
    await refused(admin, breaks('web09'), /zmgr::glass::not-named/);
    await refused(firstApprover, breaks('web09'), /zmgr::access::denied/);
    expect(here.made()).not.toContain('web09');
  });

  test('is not reviewed by who broke it, nor by those whom nobody names; and there is something to say', async () => {
    await here.at(operator).slash(breaks('web02'));
    const card = await reviewCard('web02');
    const id = idIn(card);
    await here.until(id, 'done');
    for (const [user, code] of [
      [operator, /zmgr::glass::own/],
      [admin, /zmgr::glass::not-named/],
      [viewer, /zmgr::glass::not-named/],
    ] as const) {
      await here.at(user).click(card, 'review');
      await here.at(user).waitFor((one) => one.onlyFor === user && code.test(words(one)));
      expect(here.at(user).views()).toEqual([]);
    }
    await refused(firstApprover, `review ${id} -- ok`, /zmgr::glass::note/);
    const other = await here.waiting('web03');
    await refused(
      firstApprover,
      `review ${other.id} -- looks all right`,
      /zmgr::glass::not-broken/,
    );
    expect((await here.operations.record(id)).glass?.broken?.reviews).toEqual([]);
    await here.at(firstApprover).slash('reviews');
    await here.at(firstApprover).waitFor(shows(/Create web02 on here.*0 of 2 reviews so far/));
  });

  test('is reminded of until it is closed, each time once; overdue is told', async () => {
    const { core } = here.local;
    const threads = () =>
      here
        .at(viewer)
        .messages()
        .filter(shows(/Not reviewed yet: .*web02|Overdue: .*web02/));
    here.pass(4 * hour + 1_000);
    await expect.poll(() => threads().length, { timeout: 20_000 }).toBe(1);
    await direct(firstApprover).waitFor(shows(/Not reviewed yet: .*web02/));
    here.pass(21 * hour);
    await direct(secondApprover).waitFor(shows(/Overdue: .*web02/), 20_000);
    await expect.poll(() => threads().length).toBe(2);
    const told = core.workspace.im(firstApprover).id;
    expect(
      here
        .at(firstApprover, told)
        .messages()
        .filter(shows(/Not reviewed yet: .*web02/)),
    ).toHaveLength(1);
    const overdue = await here.store.audit.list({ event: 'glass-overdue' }, 9);
    expect(overdue).toHaveLength(1);
    const petra = here.at(firstApprover);
    await petra.openHome();
    await petra.waitForHome(has(/overdue/));
  });

  test('is explained by why: who may, by which line, how often, and what follows', async () => {
    const olga = here.at(operator);
    await olga.slash('why breakglass create web05 fails');
    const answer = await olga.waitFor(shows(/Why: breakglass create web05/));
    expect(words(answer)).toMatch(/It needs 1 approval/);
    expect(words(answer)).toMatch(
      /You may break the glass.*people of the rule \(zonebot.kdl:\d+\)/,
    );
    expect(words(answer)).toMatch(/At most 3 times a day; you have not within the last/);
    expect(words(answer)).toMatch(/2 others of .*within 1 day/);
    const adam = here.at(admin);
    await adam.slash('why breakglass create web05 fails');
    await adam.waitFor(shows(/You may not break it.*only those whom the configuration names/));
    expect(here.made()).not.toContain('web05');
  });
});

describe('what it takes the place of', () => {
  staged(['approval "routine" needs="nothing"', `break-glass limit=1 { users "${operator}" }`]);

  test('nothing, where nobody would be asked: it is done, and there is nothing to review', async () => {
    await here.at(operator).slash(breaks('web01'));
    await expect.poll(() => here.made(), { timeout: 20_000 }).toContain('web01');
    expect(await here.store.operations.openReviews(9)).toEqual([]);
    await here.at(operator).slash('why breakglass create web02 fails');
    await here.at(operator).waitFor(shows(/would change nothing about that/));
  });
});

describe('a time of the week at which nothing is done', () => {
  staged([
    'approval "routine" by="approver" freeze="mon 00:00-sun 23:59,sun 23:59-mon 00:00"',
    `break-glass limit=1 { users "${operator}" }`,
  ]);

  test('is passed, and once a day at most', async () => {
    await refused(operator, 'create web01 fails', /zmgr::approval::frozen/);
    await here.at(operator).slash(breaks('web01'));
    await here.until(idIn(await reviewCard('web01')), 'done');
    await refused(operator, breaks('web02'), /zmgr::glass::limit/);
    expect(here.made()).toEqual(['web01']);
    here.pass(25 * hour);
    await here.at(operator).slash(breaks('web03'));
    await here.until(idIn(await reviewCard('web03')), 'done');
  });
});

describe('where nobody may', () => {
  staged([approved]);

  test('it is refused, by its own code', async () => {
    await refused(operator, breaks('web01'), /zmgr::glass::none/);
    expect(here.made()).toEqual([]);
  });
});

describe('the guard matters', () => {
  /** A mutant: the guard taken away. */
  const unguarded = (real: Authoriser): Authoriser => ({
    authorise: async () => ({ allowed: true, because: 'the guard is gone' }),
    standpoint: async (actor, place) => ({
      ...(await real.standpoint(actor, place)),
      may: () => ({ allowed: true, because: 'the guard is gone' }),
    }),
  });
  staged([approved, glass], { authoriser: unguarded });

  test('without it, a viewer breaks the glass, and reviews it', async () => {
    await here.at(viewer).slash(breaks('web01'));
    const card = await reviewCard('web01');
    await here.until(idIn(card), 'done');
    await here.at(viewer).click(card, 'review');
    await here.at(viewer).submit(await here.at(viewer).waitForView(), { reason: 'fine by me' });
    await here.at(viewer).waitFor(shows(/1 of 2 reviews so far/));
  });
});
