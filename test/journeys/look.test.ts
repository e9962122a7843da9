/** Looking: a zone, its host, all hosts, one of them cut off; on both distributions, over SSH and real shells. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

/** In one line and without marks, as it is read. */
const says = async (text: string, answer: RegExp) =>
  wordsOf(await journey.client.says(journey.operator, text, answer))
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ');

test('show on OpenIndiana: what it uses against its caps, and a service that is down', async () => {
  const text = await says('show intranet', /As of/);
  expect(text).toContain('02:08:20:4f:07:1a');
  expect(text).toContain('pool internal');
  expect(text).toContain('Memory: 1.4 GiB of 2 GiB (70 %)');
  expect(text).toContain('Swap: 1.8 GiB of 4 GiB (44 %)');
  expect(text).toContain("CPU: 4 % of the host's, at most 2 processors");
  expect(text).toContain('Processes: 61');
  expect(text).toMatch(/Disk: 614 MiB used, \d+ GiB available/);
  expect(text).toContain('Snapshots: 3, the newest daily-2');
  expect(text).toMatch(/⚠ 1 of 12 services not online[\s\S]*maintenance network\/http:apache24/);
  expect(text).toContain('Start method exited with $SMF_EXIT_ERR_CONFIG.');
  expect(text).not.toContain("can't be read");
});

test('show on OmniOS: services all online, and a zone that does not run', async () => {
  const wiki = await says('show wiki', /As of/);
  expect(wiki).toContain('Memory: 702 MiB');
  expect(wiki).toContain('✓ all 11 are online');
  expect(wiki).toContain('· sparse');
  const mail = await says('show om-01/mail', /As of/);
  expect(mail).toContain('02:08:20:9b:03:42');
  expect(mail).toMatch(/Disk: 614 MiB used/);
  expect(mail).not.toMatch(/Services|can't be read/);
});

test('a detail that fails is said in its place', async () => {
  const fail = { tool: 'prstat', status: 1, stderr: 'prstat: no' };
  await journey.client.fault({ fail }, 'hv-04');
  const text = await says('show edge1', /As of/);
  expect(text).toMatch(/What it uses can't be read: .*prstat: no/);
  expect(text).toContain('✓ all 11 are online');
  expect(text).toMatch(/Processes: 24/);
});

test('host show tells what a host has and lacks', async () => {
  const text = await says('host show', /As of/);
  expect(text).toContain('OpenIndiana Hipster 2024.10');
  expect(text).toContain('illumos-01d4d8e790');
  expect(text).toContain('3 zones: 2 running, 1 installed');
  expect(text).toMatch(/Registry \S+ there · writable/);
  expect(text).toMatch(/State \S+ there · writable/);
  expect(text).toMatch(/rpool ONLINE · \d+ GiB of 110 GiB free/);
  expect(text).toMatch(/internal 100 of 103 free in 10\.1\.0\.0\/24 over stub0/);
  expect(text).toContain('agrees with the bot');
  expect(await says('host show om-01', /r151054[\s\S]*As of/)).toContain('sparse');
});

test('host list shows a host that is cut off as such', async () => {
  const both = await says('host list', /Hosts · 2/);
  expect(both).toMatch(/hv-04 \(default\) OpenIndiana Hipster 2024\.10 · up/);
  expect(both).toMatch(/om-01 OmniOS Community Edition v11 r151054 · up .* free on rpool\/zones/);
  await journey.client.fault({ unreachable: true }, 'om-01');
  await journey.client.fault({ drop: true }, 'om-01');
  const one = await says('host list', /1 of 2 answered/);
  expect(one).toMatch(/🔴 om-01 .*zmgr::host::/);
  expect(one).toMatch(/hv-04 \(default\) OpenIndiana/);
  await journey.client.fault({ unreachable: false }, 'om-01');
});
