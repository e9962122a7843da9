/** Every Web API method that is there: whose token it takes, which scopes, how many calls a minute (Slack's tiers). */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { methods } from '../../../playground/slack/web-api/methods.ts';
import { readCases } from '../../support/slack-cases.ts';

const row = z.tuple([z.string(), z.string(), z.array(z.string()), z.number().nullable()]);
const rows = readCases('methods').map((each) => row.parse(each));

test.each(rows)('%s takes the token "%s", one of %j, and %s calls a minute', (name, ...facts) => {
  const method = methods.get(name);
  expect([method?.token, method?.scopes, method?.limit?.perMinute ?? null]).toEqual(facts);
});

test('and no others', () => {
  const sorted = (names: Iterable<string>) => [...names].toSorted((a, b) => a.localeCompare(b));
  expect(sorted(methods.keys())).toEqual(sorted(rows.map(([name]) => name)));
});
