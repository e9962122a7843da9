/** Which net of a template is which of a zone's. */
import { expect, test } from 'vitest';
import { matchTemplate } from '../../../hostlink/compare/match-template.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';

const pool = (name: string, third: number): [string, string] => [
  `pools/${name}.kdl`,
  `pool "${name}" {\n  network "10.0.${third}.0/24"\n  gateway "10.0.${third}.1"\n  stub "stub0"\n  range-start "10.0.${third}.10"\n  range-end "10.0.${third}.99"\n}\n`,
];

/** A template with one net for each letter, in the pool of that letter; and zone's nets, each in any of its letters' pools. */
function matched(template: string, zone: readonly string[]) {
  const nets = [...template].map((letter, at) => `  net "n${at}" { pool "${letter}" }\n`);
  const registry = readRegistry(
    '/etc/zmgr',
    new Map([
      pool('a', 1),
      pool('b', 2),
      pool('c', 3),
      ['templates/t.kdl', `template "t" {\n  brand "ipkg"\n${nets.join('')}}\n`],
    ]),
    true,
  );
  const found = zone.map((letters, at) => ({
    link: `net${at}`,
    addresses: [],
    routers: [],
    remarks: [],
    pools: [...letters].flatMap((letter) => registry.pools.get(letter) ?? []),
  }));
  return matchTemplate({ brand: 'ipkg', ipType: 'exclusive', nets: found }, registry, {
    pools: [],
    isForOne: false,
  });
}

test.each<[template: string, zone: readonly string[], names: readonly string[]]>([
  ['aaa', ['a', 'a', 'a'], ['n0', 'n1', 'n2']],
  ['ab', ['b', 'a'], ['n1', 'n0']],
  // The second can be in a only, so that the first has to be the other.
  ['ab', ['ab', 'a'], ['n1', 'n0']],
  ['abc', ['ab', 'bc', 'a'], ['n1', 'n2', 'n0']],
  ['abc', ['abc', 'ab', 'ab'], ['n2', 'n0', 'n1']],
])('of a template %s and nets in %j, these are called %j', (template, zone, names) => {
  expect(matched(template, zone)).toMatchObject({
    kind: 'sure',
    nets: names.map((name) => ({ name })),
  });
});

test('a template that almost fits, with more nets than could be tried in all orders, is told at once', () => {
  const almost = 'a'.repeat(24);
  const begun = performance.now();
  expect(matched(almost, [...'a'.repeat(23), 'b'])).toMatchObject({ kind: 'unsure', fit: 'none' });
  expect(performance.now() - begun).toBeLessThan(2000);
});
