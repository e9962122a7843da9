/** The whole product over HTTP mode: the same commands, cards and buttons, and no connection to Slack. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../support/playground-journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ mode: 'http', installMilliseconds: 100 });
}, 60_000);
afterAll(() => journey.end());

test('a zone is created by what is typed', async () => {
  const { client, operator, playground } = journey;
  await client.slash(operator, 'create http01 template=oi');
  await client.sees(operator, ({ text }) => /Create http01 on hv-04: done/.test(text));
  expect((await client.host()).zones.http01?.state).toBe('running');
  const { recorder } = playground.slack.core;
  expect(recorder.calls('apps.connections.open')).toEqual([]);
  expect(recorder.traffic.filter(({ kind }) => kind === 'posted').length).toBeGreaterThan(0);
  expect(playground.bot.starts()).toBe(1);
}, 60_000);
