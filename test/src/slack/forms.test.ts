/** Forms over the local Slack, by the real Bolt: opened from what is known, filled in, refused, submitted. */
import { afterEach, describe, expect, test } from 'vitest';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { asUser } from '../../../playground/slack/driver.ts';
import { channels, people } from '../../../playground/slack/seed.ts';
import { blocksOf, type View } from '../../../playground/slack/views/view.ts';
import type { Authoriser } from '../../../src/authorise/authorise.ts';
import { testDesk } from '../../commands/support/desk.ts';
import { stage as makeStage, type Stage, type StageOptions } from '../support/slack-stage.ts';

const running: Stage[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
const host = parseHostName('hv-04');

/** The bot, its host looked at once. */
async function stage(options?: StageOptions): Promise<Stage> {
  const made = await makeStage(options);
  running.push(made);
  await made.seen.look(host);
  return made;
}
const at = ({ local }: Stage, user: string, channel?: string) => asUser(local.core, user, channel);
const shows = (text: RegExp) => (message: { readonly text: string; readonly blocks: unknown }) =>
  text.test(`${message.text} ${JSON.stringify(message.blocks)}`);
const titled = (title: string) => (view: View) => JSON.stringify(view.given.title).includes(title);
const text = (view: View) => JSON.stringify(blocksOf(view));
const blockIds = (view: View) => blocksOf(view).map(({ block_id }) => String(block_id));

describe('opening', () => {
  test('a change that lacks arguments opens its form, with what was said', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    expect(await olga.slash('create template=oi -- for "Ann"')).toEqual({
      kind: 'acked',
      ack: null,
    });
    const view = await olga.waitForView(titled('Create zone'));
    expect(blockIds(view)).toEqual(
      expect.arrayContaining(['zone', 'template@hv-04', 'host', 'pool@hv-04', 'address', 'boot']),
    );
    expect(text(view)).toContain('"initial_option":{"value":"oi"');
    expect(text(view)).toContain('"initial_value":"for \\"Ann\\""');
    expect(olga.messages()).toEqual([]);
  });
});
