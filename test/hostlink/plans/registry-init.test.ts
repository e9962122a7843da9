/** What a first registry takes, from facts of hosts as data. */
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { brands } from '../../../hostlink/illumos/brands.ts';
import { parseFileSystems } from '../../../hostlink/illumos/zfs.ts';
import { parseAddress, parseCidr } from '../../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../../hostlink/names/link-name.ts';
import { parseZonepath } from '../../../hostlink/names/zonepath.ts';
import { digestOf, type Plan, planSchema } from '../../../hostlink/plan/plan.ts';
import {
  planRegistryInit,
  type RegistryInitFacts,
  type RegistryInitWish,
} from '../../../hostlink/plans/registry-init.ts';
import { confirmRegistryInit } from '../../../hostlink/plans/registry-init-confirm.ts';
import { readRegistry } from '../../../hostlink/registry/registry.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { factsOf, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';

const bare = { addresses: [], resolvers: [] } satisfies RegistryInitWish;
const poolWish = {
  ...bare,
  network: parseCidr('10.1.0.0/24'),
  gateway: parseAddress('10.1.0.1'),
  stub: parseLinkName('stub0'),
  range: { first: parseAddress('10.1.0.10'), last: parseAddress('10.1.0.99') },
} satisfies RegistryInitWish;

const { range: _, ...unranged } = poolWish;

interface HostAround {
  readonly files?: Readonly<Record<string, string>>;
  readonly exists?: boolean;
  readonly folders?: readonly string[];
  readonly datasets?: string;
  readonly zones?: string;
  readonly brands?: readonly string[];
  readonly os?: string;
  readonly canMake?: boolean;
  readonly canWrite?: boolean;
}

function factsAround({
  files = {},
  exists = false,
  folders = [],
  datasets = 'rpool\t/rpool\tyes\nrpool/ROOT/oi\t/\tyes\nrpool/zones\t/zones\tyes\n',
  zones = '0:global:running:/::ipkg:shared\n',
  brands: has = ['bhyve', 'ipkg', 'nlipkg', 'solaris10'],
  os = ordinaryTexts.os,
  canMake = true,
  canWrite = true,
}: HostAround): RegistryInitFacts {
  const {
    links,
    brands: installed,
    os: release,
    zones: listed,
  } = factsOf({
    ...ordinaryTexts,
    zones,
    brands: has,
    os,
  });
  const isThere = (folder: string) =>
    folders.includes(folder) || Object.keys(files).some((path) => path.startsWith(`${folder}/`));
  return {
    zones: listed,
    links,
    fileSystems: parseFileSystems(datasets, 'zfs list'),
    os: release,
    brands: installed,
    registry: readRegistry(
      '/etc/zmgr',
      new Map(Object.entries(files)),
      exists || Object.keys(files).length > 0,
    ),
    canMake,
    canWrite,
    templates: isThere('templates'),
    pools: isThere('pools'),
    entries: isThere('zones'),
    publishers: isThere('publishers'),
  };
}

const planFor = (wish: RegistryInitWish, around: HostAround = {}, pinned?: Plan): Plan =>
  planRegistryInit({ wish, host: testHost, facts: factsAround(around), pinned });

const titles = (plan: Plan) => plan.steps.map((step) => meaningOf(step, stepKinds).title);

const filesOf = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(
    plan.steps.flatMap(({ kind, args: { path, text } }) =>
      kind === 'file.create' && typeof path === 'string' && typeof text === 'string'
        ? [[path.slice('/etc/zmgr/'.length), text] as const]
        : [],
    ),
  );

