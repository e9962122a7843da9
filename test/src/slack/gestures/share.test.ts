/** Answers for all to see, over the local Slack: where, by whom, and where not. */
import { afterEach, expect, test } from 'vitest';
import { asUser } from '../../../../playground/slack/driver.ts';
import { pressable } from '../../../../playground/slack/interactions/find-element.ts';
import { channels, people } from '../../../../playground/slack/seed.ts';
import { stage as makeStage, type Stage } from '../../support/slack-stage.ts';

const running: Stage[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
async function stage(): Promise<Stage> {
  const made = await makeStage();
  running.push(made);
  return made;
}
const shows = (text: RegExp) => (message: { readonly text: string; readonly blocks: unknown }) =>
  text.test(`${message.text} ${JSON.stringify(message.blocks)}`);

test('all of the channel see the answer, and who shared it', async () => {
  const here = await stage();
  const vera = asUser(here.local.core, people.viewer);
  await vera.slash('list share=yes');
  const olga = asUser(here.local.core, people.operator);
  const seen = await olga.waitFor(shows(/Zones on hv-04/));
  expect(seen.onlyFor).toBeUndefined();
  expect(JSON.stringify(seen.blocks)).toContain(`Shared by <@${people.viewer}>`);
  expect(JSON.stringify(seen.blocks)).not.toMatch(/"Share"/);
  expect(vera.messages()).toHaveLength(1);
});

test('a button shares what somebody was answered alone', async () => {
  const here = await stage();
  const vera = asUser(here.local.core, people.viewer);
  await vera.slash('list q="o&l <d>"');
  const alone = await vera.waitFor(shows(/"Share"/));
  const share = pressable(alone.blocks).find(({ element }) =>
    /share=yes/.test(String(element.value)),
  );
  await vera.click(alone, String(share?.element.action_id));
  const olga = asUser(here.local.core, people.operator);
  await olga.waitFor(shows(/Shared by/));
  expect(JSON.stringify(olga.messages())).toContain('list q=');
});

test('where the bot is no member: who asked is told why', async () => {
  const here = await stage();
  const olga = asUser(here.local.core, people.operator, channels.random);
  await olga.slash('list share=yes');
  const refusal = await olga.waitFor(shows(/zmgr::access::not-here/));
  expect(refusal.onlyFor).toBe(people.operator);
  await olga.slash('list');
  const alone = await olga.waitFor(shows(/Zones on hv-04/));
  expect(JSON.stringify(alone.blocks)).not.toContain('"Share"');
  expect(here.local.core.recorder.calls('chat.postMessage')).toEqual([]);
});
