/** What steps print, as people find it: by `op log`; and answers shown to all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeenMessage, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

/** The first button with such words. */
function actionFor({ blocks }: SeenMessage, words: RegExp): string {
  const found: string[] = [];
  JSON.stringify(blocks, (_key, value) => {
    if (value?.type === 'button' && words.test(value.value)) found.push(value.action_id);
    return value;
  });
  return found[0] ?? 'none';
}

test('what a create printed is read from the host, by a press; a quick one leaves the channel alone', async () => {
  const { client, operator } = journey;
  const card = await client.says(operator, 'create out1 template=oi', /Create out1 on hv-04: done/);
  const id = /operation `?([a-z2-7]{10})/.exec(wordsOf(card))?.[1];
  const shown = await client.says(operator, `op show ${id}`, /took/);
  await client.click(operator, shown, actionFor(shown, /^op log/));
  const log = await client.sees(operator, ({ text }) => /Output of Create out1/.test(text));
  expect(log.ephemeral).toBe(true);
  expect(wordsOf(log)).toMatch(/== 4 Install out1, brand ipkg ==\n[\s\S]*Installation completed/);
  const posted = (await client.messages(operator)).filter(({ ephemeral }) => !ephemeral);
  expect(posted.map(({ ts }) => ts)).toEqual([card.ts]);
});

test('what is shown is shown anew in its place, and shared with all', async () => {
  const { client, operator } = journey;
  const viewer = await client.person('viewer');
  const shown = await client.says(operator, 'show intranet', /intranet/);
  const before = (await client.messages(operator)).length;
  await client.click(operator, shown, actionFor(shown, /^show hv-04\/intranet$/));
  await client.click(operator, shown, actionFor(shown, /share=yes$/));
  const shared = await client.sees(viewer, (seen) => /Shared by/.test(wordsOf(seen)));
  expect(shared.ephemeral).toBe(false);
  expect(await client.messages(operator)).toHaveLength(before + 1);
});
