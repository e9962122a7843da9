/** What it takes to import from a host with 200 zones: one exec, and hardly any of the bot's time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExecEnd, HostLink } from '../../../hostlink/host.ts';
import { observe } from '../../../hostlink/observe/observe.ts';
import { planZonesImport, zonesImportFacts } from '../../../hostlink/plans/zones-import.ts';
import { openindianaSeed } from '../../../playground/hosts/seeds/openindiana.ts';
import { countingLink } from '../../support/counting-link.ts';
import { withoutEntries } from '../../support/import-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../../support/simulated-host.ts';

const names = Array.from({ length: 200 }, (_, at) => `web-${at}.lan`);
let on: HostUnderTest;
beforeAll(async () => {
  on = await simulatedHost({
    seed: withoutEntries(openindianaSeed, names, 'ipkg', 'installed'),
  });
});
afterAll(() => on.stop());

test('one exec, and under a second of the processor', async () => {
  const link = countingLink(on.link);
  let said: ExecEnd | undefined;
  const listening: HostLink = {
    spec: on.spec,
    exec: async (request) => {
      said = await link.exec(request);
      return said;
    },
  };
  const observing = { deadline: 20_000, random: (bytes: number) => new Uint8Array(bytes).fill(7) };
  await observe(listening, zonesImportFacts({}), observing);
  expect(link.requests).toHaveLength(1);
  if (said === undefined) throw new Error('nothing was said');
  // The same answer once more, so that the simulated host has no part in what is measured.
  const answer = said;
  const replayed: HostLink = { spec: on.spec, exec: () => Promise.resolve(answer) };
  const before = process.cpuUsage();
  const facts = await observe(replayed, zonesImportFacts({}), observing);
  const plan = planZonesImport({ wish: { pools: [] }, host: on.spec, facts, holds: [] });
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`import of 200 zones: ${((user + system) / 1000).toFixed(0)} ms of CPU\n`);
  // legacy-db is the 201st.
  expect(plan.steps).toHaveLength(201);
  expect((user + system) / 1e6).toBeLessThan(1);
});
