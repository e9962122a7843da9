import { expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseAddress } from '../../../hostlink/ipam/address.ts';
import { linkNameFault } from '../../../hostlink/names/link-name.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { digestOf, type Plan, planSchema } from '../../../hostlink/plan/plan.ts';
import { planZoneCreate, type ZoneCreateWish } from '../../../hostlink/plans/zone-create.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import {
  factsOf,
  type HostTexts,
  hostWith,
  internalPool,
  oldZoneXml,
  ordinaryTexts,
  testHost,
} from '../../support/illumos-facts.ts';

interface Around {
  readonly texts?: HostTexts;
  readonly holds?: readonly string[];
  readonly pinned?: Plan;
  readonly today?: string;
}

const planFor = (
  wish: Omit<ZoneCreateWish, 'zone'> & { zone?: string },
  { texts = ordinaryTexts, holds = [], pinned, today = '2026-11-21' }: Around = {},
): Plan =>
  planZoneCreate({
    wish: { ...wish, zone: parseZoneName(wish.zone ?? 'web01') },
    host: testHost,
    facts: factsOf(texts),
    holds,
    today,
    pinned,
  });

function refusal(action: () => unknown): Diagnostic {
  try {
    action();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
}

const argsOf = (plan: Plan, kind: string) =>
  plan.steps.filter((step) => step.kind === kind).map(({ args }) => args);

test('a zone from a template of one net', () => {
  const plan = planFor({});
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    'entry.create',
    'vnic.create',
    'zone.configure',
    'zone.install',
    'zone.boot',
    'entry.settle',
  ]);
  expect(plan.holds).toEqual(['10.1.0.11']);
  expect(plan.risk).toBe('routine');
  expect(argsOf(plan, 'vnic.create')).toEqual([
    { link: 'web01_0', over: 'stub0', mac: expect.stringMatching(/^02:08:20:/) },
  ]);
  expect(argsOf(plan, 'zone.configure')).toMatchObject([
    {
      configuration: {
        zonepath: '/zones/web01',
        brand: 'ipkg',
        autoboot: true,
        ipType: 'exclusive',
        nets: [{ physical: 'web01_0', allowedAddress: '10.1.0.11/24', defrouter: '10.1.0.1' }],
      },
    },
  ]);
  expect(argsOf(plan, 'entry.create')[0]?.text).toBe(
    'zone "web01" {\n    state "creating"\n    template "oi"\n    created "2026-11-21"\n    net "default" {\n        address "10.1.0.11/24"\n        gateway "10.1.0.1"\n        vnic "web01_0"\n        stub "stub0"\n    }\n}\n',
  );
});

test('a router: a net without protection has no address in zonecfg, the default route goes where the template says', () => {
  const plan = planFor({ template: 'router' });
  expect(plan.holds).toEqual(['10.1.0.11', '203.0.113.17']);
  expect(argsOf(plan, 'vnic.create').map(({ link, over }) => [link, over])).toEqual([
    ['rtr_web01_0', 'stub0'],
    ['web01_1', 'igb0'],
  ]);
  expect(argsOf(plan, 'zone.configure')).toMatchObject([
    {
      configuration: {
        nets: [
          { physical: 'rtr_web01_0' },
          { physical: 'web01_1', allowedAddress: '203.0.113.17/24', defrouter: '203.0.113.1' },
        ],
      },
    },
  ]);
  expect(plan.steps.some(({ kind }) => kind === 'zone.boot')).toBe(false);
});

test('a zone whose nets all deny the default route gets none', () => {
  const texts = hostWith({
    registry: {
      'templates/inner.kdl':
        'template "inner" {\n  brand "ipkg"\n  net "a" {\n    pool "internal"\n    default-route #false\n  }\n}\n',
    },
  });
  expect(argsOf(planFor({ template: 'inner' }, { texts }), 'zone.configure')).toMatchObject([
    { configuration: { nets: [{ physical: 'web01_0', allowedAddress: '10.1.0.11/24' }] } },
  ]);
  expect(JSON.stringify(planFor({ template: 'inner' }, { texts }).steps)).not.toContain(
    'defrouter',
  );
});

