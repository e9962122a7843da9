/** What a command costs: execs on its host, and the time until Slack has its ack. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const execs = () => journey.playground.hosts[0]?.counts().execs ?? 0;

async function execsOf(text: string, answer: RegExp): Promise<number> {
  const before = execs();
  await journey.client.says(journey.operator, text, answer);
  return execs() - before;
}

/** Milliseconds, in order. */
async function ackTimes(texts: readonly string[]): Promise<readonly number[]> {
  const times = await Promise.all(
    texts.map(async (text) => {
      const start = performance.now();
      await journey.client.slash(journey.operator, text);
      return performance.now() - start;
    }),
  );
  return times.toSorted((one, other) => one - other);
}

test('a look at a host is one exec; what needs no host asks none', async () => {
  expect(await execsOf('list', /intranet/)).toBe(1);
  // Which host has the zone is asked of all; what it uses and how it is inside, of that one.
  expect(await execsOf('show intranet', /10\.1\.0\.10/)).toBe(2);
  expect(await execsOf('host list', /Hosts/)).toBe(1);
  expect(await execsOf('host show', /Storage/)).toBe(1);
  expect(await execsOf('plan create cost1 template=oi', /Create VNIC cost1_0/)).toBe(1);
  expect(await execsOf('op list', /operation/i)).toBe(0);
  expect(await execsOf('help', /zone/)).toBe(0);
});

test('a create is four execs whatever the number of its steps: look, look again, do, look what came of it', async () => {
  expect(await execsOf('create cost2 template=oi', /Create cost2 on hv-04: done/)).toBe(4);
  expect(await execsOf('create cost3 template=router', /Create cost3 on hv-04: done/)).toBe(4);
  expect(journey.playground.hosts[0]?.counts().connections).toBe(1);
});

test('acks do not wait for hosts, for the database or for each other', async () => {
  await ackTimes(['help', 'list', 'whoami']);
  const reads = await ackTimes(Array.from({ length: 50 }, () => 'help'));
  const changes = await ackTimes(
    Array.from({ length: 50 }, (_, index) => `create ack${index}z template=oi`),
  );
  process.stdout.write(
    `ack, 50 at once: help ${reads.at(-1)?.toFixed(0)} ms, create ${changes.at(-1)?.toFixed(0)} ms\n`,
  );
  // 100 ms on an idle machine; here others compute as well, and three seconds is what Slack waits.
  expect(reads.at(-1)).toBeLessThan(3_000);
  expect(changes.at(-1)).toBeLessThan(3_000);
  // While the host works on them.
  const meanwhile: number[] = [];
  for (let count = 0; count < 50; count += 1) meanwhile.push(...(await ackTimes(['version'])));
  expect(meanwhile.toSorted((one, other) => one - other)[25]).toBeLessThan(100);
  expect(Math.max(...meanwhile)).toBeLessThan(3_000);
}, 60_000);
