/** `@zonebot list` over the local Slack: who is answered, where, and what is never done. */
import { afterEach, describe, expect, test } from 'vitest';
import { asUser } from '../../../../playground/slack/driver.ts';
import { raiseEvent } from '../../../../playground/slack/interactions/event.ts';
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
const answers = ({ local }: Stage) => [
  ...local.core.recorder.calls('chat.postEphemeral'),
  ...local.core.recorder.calls('chat.postMessage'),
];

describe('a mention', () => {
  test('in a thread is answered there, for the asker alone', async () => {
    const here = await stage();
    const vera = asUser(here.local.core, people.viewer);
    const root = await asUser(here.local.core, people.operator).post('web01 is slow');
    await vera.post('@zonebot list host=hv-04', root);
    const seen = await vera.waitFor(shows(/Zones on hv-04/));
    expect(seen).toMatchObject({ onlyFor: people.viewer, threadTs: root.ts });
    expect(
      asUser(here.local.core, people.operator)
        .messages()
        .some(shows(/Zones on/)),
    ).toBe(false);
  });

  test.each([
    ['@zonebot', /You are here as/],
    ['@zonebot: version', /zonebot .*0\.0\.0/],
    ['@zonebot `list host=hv-04`', /Zones on hv-04/],
    ['@zonebot show old1 & <b>', /a word too many/],
    ['@zonebot nonsense', /There is no verb/],
  ])('"%s" is understood as a command is', async (text, answer) => {
    const here = await stage();
    const vera = asUser(here.local.core, people.viewer);
    await vera.post(text);
    const seen = await vera.waitFor(shows(answer));
    expect(seen.onlyFor).toBe(people.viewer);
    expect(seen.threadTs).toBeUndefined();
  });

  test('shares in the thread', async () => {
    const here = await stage();
    const vera = asUser(here.local.core, people.viewer);
    const root = await vera.post('web01 is slow');
    await vera.post('@zonebot list share=yes', root);
    const seen = await asUser(here.local.core, people.operator).waitFor(shows(/Shared by/));
    expect(seen).toMatchObject({ threadTs: root.ts });
    expect(seen.onlyFor).toBeUndefined();
  });

  test.each(['create web01', 'create', 'op cancel 3kq7wz2m5a'])(
    'never does "%s", and says how it is done',
    async (words) => {
      const here = await stage();
      const olga = asUser(here.local.core, people.operator);
      await olga.post(`@zonebot ${words}`);
      const refusal = await olga.waitFor(shows(/zmgr::bot::only-looks/));
      expect(JSON.stringify(refusal.blocks)).toContain(`/zone ${words}`);
      expect([...here.asked, ...here.decided]).toEqual([]);
    },
  );

  test('of a guest is refused', async () => {
    const here = await stage();
    here.local.core.workspace.channel(channels.ops);
    const gustav = asUser(here.local.core, people.guest);
    await gustav.post('@zonebot list');
    await expect
      .poll(() => JSON.stringify(answers(here)))
      .toContain('full members of this workspace');
  });
});

describe('nobody is answered', () => {
  const said = (here: Stage, more: Readonly<Record<string, string | object>>) => ({
    type: 'app_mention',
    user: people.viewer,
    ts: '1.000001',
    event_ts: '1.000001',
    channel: channels.ops,
    team: here.slack.identity.team,
    text: `<@${here.slack.identity.user}> version`,
    ...more,
  });

  test.each<[string, (here: Stage) => Readonly<Record<string, string | object>>]>([
    ['who is a bot', () => ({ bot_id: 'B0OTHER' })],
    ['who edited', () => ({ edited: { user: people.viewer, ts: '2.000000' } })],
    ['whose message is of another kind', () => ({ subtype: 'bot_message' })],
    ['who only names it', (here) => ({ text: `ask <@${here.slack.identity.user}> for it` })],
    ['who speaks to somebody else first', () => ({ text: `<@${people.admin}> version` })],
  ])('%s', async (_name, more) => {
    const here = await stage();
    const told = raiseEvent(here.local.core, said(here, more(here)));
    await told?.first;
    // One that is answered, told afterwards: by then the other would have been.
    await asUser(here.local.core, people.viewer).post('@zonebot whoami');
    await expect.poll(() => answers(here).length).toBe(1);
    expect(JSON.stringify(answers(here))).toContain('Who you are here');
  });

  test('twice for a delivery that comes again', async () => {
    const here = await stage();
    here.local.core.delivery.repeatNext();
    await raiseEvent(here.local.core, said(here, {}))?.first;
    await asUser(here.local.core, people.viewer).post('@zonebot whoami');
    await expect.poll(() => JSON.stringify(answers(here))).toContain('Who you are here');
    const sent = here.local.core.recorder.traffic.filter(
      (entry) => entry.kind === 'sent' && JSON.stringify(entry.frame).includes('"1.000001"'),
    );
    expect(sent).toHaveLength(2);
    expect(answers(here)).toHaveLength(2);
  });
});
