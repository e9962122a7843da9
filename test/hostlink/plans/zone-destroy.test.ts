/** What destroying a zone takes, by what there is of it; what is lost; and what is refused, each with what to type. */
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseZoneDatasets } from '../../../hostlink/illumos/zone-datasets.ts';
import { zoneStates } from '../../../hostlink/illumos/zoneadm.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { parsePlan, pointOfNoReturn, printPlan } from '../../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { planZoneDestroy, zoneLossSchema } from '../../../hostlink/plans/zone-destroy.ts';
import { confirmZoneDestroyed } from '../../../hostlink/plans/zone-destroyed.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { factsOf, hostWith, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';

const web01 = parseZoneName('web01');
const uuid = '0d4b5fcc-0000-4000-8000-000000000009';

const entry = `zone "web01" {
    template "oi"
    net "default" {
        address "10.1.0.20/24"
        vnic "web01_0"
        stub "stub0"
    }
}
`;

const xml = (more = '') =>
  `<?xml version="1.0"?>\n<zone name="web01" zonepath="/zones/web01" autoboot="true" brand="ipkg" ip-type="exclusive">\n  <network allowed-address="10.1.0.20/24" physical="web01_0"/>\n${more}</zone>\n`;

const stamp = '  <attr name="zonebot" type="string" value="0123456789abcdef"/>\n';

const ownDatasets = [
  'rpool/zones/web01\t1000000\t/zones/web01\t-\t-',
  'rpool/zones/web01@daily\t0\t-\t0\t',
  'rpool/zones/web01/ROOT\t900000\tlegacy\t-\t-',
  'rpool/zones/web01/ROOT/zbe\t900000\tlegacy\t-\t-',
  'rpool/zones/web01/ROOT/zbe@daily\t0\t-\t0\t-',
  'rpool/zones/web01/ROOT/zbe@before\t0\t-\t0\trpool/zones/web01/ROOT/zbe-1',
].join('\n');

interface Around {
  /** Undefined where there is no such zone. */
  readonly state?: string | undefined;
  readonly entry?: string | undefined;
  readonly xml?: string;
  readonly brand?: string;
  readonly datasets?: string | undefined;
  /** Over and MAC of web01_0, as dladm prints them. */
  readonly vnic?: string;
  readonly others?: { readonly registry?: Record<string, string>; readonly xml?: string };
  readonly addresses?: string;
}

const isActive = (state: string) => !['configured', 'incomplete', 'installed'].includes(state);

function factsWith({
  state,
  brand = 'ipkg',
  datasets,
  vnic,
  others = {},
  addresses,
  ...around
}: Around) {
  const id = state !== undefined && isActive(state) ? '7' : '-';
  const listed =
    state === undefined ? '' : `${id}:web01:${state}:/zones/web01:${uuid}:${brand}:excl\n`;
  const index = isActive(state ?? '') ? 'installed' : state;
  const texts = hostWith({
    zones: `${ordinaryTexts.zones}${listed}`,
    configurations: {
      ...ordinaryTexts.configurations,
      ...(others.xml !== undefined && { 'old1.xml': others.xml }),
      ...(state !== undefined && {
        index: `${ordinaryTexts.configurations.index}web01:${index}:/zones/web01:${uuid}\n`,
        'web01.xml': around.xml ?? xml(),
      }),
    },
    links: `${ordinaryTexts.links}web01_0:vnic:9000:up:stub0\n`,
    vnics: `${ordinaryTexts.vnics}web01_0:${vnic ?? 'stub0:2\\:8\\:20\\:1\\:2\\:9:fixed'}:0\n`,
    ...(addresses !== undefined && { addresses }),
    registry: {
      ...(around.entry !== undefined && { 'zones/web01.kdl': around.entry }),
      ...others.registry,
    },
  });
  return {
    ...factsOf(texts),
    datasets: datasets === undefined ? undefined : parseZoneDatasets(datasets, 'zfs list'),
  };
}

const planned = (around: Around): Plan =>
  planZoneDestroy({ zone: web01, host: testHost, facts: factsWith(around) });

const kinds = ({ steps }: Plan) => steps.map(({ kind }) => kind);
const lossOf = ({ chosen }: Plan) => zoneLossSchema.parse(chosen.loss);

