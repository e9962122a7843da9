/** Another name for a zone, and no entry for one: plans, refusals with what to type, and what is seen at the end. */
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { zoneStates } from '../../../hostlink/illumos/zoneadm.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { pointOfNoReturn } from '../../../hostlink/plan/make-plan.ts';
import { confirmZoneForgotten, planZoneForget } from '../../../hostlink/plans/zone-forget.ts';
import { confirmZoneRenamed, planZoneRename } from '../../../hostlink/plans/zone-rename.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { factsOf, hostWith, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';

const uuid = '0d4b5fcc-0000-4000-8000-000000000009';
const entry = `// ask Kim first
zone web01 { // the shop
    template "oi"
    net "default" {
        address "10.1.0.20/24"
        vnic "web01_0"
    }
}
`;

interface Around {
  readonly name?: string;
  readonly state?: string;
  readonly entries?: Readonly<Record<string, string>>;
  readonly address?: string;
  readonly pool?: string;
}

function factsWith({
  name = 'web01',
  state = 'installed',
  entries = { web01: entry },
  address = '10.1.0.20/24',
  pool,
}: Around) {
  const id = ['configured', 'incomplete', 'installed'].includes(state) ? '-' : '7';
  const index = id === '-' ? state : 'installed';
  return factsOf(
    hostWith({
      zones: `${ordinaryTexts.zones}${id}:${name}:${state}:/zones/web01:${uuid}:ipkg:excl\n`,
      configurations: {
        ...ordinaryTexts.configurations,
        index: `${ordinaryTexts.configurations.index}${name}:${index}:/zones/web01:${uuid}\n`,
        [`${name}.xml`]: `<zone name="${name}" zonepath="/zones/web01" brand="ipkg" ip-type="exclusive"><network allowed-address="${address}" physical="web01_0"/></zone>`,
      },
      registry: {
        ...Object.fromEntries(
          Object.entries(entries).map(([zone, text]) => [`zones/${zone}.kdl`, text]),
        ),
        ...(pool !== undefined && { 'pools/internal.kdl': pool }),
      },
    }),
  );
}

const renamed = (to: string, around: Around = {}) =>
  planZoneRename({
    zone: parseZoneName('web01'),
    to: parseZoneName(to),
    host: testHost,
    facts: factsWith(around),
  });
const forgotten = (around: Around = {}, zone = 'web01') =>
  planZoneForget({ zone: parseZoneName(zone), host: testHost, facts: factsWith(around) });

