/** Limits, tags and protection of a zone set from the chat, and all zones with a tag brought up and down on both hosts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const says = (text: string, answer: RegExp) => journey.client.says(journey.operator, text, answer);
const states = async (on: string) => {
  const { zones } = await journey.client.host(on);
  return Object.fromEntries(Object.entries(zones).map(([name, { state }]) => [name, state]));
};

/** Asks for it, presses confirm once it waits, and returns the card that says done. */
async function confirmed(text: string, title: string) {
  const { client, operator } = journey;
  const waiting = await says(text, new RegExp(`${title}: waiting`));
  await client.click(operator, waiting, 'confirm');
  return client.sees(operator, ({ ts, text: said }) => ts === waiting.ts && / done\b/.test(said));
}

test('tags are set at once, and shown', async () => {
  const card = await says(
    'set intranet tags=web,prod boot-order=10',
    /Set intranet on hv-04: done/,
  );
  expect(wordsOf(card)).toContain('tags, boot-order from now on');
  const shown = wordsOf(await says('show intranet', /intranet on hv-04/));
  expect(shown).toContain('web, prod');
  const listed = wordsOf(await says('list tag=prod', /1 of \d+ zones/));
  expect(listed).toContain('intranet');
});

test('limits are confirmed, and hold from the next boot on', async () => {
  const plan = wordsOf(await says('plan set intranet memory=3G cpu-cap=1.5', /Plan: set intranet/));
  expect(plan).toContain('cpu-cap 2 → 1.5');
  expect(plan).toContain('memory 2G → 3G');
  const card = await confirmed('set intranet memory=3G cpu-cap=1.5', 'Set intranet on hv-04');
  expect(wordsOf(card)).toContain('from the next boot of intranet on');
  const shown = wordsOf(await says('show intranet', /intranet on hv-04/));
  expect(shown).toContain('at most 1.5 processors');
  expect(shown).toContain('in force from its next boot on: cpu-cap, memory');
  await says('set intranet memory=3G', /so already; nothing was changed/);
});

test('a zone that is protected is not destroyed', async () => {
  await says('set intranet delete-protection=yes', /Set intranet on hv-04: done/);
  await says('destroy intranet', /zmgr::zone::delete-protected/);
  expect(wordsOf(await says('show intranet', /intranet on hv-04/))).toContain('delete-protected');
});

test('what is wrong is told with what to type', async () => {
  expect(wordsOf(await says('set intranet memory=2', /zmgr::command::bad-size/))).toContain('1.5G');
  await says('set intranet tags=web,-old', /zmgr::command::mixed-list/);
  await says('set intranet memry=2G', /zmgr::command::unknown-key/);
  await says('set intranet depends-on=intranet', /would wait for itself: intranet → intranet/);
  await says('set legacy-db tags=web', /zmgr::zone::unregistered/);
  await says('set legacy-db memory=1M locked=2M', /zmgr::zone::too-little/);
  await says('set intranet', /Nothing is said that is to be set/);
});

test('all zones with a tag go down on both hosts, and come up again, in order', async () => {
  await says('set edge1 tags=web boot-order=1 -- it is the way out', /Set edge1 on hv-04: done/);
  await says('set wiki tags=web', /Set wiki on om-01: done/);
  const plan = wordsOf(await says('plan shutdown tag:web', /Plan: shutdown tag:web on hv-04/));
  expect(plan.indexOf('Shut down intranet')).toBeLessThan(plan.indexOf('Shut down edge1'));
  expect(plan).toContain('Plan: shutdown tag:web on om-01');

  const { client, operator } = journey;
  await client.slash(operator, 'shutdown tag:web');
  for (const on of ['hv-04', 'om-01']) {
    const waiting = await client.sees(operator, ({ text }) =>
      text.includes(`Shutdown tag:web on ${on}: waiting`),
    );
    await client.click(operator, waiting, 'confirm');
  }
  for (const on of ['hv-04', 'om-01'])
    await client.sees(operator, ({ text }) => text.includes(`Shutdown tag:web on ${on}: done`));
  expect(await states('hv-04')).toMatchObject({ intranet: 'installed', edge1: 'installed' });
  expect(await states('om-01')).toMatchObject({ wiki: 'installed' });

  await client.slash(operator, 'boot tag:web');
  for (const on of ['hv-04', 'om-01'])
    await client.sees(operator, ({ text }) => text.includes(`Boot tag:web on ${on}: done`));
  expect(await states('hv-04')).toMatchObject({ intranet: 'running', edge1: 'running' });
  await says('boot hv-04/tag:web', /edge1, intranet, with the tag web on hv-04, run already/);
  await says('boot tag:wbe', /zmgr::zone::no-such-tag/);
});
