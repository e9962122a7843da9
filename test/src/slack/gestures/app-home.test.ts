/** The Home tab over the local Slack: what is shown, kept up to date, and pressed; and that the one guard is behind it. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
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
  leaveOnly,
} from '../../support/consent-stage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: PostgresServer | undefined;
beforeAll(async () => {
  if (postgresRequirements.every(commandPath)) server = await postgresServer();
});
afterAll(() => server?.remove());

const { operator, firstApprover, secondApprover, viewer } = people;
const has = (text: RegExp) => (view: View) => text.test(JSON.stringify(blocksOf(view)));
const told = (text: RegExp) => (message: Message) => text.test(JSON.stringify(message.blocks));

/** A mutant: the guard taken away. */
const unguarded = (real: Authoriser): Authoriser => ({
  authorise: async () => ({ allowed: true, because: 'the guard is gone' }),
  standpoint: async (actor, place) => ({
    ...(await real.standpoint(actor, place)),
    may: () => ({ allowed: true, because: 'the guard is gone' }),
  }),
});

let here: ConsentStage;
const staged = (rules: string, options: Partial<ConsentStageOptions> = {}): void => {
  beforeAll(async () => {
    const place = server === undefined ? {} : { place: server.place };
    here = await consentStage(rules, { ...place, ...options });
  });
  afterAll(() => here.stop());
};
const byRole = 'approval "routine" by="approver"';

describe('the Home tab', () => {
  staged(byRole);

  test('shows what waits for me, and goes on by itself through my yes to the end', async () => {
    const petra = here.at(firstApprover);
    await petra.openHome();
    await petra.waitForHome(has(/Nothing waits for you/));
    const { id } = await here.waiting('web01');
    const home = await petra.waitForHome(has(/Create web01 on here/));
    await petra.click(home, 'approve');
    const { votes } = await here.until(id, 'done');
    expect(votes).toMatchObject([{ by: { user: firstApprover }, surface: 'home' }]);
    await petra.waitForHome(has(/Nothing waits for you/));
    const olga = here.at(operator);
    await olga.openHome();
    await olga.waitForHome(has(/Create web01 on here.*done/));
  });

  test('asks why before a no, and shows all of a plan, in modals', async () => {
    const { id } = await here.waiting('web02');
    const petra = here.at(firstApprover);
    await petra.openHome();
    const home = await petra.waitForHome(has(/"action_id":"deny"/));
    await petra.click(home, 'details');
    await petra.close(await petra.waitForView(has(/Digest/)));
    await petra.click(home, 'deny');
    await petra.submit(await petra.waitForView(has(/Why/)), { reason: 'not today' });
    const { votes } = await here.until(id, 'denied');
    expect(votes).toMatchObject([{ decision: 'deny', reason: 'not today', surface: 'home' }]);
  });

  test('is as good as the card: of two who press at once one decides, and the other is told', async () => {
    const { id, card } = await here.waiting('web03');
    const [petra, pavel] = [here.at(firstApprover), here.at(secondApprover)];
    await pavel.openHome();
    const home = await pavel.waitForHome(has(/"action_id":"approve"/));
    await Promise.all([petra.click(card, 'approve'), pavel.click(home, 'approve')]);
    const { votes } = await here.until(id, 'done');
    expect(votes).toHaveLength(1);
    if (votes[0]?.surface === 'home') await petra.waitFor(told(/Already approved by/));
    else await pavel.waitForView(has(/Already approved by/));
  });

  test('offers a viewer, and who asked, no word about it', async () => {
    const { id } = await here.waiting('web04');
    for (const user of [viewer, operator]) {
      await here.at(user).openHome();
      const home = await here.at(user).waitForHome(has(/Nothing waits for you/));
      expect(JSON.stringify(blocksOf(home))).not.toContain('"action_id":"approve"');
    }
    const olga = here.at(operator);
    // What her tab showed before may offer to cancel another one still.
    await olga.click(await olga.waitForHome(has(/web04 on here.*"action_id":"cancel"/)), 'cancel');
    await here.until(id, 'cancelled');
  });
});

describe('the guard', () => {
  describe('is asked again when something is pressed there', () => {
    staged('approval "routine" { usergroups "S0APPROVE1" }');

    test('who was shown a button and is no approver any more is refused, in a modal', async () => {
      const { id } = await here.waiting('web01');
      const petra = here.at(firstApprover);
      await petra.openHome();
      const home = await petra.waitForHome(has(/"action_id":"approve"/));
      await leaveOnly(here, secondApprover);
      here.pass(61_000);
      await petra.click(home, 'approve');
      await petra.waitForView(has(/zmgr::approval::not-named/));
      expect((await here.operations.record(id)).votes).toEqual([]);
      await petra.openHome();
      await petra.waitForHome(has(/Nothing waits for you/));
    });

    test('also of what is filled in after: told in a direct message', async () => {
      await leaveOnly(here, firstApprover, secondApprover);
      here.pass(61_000);
      const petra = here.at(firstApprover);
      await petra.openHome();
      await petra.click(await petra.waitForHome(has(/"action_id":"deny"/)), 'deny');
      const view = await petra.waitForView(has(/Why/));
      await leaveOnly(here, secondApprover);
      here.pass(61_000);
      await petra.submit(view, { reason: 'x' });
      const { id: direct } = here.local.core.workspace.im(firstApprover);
      await here.at(firstApprover, direct).waitFor(told(/zmgr::approval::not-named/));
    });
  });

  describe('matters', () => {
    staged(byRole, { authoriser: unguarded });

    test('without it, a viewer approves from the Home tab', async () => {
      const { id } = await here.waiting('web01');
      const vera = here.at(viewer);
      await vera.openHome();
      await vera.click(await vera.waitForHome(has(/"action_id":"approve"/)), 'approve');
      const { votes } = await here.until(id, 'done');
      expect(votes).toMatchObject([{ by: { user: viewer }, surface: 'home' }]);
    });
  });
});
