/** Disruptive changes wait for a second word of who asked for them: through Slack, with the card's buttons and typed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeenMessage, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const zone = 'intranet';
const state = async () => (await journey.client.host()).zones[zone]?.state;
const idIn = (card: SeenMessage): string =>
  /operation `?([a-z2-7]{10})/.exec(wordsOf(card))?.[1] ?? '';
const actionsOf = ({ blocks }: SeenMessage) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"([a-z]+)"/g)].map(([, action]) => action);

test('a halt shows what it does, and nothing happens before it is confirmed', async () => {
  const { client, operator } = journey;
  const card = await client.says(operator, `halt ${zone}`, /Halt intranet on hv-04: waiting/);
  expect(card.ephemeral).toBe(false);
  expect(wordsOf(card)).toMatch(/⚠ disruptive/);
  expect(wordsOf(card)).toMatch(/stays down until somebody boots it/);
  expect(actionsOf(card)).toEqual(['confirm', 'cancel']);
  expect(await state()).toBe('running');

  const admin = await client.person('admin');
  await client.click(admin, card, 'confirm');
  const refusal = await client.sees(admin, (seen) =>
    /zmgr::approval::not-yours/.test(wordsOf(seen)),
  );
  expect(refusal.ephemeral).toBe(true);
  expect(await state()).toBe('running');

  await client.click(operator, card, 'confirm');
  const done = await client.sees(operator, ({ text }) => /Halt intranet on hv-04: done/.test(text));
  expect(done.ts).toBe(card.ts);
  expect(actionsOf(done)).toEqual([]);
  expect(await state()).toBe('installed');

  await client.click(operator, card, 'confirm').catch(() => {});
  await client.says(operator, `confirm ${idIn(card)}`, /Already confirmed by/);
});

test('the word may be typed, and a change can be called off instead', async () => {
  const { client, operator } = journey;
  await client.says(operator, `boot ${zone}`, /Boot intranet on hv-04: done/);
  const card = await client.says(operator, `reboot ${zone}`, /Reboot intranet on hv-04: waiting/);
  const viewer = await client.person('viewer');
  await client.says(viewer, `confirm ${idIn(card)}`, /zmgr::(access::denied|approval::not-yours)/);
  await client.says(operator, `confirm ${idIn(card)}`, /Reboot intranet on hv-04: done/);

  const other = await client.says(
    operator,
    `shutdown ${zone}`,
    /Shutdown intranet on hv-04: waiting/,
  );
  await client.click(operator, other, 'cancel');
  await client.sees(operator, ({ text }) => /Shutdown intranet on hv-04: cancelled/.test(text));
  await client.says(operator, `confirm ${idIn(other)}`, /It was called off/);
  expect(await state()).toBe('running');
});