function refusal(action: () => unknown): Diagnostic {
  try {
    action();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
}

describe('rename', () => {
  test('the new entry first, the old one last; only the name in it changes', () => {
    const plan = renamed('web02');
    expect(plan.steps.map(({ kind }) => kind)).toEqual([
      'entry.create',
      'zone.rename',
      'entry.remove',
    ]);
    expect(plan.steps[0]?.args).toMatchObject({
      zone: 'web02',
      path: '/etc/zmgr/zones/web02.kdl',
      text: entry.replace('zone web01 {', 'zone "web02" {'),
    });
    expect(plan.steps[2]?.args).toMatchObject({ zone: 'web01', text: entry });
    expect(plan).toMatchObject({ risk: 'disruptive', locks: ['zone/web01', 'zone/web02'] });
    expect(pointOfNoReturn(plan, stepKinds)).toBeUndefined();
  });

  test('of a zone without an entry it is the name alone', () => {
    expect(renamed('web02', { entries: {} }).steps.map(({ kind }) => kind)).toEqual([
      'zone.rename',
    ]);
  });

  test('who goes on to name the old one is told', () => {
    const app = 'zone "app01" {\n    depends-on "web01"\n}\n';
    const plan = renamed('web02', { entries: { web01: entry, app01: app } });
    expect(plan.chosen.renamed).toMatchObject({ to: 'web02', dependants: ['app01'] });
  });

  test.each(zoneStates)('of a zone that is %s', (state) => {
    const goes = ['configured', 'incomplete', 'installed'].includes(state);
    if (goes) {
      expect(renamed('web02', { state }).subject).toBe('web01');
      return;
    }
    const { code, help } = refusal(() => renamed('web02', { state }));
    const told: Readonly<Record<string, readonly [string, string]>> = {
      running: ['must-be-down', '/zone shutdown hv-04/web01'],
      ready: ['must-be-down', '/zone halt hv-04/web01'],
      shutting_down: ['going-down', '/zone show hv-04/web01'],
      down: ['going-down', '/zone halt hv-04/web01'],
    };
    const [what, toType] = told[state] ?? ['state-forbids', 'on the host'];
    expect(code).toBe(`zmgr::zone::${what}`);
    expect(help).toContain(toType);
  });

  test.each([
    ['old1', 'exists'],
    ['7', 'reserved-name'],
    ['OInlipkg', 'reserved-name'],
    ['gone1', 'has-entry'],
  ])('to %s is refused: %s', (to, what) => {
    const entries = { web01: entry, gone1: 'zone "gone1" {\n}\n' };
    expect(refusal(() => renamed(to, { entries })).code).toBe(`zmgr::zone::${what}`);
  });

  test('while somebody else is at work on it is refused', () => {
    const text = entry.replace('// the shop\n', '\n    state "creating"\n');
    expect(refusal(() => renamed('web02', { entries: { web01: text } })).code).toBe(
      'zmgr::zone::unfinished',
    );
  });

  test('is seen to be done', () => {
    const plan = renamed('web02');
    const after = { web02: entry.replace('web01 {', 'web02 {') };
    confirmZoneRenamed(plan, factsWith({ name: 'web02', entries: after }));
    for (const around of [
      {},
      { name: 'web02' },
      { name: 'web02', entries: {} },
      { name: 'web02', entries: { ...after, web01: entry } },
    ])
      expect(refusal(() => confirmZoneRenamed(plan, factsWith(around))).code).toBe(
        'zmgr::zone::not-renamed',
      );
  });
});

describe('forget', () => {
  test('takes the entry, whatever the zone does, and nothing else', () => {
    const plan = forgotten({ state: 'running' });
    expect(plan.steps.map(({ kind, args }) => [kind, args.text])).toEqual([
      ['entry.remove', entry],
    ]);
    expect(plan).toMatchObject({
      risk: 'routine',
      chosen: { forgotten: { addresses: ['10.1.0.20'] } },
    });
    expect(forgotten({ state: 'installed' }).digest).toBe(plan.digest);
    expect(pointOfNoReturn(plan, stepKinds)).toBeUndefined();
  });

  test('is refused without an entry, of what is left of a zone, and while one is being made', () => {
    expect(refusal(() => forgotten({ entries: {} })).code).toBe('zmgr::zone::no-entry');
    const left = refusal(() => forgotten({ entries: { gone1: 'zone "gone1" {\n}\n' } }, 'gone1'));
    expect(left.code).toBe('zmgr::zone::unknown');
    expect(left.help).toContain('/zone destroy hv-04/gone1');
    const text = entry.replace('// the shop\n', '\n    state "creating"\n');
    expect(refusal(() => forgotten({ entries: { web01: text } })).code).toBe(
      'zmgr::zone::unfinished',
    );
  });

  test('an address that only the entry knows would be given to others; one that is reserved is not', () => {
    const { code, help } = refusal(() => forgotten({ address: '10.1.0.99/24' }));
    expect(code).toBe('zmgr::zone::address-only-in-entry');
    expect(help).toContain('reserve "10.1.0.20" note="web01"');
    const { 'pools/internal.kdl': internal = '' } = ordinaryTexts.registry;
    const pool = internal.replace(/\}\n$/, '  reserve "10.1.0.20" note="web01"\n}\n');
    expect(pool).toContain('reserve');
    expect(forgotten({ address: '10.1.0.99/24', pool }).verb).toBe('forget');
  });

  test('is seen to be done while the zone is there and its entry is not', () => {
    const plan = forgotten();
    confirmZoneForgotten(plan, factsWith({ entries: {} }));
    for (const around of [{}, { name: 'other1', entries: {} }])
      expect(refusal(() => confirmZoneForgotten(plan, factsWith(around))).code).toBe(
        'zmgr::zone::not-forgotten',
      );
  });
});
