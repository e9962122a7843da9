/** Files over the local Slack: in the thread of their message, once, whatever answer is lost; and for one person alone. */
import { afterEach, describe, expect, test } from 'vitest';
import { asUser } from '../../../../playground/slack/driver.ts';
import { channels, people } from '../../../../playground/slack/seed.ts';
import { systemClock } from '../../../../src/clock.ts';
import { startOutbox } from '../../../../src/outbox/outbox.ts';
import { createGiveFile } from '../../../../src/slack/gestures/give-file.ts';
import { memoryMessages } from '../../outbox/support/memory-messages.ts';
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
const file = { name: 'zonebot-a.log', title: 'Output of Create web01', text: 'line\n'.repeat(900) };
const saying = (text: string) => ({ text, blocks: [] });

async function sentFile(here: Stage) {
  const { writer, files } = here.slack;
  const messages = memoryMessages();
  const parts = { messages, writer, files, clock: systemClock, log: here.log };
  const outbox = startOutbox(parts);
  await outbox.put('card', channels.ops, saying('the card'));
  await outbox.put('log', channels.ops, saying('its end'), { inThreadOf: 'card', file });
  await expect.poll(() => messages.waiting(9), { timeout: 15_000 }).toEqual([]);
  const place = await outbox.place('card');
  await expect.poll(async () => (await outbox.place('card'))?.ts).toBeDefined();
  await outbox.stop(1_000);
  const seen = asUser(here.local.core, people.viewer).messages();
  return { place, seen, replies: seen.filter(({ threadTs }) => threadTs !== undefined) };
}

describe('a file', () => {
  test('stands in the thread of its card', async () => {
    const { place, replies } = await sentFile(await stage());
    expect(replies).toMatchObject([{ threadTs: place?.ts, files: [{ name: file.name }] }]);
  });

  test.each([
    ['lost-answer', 'files.getUploadURLExternal'],
    ['lost-call', 'files.getUploadURLExternal'],
    ['lost-answer', 'files.completeUploadExternal'],
    ['lost-call', 'files.completeUploadExternal'],
  ] as const)('is there once after a %s of %s', async (kind, method) => {
    const here = await stage();
    here.local.core.faults.plan({ kind }, { method });
    const { replies } = await sentFile(here);
    expect(here.local.core.faults.pending).toEqual([]);
    expect(replies).toHaveLength(1);
    expect(replies).toMatchObject([{ files: [{ name: file.name }] }]);
  });

  test('is words where the workspace allows no files', async () => {
    const here = await stage();
    here.local.core.faults.plan(
      { kind: 'error', error: 'file_uploads_disabled' },
      { method: 'files.getUploadURLExternal' },
    );
    const { replies } = await sentFile(here);
    expect(replies).toMatchObject([{ text: 'its end' }]);
  });
});

describe('for one person', () => {
  test('it is in their messages with the bot, and nowhere else', async () => {
    const here = await stage();
    const give = createGiveFile(here.slack.clients, here.slack.files);
    const given = await give(people.viewer, file);
    if (given.kind !== 'given') throw new Error(given.why);
    const shown = here.local.core.workspace.messages(given.channel);
    expect(shown).toMatchObject([{ files: [{ name: file.name }] }]);
    expect(here.local.core.workspace.messages(channels.ops)).toEqual([]);
  });

  test('who can not be given it is told why', async () => {
    const here = await stage();
    const { faults } = here.local.core;
    faults.plan(
      { kind: 'error', error: 'file_uploads_disabled' },
      { method: 'files.getUploadURLExternal' },
    );
    const give = createGiveFile(here.slack.clients, here.slack.files);
    expect(await give(people.viewer, file)).toEqual({
      kind: 'not-given',
      why: 'file_uploads_disabled',
    });
  });
});