function refusal(action: () => unknown): Diagnostic {
  try {
    action();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
}

/** By state, with and without an entry: the steps. */
const table: Readonly<Record<string, readonly string[]>> = {
  configured: ['zone.delete'],
  incomplete: ['zone.uninstall', 'zone.delete'],
  installed: ['zone.uninstall', 'zone.delete'],
  ready: ['zone.halt', 'zone.uninstall', 'zone.delete'],
  running: ['zone.halt', 'zone.uninstall', 'zone.delete'],
  shutting_down: ['zone.halt', 'zone.uninstall', 'zone.delete'],
  down: ['zone.halt', 'zone.uninstall', 'zone.delete'],
};

describe.each(zoneStates)('a zone that is %s', (state) => {
  const steps = table[state];
  if (steps === undefined) {
    test('is left alone', () => {
      const { code, help } = refusal(() => planned({ state, entry }));
      expect(code).toBe('zmgr::zone::state-forbids');
      expect(help).toContain('on the host');
    });
    return;
  }

  test('with an entry: marked first, removed last, the only text that is removed', () => {
    const plan = planned({ state, entry, datasets: ownDatasets });
    expect(kinds(plan)).toEqual(['entry.mark', ...steps, 'vnic.delete', 'entry.remove']);
    expect(plan.risk).toBe('destructive');
    expect(plan.steps.at(-1)?.args.text).toBe(entry.replace('{\n', '{\n    state "destroying"\n'));
    expect(plan.guards.map(({ kind }) => kind)).toContain('entry.text');
    expect(parsePlan(printPlan(plan)).digest).toBe(plan.digest);
  });

  test('without one: what is not said to be its own stays, and why', () => {
    const plan = planned({ state });
    expect(kinds(plan)).toEqual(steps);
    expect(lossOf(plan).stay).toEqual([
      { what: 'link web01_0', because: 'nothing says that it was made for web01' },
    ]);
    expect(kinds(planned({ state, xml: xml(stamp) }))).toEqual([...steps, 'vnic.delete']);
  });
});

test('the point of no return is the uninstall; before it nothing is lost', () => {
  const plan = planned({ state: 'running', entry, datasets: ownDatasets });
  expect(pointOfNoReturn(plan, stepKinds)).toEqual({
    step: 3,
    because: expect.stringContaining('no copy is kept'),
  });
});

describe('of a zone that is gone only its entry and its links go, and all of that can be taken back', () => {
  test.each(['', '    state "creating"\n', '    state "destroying"\n'])('%j', (state) => {
    const text = entry.replace('{\n', `{\n${state}`);
    const plan = planned({ entry: text });
    expect(kinds(plan)).toEqual([
      ...(state === '' ? ['entry.mark'] : []),
      'vnic.delete',
      'entry.remove',
    ]);
    expect(plan.guards[0]?.kind).toBe('zone.absent');
    expect(pointOfNoReturn(plan, stepKinds)).toBeUndefined();
  });
});

test('a destroy that was broken off goes on where it was', () => {
  const text = entry.replace('{\n', '{\n    state "destroying"\n');
  expect(kinds(planned({ state: 'incomplete', entry: text, datasets: ownDatasets }))).toEqual([
    'zone.uninstall',
    'zone.delete',
    'vnic.delete',
    'entry.remove',
  ]);
  expect(planned({ state: 'incomplete', entry: text }).steps.at(-1)?.args.text).toBe(text);
});

test.each([
  'zone "web01" { template "oi"; }\n',
  'zone "web01" {\n    state "ready"\n}\n',
  'zone "web01" { /*\n*/ template "oi" }\n',
])('an entry into which no line can be put goes as it is: %j', (text) => {
  const plan = planned({ state: 'installed', entry: text });
  expect(kinds(plan)).not.toContain('entry.mark');
  expect(plan.steps.at(-1)?.args.text).toBe(text);
});

describe('what is lost', () => {
  test('address, dataset, its size and snapshots, each snapshot once', () => {
    expect(lossOf(planned({ state: 'running', entry, datasets: ownDatasets }))).toEqual({
      state: 'running',
      addresses: ['10.1.0.20'],
      dataset: { name: 'rpool/zones/web01', bytes: 1_000_000, snapshots: ['daily', 'before'] },
      reservations: [],
      dependants: [],
      stay: [],
    });
  });

  test('data below that was not installed stays, and the dataset above it', () => {
    const data =
      'rpool/zones/web01/data\t300000\t/zones/web01/data\t-\t-\nrpool/zones/web01/data@kept\t0\t-\t2\t-\nrpool/zones/web01/data/more\t100000\t/x\t-\t-';
    const plan = planned({ state: 'running', entry, datasets: `${ownDatasets}\n${data}` });
    const { dataset, stay } = lossOf(plan);
    expect(dataset).toMatchObject({ bytes: 700_000, snapshots: ['daily', 'before'] });
    expect(stay.map(({ what }) => what)).toEqual([
      'dataset rpool/zones/web01/data',
      'dataset rpool/zones/web01',
    ]);
  });

  test('who depends on it', () => {
    const app = 'zone "app01" {\n    depends-on "web01"\n}\n';
    const plan = planned({
      state: 'running',
      entry,
      others: { registry: { 'zones/app01.kdl': app } },
    });
    expect(lossOf(plan).dependants).toEqual(['app01']);
  });

  test('a dataset of a zone that is only configured is nobody’s to destroy', () => {
    const { dataset, stay } = lossOf(planned({ state: 'configured', datasets: ownDatasets }));
    expect(dataset).toBeUndefined();
    expect(stay.map(({ what }) => what)).toContain('dataset rpool/zones/web01');
  });
});

describe('links that stay', () => {
  const vnicOver = (over: string) => `${over}:2\\:8\\:20\\:1\\:2\\:9:fixed`;
  test.each<readonly [string, Around, RegExp]>([
    [
      'over another link than the entry says',
      { vnic: vnicOver('igb0') },
      /over igb0, where the entry says stub0/,
    ],
    [
      'in another zone, too',
      {
        others: {
          xml: '<zone name="old1" zonepath="/zones/old1" brand="ipkg" ip-type="exclusive"><network physical="web01_0"/></zone>',
        },
      },
      /the zone old1 uses it too/,
    ],
    [
      "in another zone's entry, too",
      { others: { registry: { 'zones/app01.kdl': 'zone "app01" {\n  vnic "web01_0"\n}\n' } } },
      /the zone app01, by its entry, uses it too/,
    ],
    [
      'with an address of the host on it',
      { addresses: `${ordinaryTexts.addresses}web01_0/v4:static:ok:10.1.0.2/24\n` },
      /the host, with the address object web01_0\/v4/,
    ],
  ])('%s', (_, around, why) => {
    const plan = planned({ state: 'installed', entry, ...around });
    expect(kinds(plan)).not.toContain('vnic.delete');
    expect(
      lossOf(plan)
        .stay.map(({ because }) => because)
        .join(),
    ).toMatch(why);
  });
});

describe('refused', () => {
  const held = ownDatasets.replace('before\t0\t-\t0', 'before\t0\t-\t1');
  const cloned = ownDatasets.replace('zones/web01/ROOT/zbe-1', 'zones/copy/ROOT/zbe');
  const using = (resource: string) =>
    `<zone name="old1" zonepath="/zones/old1" brand="ipkg" ip-type="exclusive">${resource}</zone>`;
  test.each<readonly [string, Around, string]>([
    [
      'delete-protected',
      { entry: entry.replace('{\n', '{\n    delete-protection #true\n') },
      '/zone set hv-04/web01 delete-protection=no',
    ],
    ['unfinished', { entry: entry.replace('{\n', '{\n    state "moving"\n') }, '/zone op list'],
    ['virtual-machine', { brand: 'bhyve' }, 'vm-manager'],
    ['snapshots-held', { datasets: held }, 'zfs holds rpool/zones/web01/ROOT/zbe@before'],
    ['has-clones', { datasets: cloned }, 'zfs promote rpool/zones/copy/ROOT/zbe'],
    [
      'used-by-zone',
      { others: { xml: using('<dataset name="rpool/zones/web01/data"/>') }, datasets: ownDatasets },
      'zonecfg -z old1 info dataset',
    ],
    [
      'used-by-zone',
      {
        others: {
          xml: using('<filesystem special="/zones/web01/root/x" directory="/x" type="lofs"/>'),
        },
      },
      'zonecfg -z old1 info fs',
    ],
    ['unknown', { state: undefined, entry: undefined }, '/zone list'],
  ])('%s', (what, around, toType) => {
    const { code, help, message } = refusal(() => planned({ state: 'running', entry, ...around }));
    expect(code).toBe(`zmgr::zone::${what}`);
    expect(help).toContain(toType);
    if (what !== 'unknown') expect(message).toContain('nothing was changed');
  });

  test('an entry that can’t be understood might say that it is protected', () => {
    expect(() => planned({ state: 'running', entry: 'zone "web01" {' })).toThrow();
  });
});

test('what changes beside it makes no approval stale: another size, more snapshots, another zone', () => {
  const plan = planned({ state: 'running', entry, datasets: ownDatasets });
  const later = planned({
    state: 'running',
    entry,
    datasets: `${ownDatasets.replace('1000000', '2000000')}\nrpool/zones/web01/ROOT/zbe@hourly\t0\t-\t0\t`,
    others: { registry: { 'zones/app01.kdl': 'zone "app01" {\n  depends-on "web01"\n}\n' } },
  });
  expect(later.digest).toBe(plan.digest);
  expect(planned({ state: 'installed', entry, datasets: ownDatasets }).digest).not.toBe(
    plan.digest,
  );
});

test('it is gone when neither the zone nor its entry nor its link is to be seen', () => {
  const plan = planned({ state: 'running', entry, datasets: ownDatasets });
  const gone = factsOf(ordinaryTexts);
  confirmZoneDestroyed(plan, gone);
  const left = (around: Around) =>
    refusal(() => confirmZoneDestroyed(plan, { ...gone, ...factsWith(around) })).message;
  expect(left({ state: 'configured' })).toContain('the zone itself, configured');
  expect(left({})).toContain('the VNIC web01_0');
  expect(left({ entry })).toContain('its entry');
  expect(left({ entry: 'zone "web01" {' })).toContain('its entry');
});
