/** docs/registry.md: its examples are a sound registry together, and its tables name every key that is read. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brands } from '../../hostlink/illumos/brands.ts';
import { parseAddress, parseCidr } from '../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../hostlink/names/link-name.ts';
import { configKeys, defaultConfig } from '../../hostlink/registry/config.ts';
import { newPoolText, templateText } from '../../hostlink/registry/new-files.ts';
import { poolKeys } from '../../hostlink/registry/pool.ts';
import { publisherKeys } from '../../hostlink/registry/publisher.ts';
import { newPublisherText } from '../../hostlink/registry/publisher-edit.ts';
import { readRegistry } from '../../hostlink/registry/registry.ts';
import { templateKeys, templateNetKeys } from '../../hostlink/registry/template.ts';
import { resourceKeys } from '../../hostlink/registry/template-resources.ts';
import { sysconfigKeys, sysconfigUserKeys } from '../../hostlink/registry/template-sysconfig.ts';
import { entryKeys } from '../../hostlink/registry/zone-entry.ts';

const page = readFileSync(new URL('../../docs/registry.md', import.meta.url), 'utf8');
const formats = readFileSync(new URL('../../docs/registry-format.md', import.meta.url), 'utf8');

const examples = new Map(
  [...page.matchAll(/^```kdl (\S+)\n([\s\S]*?)^```$/gm)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
);

/** The rows of the tables below a heading: key and default. */
const rowsBelow = (heading: string, on = page): ReadonlyMap<string, string> => {
  const [, section = ''] = on.split(`\n${heading}\n`);
  const [own = ''] = section.split(/^## /m);
  return new Map(
    [...own.matchAll(/^\| `([a-z0-9-]+)` .*\| *([^|]*?) *\|$/gm)].map(
      ([, key = '', value = '']) => [key, value],
    ),
  );
};

test('the examples are a registry without a fault', () => {
  expect(examples.size).toBe((page.match(/^```kdl/gm) ?? []).length);
  const registry = readRegistry('/etc/zmgr', examples, true);
  expect(registry.faults.map(({ path, diagnostic }) => `${path}: ${diagnostic.message}`)).toEqual(
    [],
  );
  expect([...registry.templates.keys()]).toEqual(['linux', 'plain', 'router', 'web']);
  expect(registry.pools.size + registry.zones.size + registry.publishers.size).toBe(5);
});

describe('every key that is read stands in a table, and no other', () => {
  test.each<[string, readonly string[]]>([
    ['## config.kdl', configKeys],
    [
      '## templates/‹name›.kdl',
      [
        ...[...templateKeys, ...templateNetKeys, ...resourceKeys],
        ...[...sysconfigKeys, ...sysconfigUserKeys, ...brands.map(({ name }) => name)],
      ],
    ],
    ['## pools/‹name›.kdl', poolKeys],
    ['## zones/‹name›.kdl', entryKeys],
    ['## publishers/‹name›.kdl', publisherKeys],
  ])('%s', (heading, keys) => {
    const ours = brands.filter(({ keeper }) => keeper === 'zonebot').map(({ name }) => name);
    const others = new Set(brands.map(({ name }) => name).filter((name) => !ours.includes(name)));
    expect(new Set(rowsBelow(heading).keys())).toEqual(
      new Set(keys.filter((key) => !others.has(key))),
    );
  });
});

test('the defaults of config.kdl are those that are taken', () => {
  const bare = readRegistry('/etc/zmgr', new Map([['config.kdl', '']]), true).config;
  expect(bare).toEqual(defaultConfig);
  const rows = rowsBelow('## config.kdl');
  expect(configKeys.map((key) => rows.get(key))).toEqual(
    [
      bare.zonepathPrefix,
      bare.defaultTemplate,
      bare.vnicPattern,
      bare.lockTimeout,
      bare.overcommit,
    ].map((value) => `\`${value}\``),
  );
});

test('the defaults of a template are those that are taken', () => {
  const files = new Map([
    ['templates/a.kdl', 'template "a" {\n  brand "ipkg"\n  net "n" { pool "p" }\n}\n'],
  ]);
  const template = readRegistry('/etc/zmgr', files, true).templates.get('a');
  const rows = rowsBelow('## templates/‹name›.kdl');
  expect(rows.get('autoboot')).toBe(`\`#${template?.autoboot}\``);
  expect(rows.get('ip-type')).toBe(`\`${template?.ipType}\``);
  expect(rows.get('protection')).toBe(`\`#${template?.nets[0]?.protection}\``);
  for (const key of ['install', 'resolvers', 'attributes', 'publishers'])
    expect(rows.get(key)).toBe('none');
  expect([
    template?.installArguments,
    template?.resolvers,
    template?.attributes,
    template?.publishers,
  ]).toEqual([[], [], [], []]);
});

test('a brand is told to take what its installation is let take', () => {
  const rows = [
    ...page.matchAll(/^\| `([a-z]+)` +\| (OpenIndiana|OmniOS) +\| [^|]+\| ([^|]+)\|/gm),
  ];
  expect(rows).toHaveLength(8);
  for (const [, name, , taken = ''] of rows) {
    const brand = brands.find((one) => one.name === name);
    if (taken.trim() === 'the same') continue;
    const letters = [...taken.matchAll(/`-([a-zA-Z])`/g)].map(([, letter]) => letter);
    expect([name, new Set(letters)]).toEqual([name, new Set(brand?.options.replaceAll(':', ''))]);
  }
});

describe('docs/registry-format.md says of every field whose it is, and whether it is written', () => {
  test.each<[string, readonly string[]]>([
    ['## config.kdl', configKeys],
    ['## templates/‹name›.kdl', [...templateKeys, ...templateNetKeys]],
    ['## pools/‹name›.kdl', poolKeys],
    ['## zones/‹name›.kdl', entryKeys],
    ['## publishers/‹name›.kdl', publisherKeys],
  ])('%s', (heading, keys) => {
    expect(new Set(rowsBelow(heading, formats).keys())).toEqual(new Set(keys));
  });

  /** What a file says, in blocks of it too. */
  const fieldsOf = (text: string): ReadonlySet<string> =>
    new Set([...text.matchAll(/^ +([a-z0-9-]+)/gm)].map(([, name = '']) => name));
  const zmgrs = (heading: string): ReadonlySet<string> => {
    const [, section = ''] = formats.split(`\n${heading}\n`);
    const [own = ''] = section.split(/^## /m);
    return new Set([...own.matchAll(/^\| `([a-z0-9-]+)` *\| zmgr/gm)].map(([, key = '']) => key));
  };
  test('what is written without being asked for is of zmgr alone', () => {
    const range = { first: parseAddress('10.1.0.10'), last: parseAddress('10.1.0.19') };
    const pool = newPoolText({
      name: 'x',
      stub: parseLinkName('stub0'),
      v4: {
        network: parseCidr('10.1.0.0/24'),
        gateway: parseAddress('10.1.0.1'),
        ranges: [range],
        mode: 'range',
      },
      reserved: [],
    });
    const template = templateText({
      name: 'x',
      brand: 'ipkg',
      autoboot: true,
      ipType: 'exclusive',
      pools: ['x'],
      publishers: [],
      installArguments: [],
      resolvers: [],
      attributes: [],
    });
    const publisher = newPublisherText({
      name: 'x',
      origin: 'https://pkg.example.net/',
      sticky: true,
      mode: 'add',
    });
    for (const [heading, text] of [
      ['## pools/‹name›.kdl', pool],
      ['## templates/‹name›.kdl', template],
      ['## publishers/‹name›.kdl', publisher],
    ] as const) {
      const fields = fieldsOf(text);
      expect(fields.size).toBeGreaterThan(0);
      expect([...fields].filter((name) => !zmgrs(heading).has(name))).toEqual([]);
    }
  });
});
