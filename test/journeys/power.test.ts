/** Zones booted, shut down, halted and rebooted from the chat, on both hosts: by name alone where it is told by it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey?.end());

const says = (text: string, answer: RegExp) => journey.client.says(journey.operator, text, answer);
const host = async (name: string) => journey.client.host(name);
const state = async (on: string, zone: string) => (await host(on)).zones[zone]?.state;

/** Asks for it, presses confirm once it waits, and returns the card that says done. */
async function confirmed(text: string, title: string) {
  const { client, operator } = journey;
  const waiting = await says(text, new RegExp(`${title}: waiting`));
  await client.click(operator, waiting, 'confirm');
  return client.sees(operator, ({ ts, text: said }) => ts === waiting.ts && / done\b/.test(said));
}

test('a zone without an entry is found on its host, and boots', async () => {
  const card = await says('boot legacy-db', /Boot legacy-db on hv-04: done/);
  expect(card.ephemeral).toBe(false);
  expect(wordsOf(card)).toContain('its services may still be starting');
  expect(await state('hv-04', 'legacy-db')).toBe('running');
});

test('to boot what runs is answered, to who asked, without a card', async () => {
  const told = await says('boot legacy-db', /legacy-db is running already; nothing was changed/);
  expect(told.ephemeral).toBe(true);
  expect(wordsOf(told)).toContain('/zone reboot hv-04/legacy-db');
});

test('the plan of a reboot shows that there is no way back, and changes nothing', async () => {
  const plan = wordsOf(await says('plan reboot legacy-db', /Plan: reboot legacy-db on hv-04/));
  expect(plan).toContain('shut it down cleanly, then boot it');
  expect(plan).toContain('No way back from step 1');
  const forced = wordsOf(await says('plan reboot legacy-db force=yes', /by force/));
  expect(forced).toContain('nothing in it shut down cleanly');
  expect(await state('hv-04', 'legacy-db')).toBe('running');
});

test('names that are no zones are told so', async () => {
  expect(wordsOf(await says('boot legacy-dp', /zmgr::zone::unknown/))).toContain(
    '/zone boot hv-04/legacy-db',
  );
  await says('halt global', /zmgr::zone::global/);
});

describe.each([
  { on: 'hv-04', zone: 'legacy-db', force: '' },
  { on: 'om-01', zone: 'wiki', force: ' force=yes' },
])('$zone on $on', ({ on, zone, force }) => {
  test(`is rebooted${force}`, async () => {
    const card = await confirmed(`reboot ${zone}${force}`, `Reboot ${zone} on ${on}`);
    expect(wordsOf(card)).toContain(`${zone} runs anew on ${on}`);
    expect(await state(on, zone)).toBe('running');
  });

  test('is shut down, and booted again', async () => {
    const card = await confirmed(`shutdown ${zone}`, `Shutdown ${zone} on ${on}`);
    expect(wordsOf(card)).toContain('does not run');
    expect(await state(on, zone)).toBe('installed');
    expect(wordsOf(await says(`shutdown ${zone}`, /is not running/))).toContain(
      `/zone boot ${on}/${zone}`,
    );
    await says(`boot ${on}/${zone}`, new RegExp(`Boot ${zone} on ${on}: done`));
  });

  test('is halted, once', async () => {
    await confirmed(`halt ${zone}`, `Halt ${zone} on ${on}`);
    expect(await state(on, zone)).toBe('installed');
    await says(`halt ${zone}`, new RegExp(`${zone} is halted already; nothing was changed`));
  });
});

test("a VNIC that is its zone's goes with it, and comes back", async () => {
  await confirmed('shutdown build1', 'Shutdown build1 on om-01');
  expect((await host('om-01')).links.build1_0).toBeUndefined();
  await says('boot build1', /Boot build1 on om-01: done/);
  expect((await host('om-01')).links.build1_0).toEqual({ class: 'vnic', over: 'ixgbe0' });
});

test('a zone that does not shut down in time is told of, with what to type, and that works', async () => {
  const { client, operator } = journey;
  const stderr = "zone 'intranet': unable to shutdown zone";
  await client.fault({ fail: { tool: 'zoneadm', verb: 'shutdown', stderr } });
  const waiting = await says('shutdown intranet', /Shutdown intranet on hv-04: waiting/);
  await client.click(operator, waiting, 'confirm');
  const told = await client.sees(
    operator,
    ({ ts, text }) => ts === waiting.ts && /unwound/.test(text),
  );
  expect(wordsOf(told)).toContain('did not shut down in the time');
  expect(wordsOf(told)).toContain('/zone halt intranet');
  expect(await state('hv-04', 'intranet')).toBe('running');
  await confirmed('halt intranet', 'Halt intranet on hv-04');
  expect(await state('hv-04', 'intranet')).toBe('installed');
});

test('while a host cannot be read a bare name is not guessed at, and a full one works', async () => {
  await journey.client.fault({ unreachable: true }, 'om-01');
  try {
    const told = wordsOf(await says('boot intranet', /zmgr::zone::maybe-elsewhere/));
    expect(told).toContain('/zone boot hv-04/intranet');
    await says('boot hv-04/intranet', /Boot intranet on hv-04: done/);
  } finally {
    await journey.client.fault({ unreachable: false }, 'om-01');
  }
});
