/** What a new zone may use and gets of its host: from its template, and typed. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { limitNames } from '../../../hostlink/illumos/zone-limits.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { warningsOf } from '../../../hostlink/plan/warnings.ts';
import { planZoneCreate, type ZoneCreateWish } from '../../../hostlink/plans/zone-create.ts';
import { planZoneSet } from '../../../hostlink/plans/zone-set.ts';
import { factsOf, type HostTexts, hostWith, testHost } from '../../support/illumos-facts.ts';

const GiB = 1024 ** 3;

/** A template with one net and these lines. */
const templateOf = (...lines: readonly string[]): HostTexts =>
  hostWith({
    registry: {
      'templates/oi.kdl': `template "oi" {\n  brand "ipkg"\n  pool "internal"\n${lines.join('\n')}\n}\n`,
    },
  });

const planFor = (texts: HostTexts, wish: Omit<ZoneCreateWish, 'zone'> = {}): Plan =>
  planZoneCreate({
    wish: { ...wish, zone: parseZoneName('web01') },
    host: testHost,
    facts: factsOf(texts),
    holds: [],
    today: '2026-11-21',
  });

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof Diagnostic) return error.code;
    throw error;
  }
  return 'none';
};

const resourcesIn = (plan: Plan): unknown => {
  const configured = z.object({ configuration: z.object({ resources: z.unknown().optional() }) });
  const configure = plan.steps.find(({ kind }) => kind === 'zone.configure');
  return configured.parse(configure?.args).configuration.resources;
};

const rctl = (control: string, limit: string, action = 'deny') => ({
  control,
  values: [{ priv: 'privileged', limit, action }],
});

test('limits, file systems and datasets of a template become zonecfg resources, typed limits instead', () => {
  const texts = templateOf(
    '  resources { cpu-cap 1.5; cpu-shares 20; memory "2G"; swap "4G"; locked "512M"; max-lwps 2000 }',
    '  fs "/export/www" special="/tank/www/{zone}" options="ro,nodevices"',
    '  dataset "rpool/data/{zone}" quota="20G"',
    '  dataset "rpool/zones/old"',
  );
  const plan = planFor(texts, { limits: { 'cpu-cap': 200, swap: null } });
  expect(resourcesIn(plan)).toEqual({
    controls: [
      rctl('zone.cpu-cap', '200'),
      rctl('zone.cpu-shares', '20', 'none'),
      rctl('zone.max-locked-memory', String(GiB / 2)),
      rctl('zone.max-lwps', '2000'),
    ],
    physicalMemory: 2 * GiB,
    mounts: [
      {
        ...{ directory: '/export/www', special: '/tank/www/web01', type: 'lofs' },
        options: ['ro', 'nodevices'],
      },
    ],
    datasets: ['rpool/data/web01', 'rpool/zones/old'],
  });
  expect(plan.steps.filter(({ kind }) => kind === 'dataset.create')).toEqual([
    {
      kind: 'dataset.create',
      args: { dataset: 'rpool/data/web01', zone: 'web01', quota: 20 * GiB },
    },
    { kind: 'dataset.create', args: { dataset: 'rpool/zones/old', zone: 'web01' } },
  ]);
});

test('on OmniOS memory is a resource control like the others', () => {
  const texts = { ...templateOf('  resources { memory "2G" }'), os: 'NAME=OmniOS\nID=omnios\n' };
  expect(resourcesIn(planFor(texts))).toMatchObject({
    controls: [rctl('zone.max-physical-memory', String(2 * GiB))],
  });
});

test('a zone with nothing of the kind is planned as before: its digest is an old one', () => {
  expect(resourcesIn(planFor(templateOf()))).toBeUndefined();
});

test('every limit that can be set can be typed and written at create', () => {
  for (const name of limitNames) {
    const plan = planFor(templateOf(), { limits: { [name]: 64 * 1024 ** 2 } });
    expect([name, JSON.stringify(resourcesIn(plan))]).not.toEqual([name, undefined]);
  }
});

test('a dataset that is there is given as it is', () => {
  const plan = planFor(templateOf('  dataset "rpool/zones"'));
  expect(plan.steps.some(({ kind }) => kind === 'dataset.create')).toBe(false);
});

const inUse = hostWith({
  configurations: {
    index: 'old1:installed:/zones/old1:0d4b5fcc-0000-4000-8000-000000000001\n',
    'old1.xml':
      '<zone name="old1" zonepath="/zones/old1" brand="ipkg" ip-type="exclusive"><dataset name="rpool/data/old1"/></zone>',
  },
});