const refusal = (action: () => unknown): Diagnostic => {
  try {
    action();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
};

const omnios = {
  os: 'ID=omnios\n',
  brands: ['bhyve', 'emu', 'illumos', 'ipkg', 'kvm', 'lipkg', 'lx', 'pkgsrc', 'sparse'],
};
const all = ['templates', 'pools', 'zones', 'publishers'];

test('from nothing: directories, a template for each brand that is ours, config.kdl', () => {
  const plan = planFor(bare);
  expect(titles(plan)).toEqual([
    'Make the directory /etc/zmgr',
    ...all.map((folder) => `Make the directory /etc/zmgr/${folder}`),
    'Write /etc/zmgr/templates/ipkg.kdl',
    'Write /etc/zmgr/templates/nlipkg.kdl',
    'Write /etc/zmgr/config.kdl',
  ]);
  expect(filesOf(plan).get('config.kdl')).toContain('zonepath-prefix "/zones"');
  expect(plan.risk).toBe('routine');
  expect(plan.chosen).toEqual({
    zonepathPrefix: '/zones',
    next: 'host init host=hv-04 pool=internal network=10.1.0.0/24 gateway=10.1.0.1 stub=stub0 range=10.1.0.10-10.1.0.99',
  });
  expect(plan.guards.map(({ kind }) => kind)).toEqual([
    'file.absent',
    'file.absent',
    'file.absent',
    'dataset.mounted',
  ]);
});

test('a pool is made beside it, over a link that the host must still have then', () => {
  const plan = planFor({ ...poolWish, pool: 'office' });
  expect(filesOf(plan).get('pools/office.kdl')).toBe(
    'pool "office" {\n    network "10.1.0.0/24"\n    gateway "10.1.0.1"\n    stub "stub0"\n    range-start "10.1.0.10"\n    range-end "10.1.0.99"\n}\n',
  );
  expect(filesOf(plan).get('templates/ipkg.kdl')).toContain('pool "office"');
  expect(plan.guards).toContainEqual({
    kind: 'link.present',
    args: { link: 'stub0', class: 'etherstub' },
  });
  expect(plan.chosen.next).toBeUndefined();
});

test.each<[string, RegistryInitWish, HostAround]>([
  ['OpenIndiana', poolWish, {}],
  [
    'OmniOS',
    { ...poolWish, resolvers: [parseAddress('9.9.9.9')], dnsDomain: 'example.net' },
    omnios,
  ],
  ['addresses, one by one', { ...unranged, addresses: [parseAddress('10.1.0.7')] }, {}],
  [
    'v6',
    {
      ...poolWish,
      network: parseCidr('fd00::/64'),
      gateway: parseAddress('fd00::1'),
      range: { first: parseAddress('fd00::10'), last: parseAddress('fd00::ff') },
    },
    {},
  ],
])('what is written is a registry without a fault: %s', (_, wish, around) => {
  const plan = planFor(wish, around);
  const registry = readRegistry('/etc/zmgr', filesOf(plan), true);
  expect(registry.faults).toEqual([]);
  expect(registry.templates.size).toBe(around === omnios ? 6 : 2);
  expect(registry.templates.has(registry.config.defaultTemplate)).toBe(true);
  expect(registry.config.defaultTemplate).toBe(around === omnios ? 'sparse' : 'ipkg');
  expect(registry.pools.size).toBe(1);
  for (const template of registry.templates.values()) {
    const brand = brands.find(({ name }) => name === template.brand);
    expect(template.attributes.map(({ name }) => name)).toEqual(brand?.attributes);
    expect(template.resolvers).toEqual(wish.resolvers);
  }
  confirmRegistryInit(plan, { registry });
});

test('a template of a pool that is not there is said of the template, and breaks nothing', () => {
  const registry = readRegistry('/etc/zmgr', filesOf(planFor(bare)), true);
  expect(
    registry.faults.map(({ path, blocks, diagnostic }) => [path, blocks, diagnostic.code]),
  ).toEqual(
    ['ipkg', 'nlipkg'].map((name) => [`templates/${name}.kdl`, false, 'zmgr::pool::unknown']),
  );
});

describe('a registry that is there', () => {
  const made = Object.fromEntries(filesOf(planFor(poolWish)));
  const { 'templates/nlipkg.kdl': _, ...withoutNlipkg } = made;

  test('whole: told what it has, and that nothing was changed', () => {
    const { code, message, suggestions } = refusal(() =>
      planFor(bare, { files: made, folders: all }),
    );
    expect(code).toBe('zmgr::registry::complete');
    expect(message).toContain('config.kdl, 2 templates, 1 pool, 0 zones. Nothing was changed');
    expect(suggestions).toEqual(['/zone create web01']);
  });

  test('without a pool: told how to make one', () => {
    const { 'pools/internal.kdl': _, ...files } = made;
    const diagnostic = refusal(() => planFor(bare, { files, folders: all }));
    expect(diagnostic.help).toContain('/zone host init host=hv-04 pool=internal network=');
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
    [
      'nothing but directories',
      {},
      all,
      ['templates/ipkg.kdl', 'templates/nlipkg.kdl', 'config.kdl'],
    ],
    [
      'a template of the brand, whatever its name',
      { 'templates/mine.kdl': 'template "mine" {\n  brand "ipkg"\n  pool "internal"\n}\n' },
      all,
      ['templates/nlipkg.kdl', 'config.kdl'],
    ],
    [
      'a file that is broken',
      { 'templates/ipkg.kdl': 'template "ipkg" {' },
      all,
      ['templates/nlipkg.kdl', 'config.kdl'],
    ],
    [
      'a broken config.kdl',
      { 'config.kdl': 'zonepath-prefix' },
      all,
      ['templates/ipkg.kdl', 'templates/nlipkg.kdl'],
    ],
    ['only a brand that came later', withoutNlipkg, all, ['templates/nlipkg.kdl']],
  ])('%s: only what is missing is made', (_, files, folders, expected) => {
    expect([...filesOf(planFor(bare, { files, folders, exists: true })).keys()]).toEqual(expected);
  });

  test('without config.kdl, what `create` means stays what it means', () => {
    const oi = 'template "oi" {\n  brand "nlipkg"\n  pool "internal"\n}\n';
    const plan = planFor(bare, { files: { 'templates/oi.kdl': oi }, folders: all });
    expect(filesOf(plan).get('config.kdl')).toContain('default-template "oi"');
  });

  test('templates name the pool that is there', () => {
    const { 'pools/internal.kdl': pool = '' } = made;
    const files = { 'pools/office.kdl': pool.replace('"internal"', '"office"') };
    const plan = planFor(bare, { files, folders: all });
    expect(filesOf(plan).get('templates/ipkg.kdl')).toContain('pool "office"');
    expect(plan.chosen.next).toBeUndefined();
  });
});

describe('where zones lie', () => {
  const prefixOf = (around: HostAround, wish: RegistryInitWish = bare) =>
    planFor(wish, around).chosen.zonepathPrefix;
  const data = 'rpool\t/rpool\tyes\ntank/zones\t/tank/zones\tyes\ntank/prod\t/data/prod\tyes\n';

  test.each<[string, HostAround, string]>([
    ['/zones', { datasets: `${data}rpool/zones\t/zones\tyes\n` }, '/zones'],
    ['a dataset that is called so', { datasets: data }, '/tank/zones'],
    [
      'where zones lie already',
      {
        datasets: data,
        zones: '0:global:running:/::ipkg:shared\n-:a:installed:/data/prod/a::ipkg:excl\n',
      },
      '/data/prod',
    ],
  ])('%s', (_, around, expected) => {
    expect(prefixOf(around)).toBe(expected);
  });

  test('as wished, and kept when planning again', () => {
    const wish = { ...bare, zonepathPrefix: parseZonepath('/data/prod') };
    expect(prefixOf({ datasets: data }, wish)).toBe('/data/prod');
    const first = planFor(bare, { datasets: data });
    const later = { datasets: `rpool/zones\t/zones\tyes\n${data}` };
    expect(planFor(bare, later, first).digest).toBe(first.digest);
    expect(planFor(bare, later).digest).not.toBe(first.digest);
  });

  test.each<[string, string, string?]>([
    ['nothing fits', 'rpool\t/rpool\tyes\nrpool/ROOT/oi/zones\t/zones\tyes\n'],
    ['it is not mounted', 'rpool/zones\t/zones\tno\n'],
    ['it is legacy', 'rpool/zones\tlegacy\tno\n'],
    ['another was wished', data, '/data/pord'],
    ['a directory of a dataset', data, '/data'],
  ])('refused where %s', (_, datasets, wished) => {
    const zonepathPrefix = wished === undefined ? {} : { zonepathPrefix: parseZonepath(wished) };
    const diagnostic = refusal(() => planFor({ ...bare, ...zonepathPrefix }, { datasets }));
    expect(diagnostic.code).toBe('zmgr::registry::no-zones-dataset');
    expect(diagnostic.help).toMatch(/zfs create -o mountpoint=\/\w+/);
    if (wished === '/data/pord') expect(diagnostic.suggestions).toEqual(['/data/prod']);
  });
});

test.each<[string, string, RegistryInitWish, HostAround?]>([
  ['nobody may make it', 'zmgr::registry::not-writable', bare, { canMake: false }],
  [
    'nobody may write into it',
    'zmgr::registry::not-writable',
    bare,
    { exists: true, canWrite: false },
  ],
  ['no brand is there', 'zmgr::registry::no-brands', bare, { brands: ['bhyve', 'solaris10'] }],
  [
    'resolvers would be ignored',
    'zmgr::template::no-resolvers',
    { ...bare, resolvers: [parseAddress('9.9.9.9')] },
  ],
  [
    'a prefix is said for a config.kdl that is there',
    'zmgr::registry::kept',
    { ...bare, zonepathPrefix: parseZonepath('/data') },
    { files: { 'config.kdl': '' } },
  ],
  ['a pool is only half said', 'zmgr::pool::incomplete', { ...bare, network: poolWish.network }],
  ['a range has no network', 'zmgr::pool::incomplete', { ...bare, range: poolWish.range }],
  [
    'both a range and a list are said',
    'zmgr::pool::two-spellings',
    { ...poolWish, addresses: [parseAddress('10.1.0.7')] },
  ],
  ['the link is not there', 'zmgr::pool::no-link', { ...poolWish, stub: parseLinkName('stbu0') }],
  ['the link is a VNIC', 'zmgr::pool::no-link', { ...poolWish, stub: parseLinkName('old1_0') }],
  [
    'the network has host bits',
    'zmgr::pool::host-bits',
    { ...poolWish, network: parseCidr('10.1.0.5/24') },
  ],
  [
    'the gateway is elsewhere',
    'zmgr::pool::outside-network',
    { ...poolWish, gateway: parseAddress('10.2.0.1') },
  ],
  [
    'the range is reversed',
    'zmgr::pool::reversed-range',
    { ...poolWish, range: { first: parseAddress('10.1.0.9'), last: parseAddress('10.1.0.2') } },
  ],
  [
    'there is such a pool',
    'zmgr::pool::exists',
    poolWish,
    { files: { 'pools/internal.kdl': 'pool "internal" {' } },
  ],
])('refused where %s', (_, code, wish, around) => {
  const diagnostic = refusal(() => planFor(wish, around));
  expect(diagnostic.code).toBe(code);
  expect(diagnostic.help).toBeTruthy();
});

test('what root has to type is said whole', () => {
  const help = (around: HostAround) => refusal(() => planFor(bare, around)).help;
  expect(help({ canMake: false })).toContain('mkdir -p /etc/zmgr && chown -R zoneops /etc/zmgr');
  expect(help({ exists: true, canWrite: false })).toContain(': chown -R zoneops /etc/zmgr');
});

test('the plan survives JSON; an unrelated zone makes it no other', () => {
  const plan = planFor(poolWish);
  expect(digestOf(planSchema.parse(JSON.parse(JSON.stringify(plan))))).toBe(plan.digest);
  const zones = '0:global:running:/::ipkg:shared\n3:new:running:/zones/new::ipkg:excl\n';
  expect(planFor(poolWish, { zones }, plan).digest).toBe(plan.digest);
});

test('done is said only of files that were seen, and understood', () => {
  const plan = planFor(poolWish);
  const files = filesOf(plan);
  const confirmed = (changes: Readonly<Record<string, string | undefined>>) => () =>
    confirmRegistryInit(plan, {
      registry: readRegistry(
        '/etc/zmgr',
        new Map(
          [...files, ...Object.entries(changes)].flatMap(([path, text]) =>
            text === undefined ? [] : [[path, text]],
          ),
        ),
        true,
      ),
    });
  expect(confirmed({})).not.toThrow();
  const code = 'zmgr::registry::not-begun';
  expect(confirmed({ 'config.kdl': 'zonepath-prefix' })).toThrow(expect.objectContaining({ code }));
  expect(confirmed({ 'pools/internal.kdl': '}' })).toThrow(expect.objectContaining({ code }));
});
