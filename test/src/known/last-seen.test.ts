/** What the hosts were last seen to have: fed by whatever is observed, never by what is older than what is known. */
import { expect, test } from 'vitest';
import type { Hosts } from '../../../commands/desk.ts';
import { zoneFacts } from '../../../commands/zones/found-zone.ts';
import { osRelease } from '../../../hostlink/illumos/os-release.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { registryFact } from '../../../hostlink/registry/fact.ts';
import { lastSeen } from '../../../src/known/last-seen.ts';
import { testDesk, unreachable } from '../../commands/support/desk.ts';
import { ordinaryTexts } from '../../support/illumos-facts.ts';
import { collectLog } from '../support/collect-log.ts';

const host = parseHostName('hv-04');
const names = (things: readonly { readonly name: string }[] | undefined) =>
  things?.map(({ name }) => name);

test('nothing is known before anything was seen', () => {
  const seen = lastSeen(testDesk().hosts, collectLog().log);
  expect(seen.of(host)).toEqual({});
});

test('an observation made for something else is remembered as far as it goes', async () => {
  const seen = lastSeen(testDesk().hosts, collectLog().log);
  await seen.hosts.observe(host, { release: osRelease });
  expect(seen.of(host)).toEqual({});
  await seen.hosts.observe(host, { whatever: registryFact });
  expect(names(seen.of(host).templates)).toEqual(['oi', 'router']);
  expect(seen.of(host).zones).toBeUndefined();
  // Of the addresses in use nothing is known yet, so that none are said to be free.
  expect(seen.of(host).pools).toContainEqual({ name: 'internal', detail: 'over stub0' });
  await seen.hosts.observe(host, zoneFacts);
  expect(names(seen.of(host).zones)).toContain('old1');
  await seen.look(host);
  expect(seen.of(host).pools).toContainEqual({
    name: 'internal',
    detail: expect.stringMatching(/^\d+ free · over stub0$/),
  });
});

test('what is asked for is handed through as it was observed', async () => {
  const { hosts } = testDesk();
  const seen = lastSeen(hosts, collectLog().log);
  expect(await seen.hosts.observe(host, zoneFacts)).toEqual(await hosts.observe(host, zoneFacts));
});

test('an answer that comes late is older than what is known', async () => {
  const registry: Record<string, string> = { ...ordinaryTexts.registry };
  const { hosts } = testDesk({ hosts: { 'hv-04': { ...ordinaryTexts, registry } } });
  let answer = (): void => {};
  const wait = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let calls = 0;
  const slowAtFirst: Hosts = {
    ...hosts,
    observe: async (name, facts) => {
      calls += 1;
      const isFirst = calls === 1;
      const observed = await hosts.observe(name, facts);
      if (isFirst) await wait;
      return observed;
    },
  };
  const seen = lastSeen(slowAtFirst, collectLog().log);
  const first = seen.look(host);
  delete registry['templates/router.kdl'];
  await seen.look(host);
  answer();
  await first;
  expect(names(seen.of(host).templates)).toEqual(['oi']);
});

test('a host that can not be looked at keeps what it was seen to have', async () => {
  const texts: Record<string, typeof ordinaryTexts | ReturnType<typeof unreachable>> = {
    'hv-04': ordinaryTexts,
  };
  const { log, lines } = collectLog();
  const seen = lastSeen(testDesk({ hosts: texts }).hosts, log);
  await seen.look(host);
  texts['hv-04'] = unreachable('hv-04');
  await seen.look(host);
  expect(names(seen.of(host).templates)).toEqual(['oi', 'router']);
  expect(lines.join('')).not.toMatch(/"level":[56]/);
});