test.each<[string, string, HostTexts, Omit<ZoneCreateWish, 'zone'>]>([
  [
    'processors of its own beside a cap',
    'zmgr::zone::dedicated-cpu',
    templateOf('  resources { dedicated-cpu "2-4"; cpu-cap 1 }'),
    {},
  ],
  [
    'processors of its own beside typed shares',
    'zmgr::zone::dedicated-cpu',
    templateOf('  resources { dedicated-cpu "2" }'),
    { limits: { 'cpu-shares': 10 } },
  ],
  [
    'more locked memory than memory',
    'zmgr::zone::too-little',
    templateOf('  resources { memory "1G"; locked "2G" }'),
    {},
  ],
  ['too little swap', 'zmgr::zone::too-little', templateOf('  resources { swap "49M" }'), {}],
  [
    'two file systems on one directory',
    'zmgr::zone::mounted-twice',
    templateOf('  fs "/a" special="/x"', '  fs "/a" special="/y"'),
    {},
  ],
  [
    'a dataset below one that another zone has',
    'zmgr::dataset::in-use',
    inUse,
    { datasets: ['rpool/data/old1/deep'] },
  ],
  [
    'a dataset above one that another zone has',
    'zmgr::dataset::in-use',
    inUse,
    { datasets: ['rpool/data'] },
  ],
  [
    'a dataset twice',
    'zmgr::dataset::in-use',
    templateOf('  dataset "rpool/data/a"'),
    { datasets: ['rpool/data/a'] },
  ],
  [
    'a dataset that inherits its mountpoint',
    'zmgr::dataset::inherits-mountpoint',
    templateOf(),
    { datasets: ['rpool/data'] },
  ],
  [
    'a dataset in one that is not there',
    'zmgr::dataset::no-parent',
    templateOf(),
    { datasets: ['rpool/nowhere/web01'] },
  ],
  ['a zpool', 'zmgr::dataset::not-for-zones', templateOf(), { datasets: ['rpool'] }],
  [
    'a boot environment',
    'zmgr::dataset::not-for-zones',
    templateOf(),
    { datasets: ['rpool/ROOT/openindiana'] },
  ],
  [
    'a limit that there is not',
    'zmgr::kdl::unknown',
    templateOf('  resources { memroy "1G" }'),
    {},
  ],
  [
    'a size without a unit',
    'zmgr::template::bad-resource',
    templateOf('  resources { memory "2" }'),
    {},
  ],
  ['an fs of nothing', 'zmgr::template::bad-resource', templateOf('  fs "/a"'), {}],
  [
    'an option that zonecfg would read',
    'zmgr::template::bad-resource',
    templateOf('  fs "/a" special="/b" options="ro];add"'),
    {},
  ],
])('%s is refused: %s', (_, code, texts, wish) => {
  expect(codeOf(() => planFor(texts, wish))).toBe(code);
});

test('more than the host has is a warning of the plan, a refusal where config.kdl says so, or nothing', () => {
  const wish = { limits: { memory: 17 * GiB, 'cpu-cap': 801 } };
  const plan = planFor(templateOf(), wish);
  expect(warningsOf(plan).map(({ message }) => message)).toEqual([
    'With web01 the zones of hv-04 may take 17G of memory, and it has 16G',
    'With web01 the zones of hv-04 may take 8.01 processors, and it has 8',
  ]);
  expect(warningsOf(plan)[0]?.help).toContain('`memory=16G` would fit');
  const saying = (overcommit: string) =>
    hostWith({ registry: { 'config.kdl': `default-template "oi"\novercommit "${overcommit}"\n` } });
  expect(codeOf(() => planFor(saying('refuse'), wish))).toBe('zmgr::host::overcommitted');
  expect(warningsOf(planFor(saying('allow'), wish))).toEqual([]);
  // The digest is of what is done: other zones come and go.
  expect(planFor(saying('allow'), wish).digest).toBe(planFor(saying('warn'), wish).digest);
});

test('what other zones may take counts, and zones without a cap do not', () => {
  const capped = hostWith({
    configurations: {
      index: 'old1:installed:/zones/old1:0d4b5fcc-0000-4000-8000-000000000001\n',
      'old1.xml': `<zone name="old1" zonepath="/zones/old1" brand="ipkg" ip-type="exclusive"><mcap physcap="${15 * GiB}"/></zone>`,
    },
  });
  expect(warningsOf(planFor(capped, { limits: { memory: 2 * GiB } }))).toHaveLength(1);
  expect(warningsOf(planFor(capped, { limits: { memory: GiB } }))).toHaveLength(0);
  expect(warningsOf(planFor(capped))).toHaveLength(0);
});

test('a cap that is raised counts like one of a new zone; a lower one, and the first one, refuse nobody', () => {
  const saying = (overcommit: string, cap: string) =>
    hostWith({
      registry: { 'config.kdl': `default-template "oi"\novercommit "${overcommit}"\n` },
      configurations: {
        index:
          'old1:installed:/zones/old1:0d4b5fcc-0000-4000-8000-000000000001\nother:installed:/zones/other:0d4b5fcc-0000-4000-8000-000000000002\n',
        'old1.xml': `<zone name="old1" zonepath="/zones/old1" brand="ipkg" ip-type="exclusive">${cap}</zone>`,
        'other.xml': `<zone name="other" zonepath="/zones/other" brand="ipkg" ip-type="exclusive"><mcap physcap="${15 * GiB}"/></zone>`,
      },
    });
  const set = (texts: ReturnType<typeof hostWith>, memory: number) =>
    planZoneSet({
      wish: { zone: parseZoneName('old1'), limits: { memory } },
      host: testHost,
      facts: factsOf(texts),
    });
  const capped = `<mcap physcap="${4 * GiB}"/>`;
  expect(warningsOf(set(saying('warn', capped), 5 * GiB)).map(({ message }) => message)).toEqual([
    'With old1 the zones of hv-04 may take 20G of memory, and it has 16G',
  ]);
  expect(codeOf(() => set(saying('refuse', capped), 5 * GiB))).toBe('zmgr::host::overcommitted');
  expect(warningsOf(set(saying('refuse', capped), 3 * GiB))).toEqual([]);
  expect(warningsOf(set(saying('allow', capped), 5 * GiB))).toEqual([]);
  expect(warningsOf(set(saying('refuse', ''), 2 * GiB))).toHaveLength(1);
});
