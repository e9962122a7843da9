/** Zones that go, from the chat: destroyed with somebody's yes on the second host, renamed, forgotten, protected. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const says = (text: string, answer: RegExp) => journey.client.says(journey.operator, text, answer);
const entryOf = (zone: string) => `/etc/zmgr/zones/${zone}.kdl`;

/** Asks for it, lets the one who may say yes once it waits, and returns the card that says done. */
async function decided(text: string, title: string, decision: 'confirm' | 'approve') {
  const { client, operator } = journey;
  const waiting = await says(text, new RegExp(`${title}: waiting`));
  const who = decision === 'confirm' ? operator : await client.person('approver');
  await client.click(who, waiting, decision);
  const done = await client.sees(
    operator,
    ({ ts, text: said }) => ts === waiting.ts && / done\b/.test(said),
  );
  return { waiting: wordsOf(waiting), done: wordsOf(done) };
}

test('a plan to destroy tells what is lost, and nothing is', async () => {
  const plan = wordsOf(await says('plan destroy intranet', /Plan: destroy intranet on hv-04/));
  for (const told of [
    'running',
    '10.1.0.10',
    'rpool/zones/intranet',
    '614 MiB',
    '3 snapshots (before-upgrade, daily-1, daily-2)',
    'no copy is kept',
    'No way back from step 3',
    'No snapshot of rpool/zones/intranet is held',
  ])
    expect(plan).toContain(told);
  expect((await journey.client.host()).zones.intranet?.state).toBe('running');
});

test('a zone of the second host goes whole, and its address is free for the next', async () => {
  const { waiting, done } = await decided('destroy wiki', 'Destroy wiki on om-01', 'approve');
  expect(waiting).toContain('its files and its snapshots');
  expect(done).toContain('wiki is gone from om-01; 10.2.0.10 is free again');
  const { zones, links, files } = await journey.client.host('om-01');
  expect([zones.wiki, links.wiki_0, files[entryOf('wiki')]]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const next = await says('create om-01/wiki2', /Create wiki2 on om-01: done/);
  expect(wordsOf(next)).toContain('10.2.0.10');
});

test('a zone that nobody registered goes too; a link that nobody says is its own stays, and it is said', async () => {
  const { done } = await decided('destroy legacy-db', 'Destroy legacy-db on hv-04', 'approve');
  expect(done).toContain('link legacydb0, since nothing says that it was made for legacy-db');
  const { zones, links } = await journey.client.host();
  expect(zones['legacy-db']).toBeUndefined();
  expect(links.legacydb0).toBeDefined();
});

test('a zone is renamed only while it is down; then its entry is too, and its link stays', async () => {
  const running = wordsOf(await says('rename intranet to=portal', /takes a zone that is down/));
  expect(running).toContain('/zone shutdown hv-04/intranet');
  await decided('shutdown intranet', 'Shutdown intranet on hv-04', 'confirm');
  const { done } = await decided(
    'rename intranet to=portal',
    'Rename intranet on hv-04',
    'confirm',
  );
  expect(done).toContain('intranet is called portal now');
  const { zones, files } = await journey.client.host();
  expect(zones.portal).toMatchObject({ state: 'installed', zonepath: '/zones/intranet' });
  expect(zones.intranet).toBeUndefined();
  expect(files[entryOf('intranet')]).toBeUndefined();
  expect(files[entryOf('portal')]).toContain('vnic "intranet_0"');
  await says('boot portal', /Boot portal on hv-04: done/);
});

test('a zone that is forgotten runs on, and keeps its address from others', async () => {
  const done = wordsOf(await says('forget portal', /Forget portal on hv-04: done/));
  expect(done).toContain('10.1.0.10, which the zone goes on to use');
  const { zones, files } = await journey.client.host();
  expect([zones.portal?.state, files[entryOf('portal')]]).toEqual(['running', undefined]);
  expect(wordsOf(await says('plan create next1', /Plan: create next1/))).not.toContain(
    '10.1.0.10/',
  );
  await says('forget portal', /has no entry of portal/);
});

test('one whose addresses only its entry knows is not forgotten', async () => {
  const told = wordsOf(await says('forget edge1', /Only the entry of edge1 says/));
  expect(told).toContain('reserve "10.1.0.11"');
});
