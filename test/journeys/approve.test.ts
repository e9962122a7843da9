/** What destroys something waits for the yes of somebody else: through Slack, the bot, SSH and a simulated host. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeenMessage, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const zone = 'intranet';
const zones = async () => Object.keys((await journey.client.host()).zones);
const idIn = (card: SeenMessage): string =>
  /operation `?([a-z2-7]{10})/.exec(wordsOf(card))?.[1] ?? '';
const actionsOf = ({ blocks }: SeenMessage) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"([a-z]+)"/g)].map(([, action]) => action);

test('a destroy shows what is lost, whom it asks and until when; the requester and an admin decide nothing', async () => {
  const { client, operator } = journey;
  const card = await client.says(
    operator,
    `destroy ${zone} -- it moved to the cloud`,
    /Destroy intranet on hv-04: waiting/,
  );
  expect(card.ephemeral).toBe(false);
  expect(wordsOf(card)).toMatch(/Approval needed: Destroy intranet on hv-04/);
  expect(wordsOf(card)).toMatch(/it moved to the cloud/);
  expect(wordsOf(card)).toMatch(/⚠ destructive/);
  expect(wordsOf(card)).toMatch(/No way back from step \d/);
  expect(actionsOf(card)).toEqual(['approve', 'deny', 'details', 'cancel']);
  for (const user of [operator, await client.person('admin')]) {
    await client.click(user, card, 'approve');
    const refusal = await client.sees(user, (seen) =>
      /zmgr::approval::(own|not-named)/.test(wordsOf(seen)),
    );
    expect(refusal.ephemeral).toBe(true);
  }
  expect(await zones()).toContain(zone);
  await client.click(operator, card, 'cancel');
  await client.sees(operator, ({ text }) => /Destroy intranet on hv-04: cancelled/.test(text));
  expect(await zones()).toContain(zone);
});

test("what waits stands in the approver's Home tab, and a no there is as good as one on the card", async () => {
  const { client, operator } = journey;
  const card = await client.says(operator, `destroy ${zone}`, /Destroy intranet on hv-04: waiting/);
  const petra = await client.person('approver');
  const home = await client.seesHome(petra, /Destroy intranet on hv-04/);
  expect(JSON.stringify(home)).toContain('⚠ destructive');
  await client.clickInView(petra, home, 'deny');
  await client.submit(petra, await client.seesView(petra), {});
  await client.sees(operator, ({ ts, text }) => ts === card.ts && /: denied/.test(text));
  await client.seesHome(petra, /Nothing waits for you/);
  await client.seesHome(operator, /Destroy intranet on hv-04.*denied/);
});

test('in an emergency the glass is broken: done at once, told to all, and reviewed by two others', async () => {
  const { client, operator } = journey;
  const loud = await client.says(
    operator,
    'breakglass destroy legacy-db ticket=INC-7 -- it floods the network, and nobody answers',
    /Glass broken: Destroy legacy-db on hv-04/,
  );
  await client.sees(operator, ({ text }) => /Destroy legacy-db on hv-04: done/.test(text));
  expect(await zones()).not.toContain('legacy-db');
  const [petra, pavel] = (await client.state()).users.flatMap(({ id, roles }) =>
    roles.includes('approver') ? [id] : [],
  );
  if (petra === undefined || pavel === undefined) throw new Error('there are two approvers');
  const home = await client.seesHome(petra, /🔴 Break-glass not reviewed/);
  await client.clickInView(petra, home, 'review');
  const form = await client.seesView(petra);
  const block = form.blocks.find(({ block_id }) => block_id === 'reason');
  expect(block).toBeDefined();
  const found = { reason: { reason: { type: 'plain_text_input', value: 'it was flooding' } } };
  await client.submit(petra, form, found);
  await client.click(pavel, loud, 'review');
  await client.submit(pavel, await client.seesView(pavel), found);
  const closed = await client.sees(operator, ({ text }) =>
    /Reviewed: Destroy legacy-db/.test(text),
  );
  expect(closed.ts).toBe(loud.ts);
});

test('an approver says yes, and it is gone', async () => {
  const { client, operator } = journey;
  const card = await client.says(operator, `destroy ${zone}`, /Destroy intranet on hv-04: waiting/);
  const petra = await client.person('approver');
  await client.says(petra, `why approve ${idIn(card)}`, /You may/);
  await client.click(petra, card, 'approve');
  const done = await client.sees(operator, ({ text }) =>
    /Destroy intranet on hv-04: done/.test(text),
  );
  expect(done.ts).toBe(card.ts);
  expect(wordsOf(done)).toContain('✓ approved by ');
  expect(await zones()).not.toContain(zone);
  await client.says(petra, `deny ${idIn(card)}`, /Already approved by/);
});