test('both families of a pool, and two nets of one pool, get addresses of their own', () => {
  const texts = hostWith({
    registry: {
      'pools/internal.kdl':
        'pool "internal" {\n  network "10.1.0.0/24"\n  gateway "10.1.0.1"\n  stub "stub0"\n  range-start "10.1.0.10"\n  range-end "10.1.0.250"\n  v6 { network "fd00:10:1::/64"; gateway "fd00:10:1::1"; range-start "fd00:10:1::10"; range-end "fd00:10:1::fa" }\n}\n',
      'templates/twin.kdl':
        'template "twin" {\n  brand "ipkg"\n  net "a" { pool "internal" }\n  net "b" { pool "internal" }\n}\n',
    },
  });
  expect(planFor({ template: 'twin' }, { texts }).holds).toEqual([
    '10.1.0.11',
    'fd00:10:1::10',
    '10.1.0.12',
    'fd00:10:1::11',
  ]);
});

test('what an operation holds, a zone without an entry has, or the host has, is not given', () => {
  const texts = hostWith({
    zones: `${ordinaryTexts.zones}-:stray:installed:/zones/stray:0d4b5fcc-0000-4000-8000-000000000002:ipkg:excl\n`,
    configurations: {
      index: `${ordinaryTexts.configurations.index}stray:installed:/zones/stray:0d4b5fcc-0000-4000-8000-000000000002\n`,
      'old1.xml': oldZoneXml,
      'stray.xml': oldZoneXml
        .replaceAll('old1', 'stray')
        .replaceAll('10.1.0.10/24', '10.1.0.11/24'),
    },
    addresses: `${ordinaryTexts.addresses}prov0/v4:static:ok:10.1.0.12/24\n`,
  });
  expect(planFor({}, { texts, holds: ['10.1.0.13'] }).holds).toEqual(['10.1.0.14']);
});

test('planning again keeps what was chosen, whatever happened elsewhere: same digest', () => {
  const first = planFor({});
  const texts = hostWith({
    registry: {
      'zones/other.kdl':
        'zone "other" {\n  template "oi"\n  net "default" { address "10.1.0.99/24" }\n}\n',
    },
  });
  const again = planFor({}, { texts, pinned: first, today: '2026-11-22' });
  expect(again.digest).toBe(first.digest);
  expect(planFor({}, { today: '2026-11-22' }).digest).not.toBe(first.digest);
});

test('a chosen address that somebody took meanwhile is not planned again', () => {
  const first = planFor({});
  const texts = hostWith({
    registry: {
      'zones/other.kdl':
        'zone "other" {\n  template "oi"\n  net "default" { address "10.1.0.11/24" }\n}\n',
    },
  });
  expect(refusal(() => planFor({}, { texts, pinned: first })).code).toBe('zmgr::address::taken');
});

test('a plan survives JSON, and its steps are understood', () => {
  const plan = planFor({ template: 'router' });
  const read = planSchema.parse(JSON.parse(JSON.stringify(plan)));
  expect(digestOf(read)).toBe(plan.digest);
  for (const step of read.steps) expect(meaningOf(step, stepKinds).title).not.toBe('');
});

test.each([
  ['web-01', 'web_01_0'],
  ['1web', 'z1web_0'],
  ['web', 'web_0'],
  [`a${'b'.repeat(62)}`, undefined],
])('the zone %s gets a legal link', (zone, expected) => {
  const [vnic] = argsOf(planFor({ zone }), 'vnic.create');
  const link = String(vnic?.link);
  expect(linkNameFault(link)).toBeUndefined();
  if (expected !== undefined) expect(link).toBe(expected);
});

