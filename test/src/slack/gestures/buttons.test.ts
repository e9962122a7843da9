/** Buttons with words, over the local Slack by the real Bolt: they do what typing them would do, and no more. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Part } from '../../../../commands/answer.ts';
import { asUser } from '../../../../playground/slack/driver.ts';
import { channels, people } from '../../../../playground/slack/seed.ts';
import { renderMessage } from '../../../../src/slack/rendering/render.ts';
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
const at = ({ local }: Stage, user: string) => asUser(local.core, user);
const shows = (text: RegExp) => (message: { readonly text: string; readonly blocks: unknown }) =>
  text.test(`${message.text} ${JSON.stringify(message.blocks)}`);

/** In the channel, for all: what somebody may make of a button. */
async function posted(here: Stage, ...commands: Extract<Part, { kind: 'commands' }>['commands']) {
  const content = renderMessage(
    { summary: 'buttons', parts: [{ kind: 'commands', commands }] },
    'k',
    () => 'run',
  );
  const post = await here.slack.writer.post(channels.ops, content, 'k');
  if (post.kind !== 'posted') throw new Error(post.kind);
  return post;
}

describe('a button that looks', () => {
  test('runs its words for who pressed it, and nobody else sees the answer', async () => {
    const here = await stage();
    await at(here, people.operator).slash('help');
    const help = await at(here, people.operator).waitFor(shows(/You are here as operator/));
    await at(here, people.operator).click(help, 'run:3');
    const answer = await at(here, people.operator).waitFor(shows(/Who you are here/));
    expect(answer.onlyFor).toBe(people.operator);
    expect(at(here, people.viewer).messages()).toEqual([]);
    // The answer that was pressed in stays.
    expect(
      at(here, people.operator)
        .messages()
        .some(shows(/You are here as operator/)),
    ).toBe(true);
  });

  test('is asked for the right of who presses it', async () => {
    const here = await stage();
    const { core } = here.local;
    const commands = [{ label: 'list', text: 'list' }];
    const shared = { summary: 'x', parts: [{ kind: 'commands', commands }] } as const;
    const content = JSON.parse(JSON.stringify(renderMessage(shared, 'k', () => 'run')));
    const { ts } = core.workspace.add(channels.random, here.slack.identity.user, content);
    const guest = asUser(core, people.guest, channels.random);
    await guest.click({ ts }, 'run');
    await guest.waitFor(shows(/full members of this workspace may/));
  });

  test('turns the answer that it stands in, when that is for one person alone', async () => {
    const here = await stage();
    const olga = at(here, people.operator);
    const turn = { label: 'Again', text: 'version', isInPlace: true } as const;
    const { ts } = await posted(here, turn);
    await olga.click({ ts }, 'turn');
    const first = await olga.waitFor(shows(/zonebot \*?0\.0\.0|0\.0\.0/));
    // What all see stays as it is.
    expect(first.onlyFor).toBe(people.operator);
    expect(
      at(here, people.viewer)
        .messages()
        .map((message) => message.ts),
    ).toEqual([ts]);
  });
});

describe('a button that someone else made', () => {
  test.each(['create web01', 'op cancel 3kq7wz2m5a'])('does not do "%s"', async (text) => {
    const here = await stage();
    const { ts } = await posted(here, { label: 'Innocent', text });
    await at(here, people.operator).click({ ts }, 'run');
    const refusal = await at(here, people.operator).waitFor(shows(/zmgr::bot::not-pressable/));
    expect(JSON.stringify(refusal.blocks)).toContain(`/zone ${text}`);
    expect(here.asked).toEqual([]);
    expect(here.decided).toEqual([]);
  });

  test('says where it is not understood', async () => {
    const here = await stage();
    const { ts } = await posted(here, { label: 'x', text: 'craete web01' });
    await at(here, people.operator).click({ ts }, 'run');
    await at(here, people.operator).waitFor(shows(/There is no verb/));
  });
});
