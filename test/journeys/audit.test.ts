/** The audit trail of what people do: who asked, who was refused, who said yes; read by admins, taken as a file. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const zone = 'intranet';

test('each step of an operation is told, with who took it', async () => {
  const { client, operator } = journey;
  const admin = await client.person('admin');
  const viewer = await client.person('viewer');
  await client.says(viewer, `halt ${zone}`, /zmgr::access::denied/);
  const card = await client.says(operator, `halt ${zone} -- for the move`, /Halt .*: waiting/);
  await client.click(operator, card, 'confirm');
  await client.sees(operator, ({ text }) => /Halt intranet on hv-04: done/.test(text));

  const answer = await client.says(admin, `audit zone=${zone}`, /Audit trail/);
  expect(answer.ephemeral).toBe(true);
  const told = /asked for|planned|asks people about|voted on|began|ended/g;
  const events = [...wordsOf(answer).matchAll(told)].map(([event]) => event).toReversed();
  expect(events).toEqual([
    'asked for',
    'planned',
    'asks people about',
    'voted on',
    'began',
    'ended',
  ]);
  expect(wordsOf(answer)).toContain('“for the move”');

  const refused = await client.says(admin, 'audit event=refused', /Audit trail/);
  expect(wordsOf(refused)).toContain('zonebot.kdl');
  expect(wordsOf(refused)).toContain('was refused');
});

test('who is refused again and again is told to the team, in one message', async () => {
  const { client, operator } = journey;
  const guest = await client.person('guest');
  for (let count = 0; count < 6; count += 1) await client.slash(guest, `halt ${zone} -- ${count}`);
  await client.sees(operator, ({ text }) => text.includes('refused 6 times'));
  const told = (await client.messages(operator)).filter(({ text }) =>
    /refused \d times/.test(text),
  );
  expect(told).toHaveLength(1);
  expect(told[0]?.ephemeral).toBe(false);
});

test('nobody but an admin reads it', async () => {
  const { client, operator } = journey;
  await client.says(operator, 'audit', /zmgr::access::denied/);
});

test('a copy is a file for who asked alone, and taking it is told', async () => {
  const { client, operator } = journey;
  const admin = await client.person('admin');
  const answer = await client.says(admin, 'audit export=jsonl', /of the audit trail/);
  expect(answer.ephemeral).toBe(true);
  await client.says(admin, 'audit event=exported', /took a copy of the trail/);
  const seen = await client.messages(operator);
  expect(seen.some((message) => wordsOf(message).includes('audit trail'))).toBe(false);
});

test('the bot stopped, the trail is found whole from the terminal', async () => {
  await journey.playground.bot.stop();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(import.meta.dirname, '../../bin/zonebot.js'), 'audit', 'verify'],
    {
      encoding: 'utf8',
      timeout: 20_000,
      env: { PATH: process.env.PATH, ...journey.storeEnvironment },
    },
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/✓ \d+ rows, each as it was written/);
  expect(status).toBe(0);
});