const withRegistry = (registry: Readonly<Record<string, string | undefined>>): Around => ({
  texts: hostWith({ registry }),
});
const full = internalPool.replace('10.1.0.250', '10.1.0.10');

test.each<[string, string, Omit<ZoneCreateWish, 'zone'> & { zone?: string }, Around]>([
  ['a zone that there is', 'zmgr::zone::exists', { zone: 'old1' }, {}],
  [
    'a zone that has an entry only',
    'zmgr::zone::has-entry',
    { zone: 'ghost' },
    withRegistry({ 'zones/ghost.kdl': 'zone "ghost" {\n  template "oi"\n}\n' }),
  ],
  ['a number', 'zmgr::zone::reserved-name', { zone: '42' }, {}],
  ['a template of the system', 'zmgr::zone::reserved-name', { zone: 'OInlipkg' }, {}],
  ['an unknown template', 'zmgr::template::unknown', { template: 'io' }, {}],
  ['an unknown pool', 'zmgr::pool::unknown', { pool: 'interal' }, {}],
  [
    'an address outside the pool',
    'zmgr::address::outside-pool',
    { address: parseAddress('10.1.0.251') },
    {},
  ],
  ['an address that is taken', 'zmgr::address::taken', { address: parseAddress('10.1.0.10') }, {}],
  ['the gateway', 'zmgr::address::reserved', { address: parseAddress('10.1.0.1') }, {}],
  [
    'an address of no family of the pool',
    'zmgr::pool::no-family',
    { address: parseAddress('fd00::1') },
    {},
  ],
  ['a full pool', 'zmgr::pool::exhausted', {}, withRegistry({ 'pools/internal.kdl': full })],
  ['pool= with two nets', 'zmgr::create::which-net', { template: 'router', pool: 'internal' }, {}],
  [
    'address= in none of two nets',
    'zmgr::create::which-net',
    { template: 'router', address: parseAddress('192.0.2.9') },
    {},
  ],
  [
    'a pool over a link that is not there',
    'zmgr::pool::no-link',
    {},
    withRegistry({ 'pools/internal.kdl': full.replace('stub0', 'stub9') }),
  ],
  [
    'a pool over a VNIC',
    'zmgr::pool::no-link',
    {},
    withRegistry({ 'pools/internal.kdl': full.replace('stub0', 'old1_0') }),
  ],
  [
    'a brand that OpenIndiana lacks',
    'zmgr::brand::unknown',
    {},
    withRegistry({
      'templates/oi.kdl': 'template "oi" {\n  brand "sparse"\n  pool "internal"\n}\n',
    }),
  ],
  [
    'a virtual machine',
    'zmgr::brand::not-ours',
    {},
    withRegistry({
      'templates/oi.kdl': 'template "oi" {\n  brand "bhyve"\n  pool "internal"\n}\n',
    }),
  ],
  [
    'a broken pool file',
    'zmgr::kdl::syntax',
    {},
    withRegistry({ 'pools/internal.kdl': 'pool "internal" {\n  network 10.1.0.0/24\n}\n' }),
  ],
  [
    'a broken config.kdl',
    'zmgr::kdl::syntax',
    {},
    withRegistry({ 'config.kdl': 'zonepath-prefix "/zones' }),
  ],
])('%s is refused: %s', (_, code, wish, around) => {
  const diagnostic = refusal(() => planFor(wish, around));
  expect(diagnostic.code).toBe(code);
  expect(diagnostic.help).toBeTruthy();
});

test('a broken file that the zone does not need is no hindrance', () => {
  expect(planFor({}, withRegistry({ 'pools/public.kdl': 'pool "public" {' })).holds).toEqual([
    '10.1.0.11',
  ]);
});

test('a zone whose configuration cannot be read stops allocation: its addresses are not known', () => {
  const { 'old1.xml': _, ...configurations } = ordinaryTexts.configurations;
  expect(refusal(() => planFor({}, { texts: hostWith({ configurations }) })).code).toBe(
    'zmgr::zone::no-xml',
  );
});
