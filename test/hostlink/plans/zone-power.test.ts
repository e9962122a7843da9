/** Every state of a zone and every power verb: a plan, or a refusal with its words and what to type instead. */
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { zoneStates } from '../../../hostlink/illumos/zoneadm.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { pointOfNoReturn } from '../../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import { confirmZoneBooted, planZoneBoot } from '../../../hostlink/plans/zone-boot.ts';
import { confirmZoneDown, planZoneHalt } from '../../../hostlink/plans/zone-halt.ts';
import { tagsSeen } from '../../../hostlink/plans/zone-power.ts';
import type { PowerVerb } from '../../../hostlink/plans/zone-power-fit.ts';
import { confirmZoneRebooted, planZoneReboot } from '../../../hostlink/plans/zone-reboot.ts';
import { planZoneShutdown } from '../../../hostlink/plans/zone-shutdown.ts';
import { meaningOf } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { factsOf, hostWith, testHost } from '../../support/illumos-facts.ts';

const web01 = parseZoneName('web01');
const uuid = '0d4b5fcc-0000-4000-8000-000000000009';
const isActive = (state: string) => !['configured', 'incomplete', 'installed'].includes(state);

interface Around {
  readonly id?: string;
  readonly brand?: string;
  readonly entry?: string;
}

const factsWith = (
  state: string,
  { id = isActive(state) ? '7' : '-', brand = 'ipkg', entry }: Around = {},
) =>
  factsOf(
    hostWith({
      zones: `0:global:running:/::ipkg:shared\n${id}:web01:${state}:/zones/web01:${uuid}:${brand}:excl\n`,
      registry: { ...(entry !== undefined && { 'zones/web01.kdl': entry }) },
    }),
  );

const planned = (verb: PowerVerb, state: string, around: Around = {}, force = false): Plan => {
  const planning = { zone: web01, host: testHost, facts: factsWith(state, around) };
  switch (verb) {
    case 'boot':
      return planZoneBoot(planning);
    case 'shutdown':
      return planZoneShutdown(planning);
    case 'halt':
      return planZoneHalt(planning);
    case 'reboot':
      return planZoneReboot({ ...planning, force });
  }
};

function refusal(action: () => unknown): Diagnostic {
  try {
    action();
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
}

const verbs = ['boot', 'shutdown', 'halt', 'reboot'] as const;

/** Rows by state: what comes of boot, shutdown, halt, reboot. `+` is a plan, everything else a code below zmgr::zone. */
const table = `
configured     not-installed    not-running   state-forbids    not-running
incomplete     not-installed    not-running   state-forbids    not-running
installed      +                not-running   halted-already   not-running
ready          +                only-ready    +                only-ready
running        runs-already     +             +                +
shutting_down  going-down       going-down    +                going-down
down           going-down       going-down    +                going-down
mounted        state-forbids    state-forbids state-forbids    state-forbids
unknown        state-forbids    state-forbids state-forbids    state-forbids
`;

const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/));
const cases = rows.flatMap(([state = '', ...outcomes]) =>
  verbs.map((verb, at) => ({ verb, state, outcome: outcomes[at] ?? '' })),
);

test('the table has every state', () => {
  expect(new Set(rows.map(([state]) => state))).toEqual(new Set(zoneStates));
});

test.each(cases)('$verb of a zone that is $state: $outcome', ({ verb, state, outcome }) => {
  if (outcome === '+') {
    const plan = planned(verb, state);
    expect(plan).toMatchObject({ verb, subject: 'web01', host: 'hv-04', locks: ['zone/web01'] });
    expect(plan.steps.map(({ kind }) => kind)).toEqual([`zone.${verb}`]);
    expect(plan.guards).toEqual([
      {
        kind: 'zone.state',
        args: { zone: 'web01', state, uuid, ...(verb === 'reboot' && { id: 7 }) },
      },
    ]);
    expect(plan.risk).toBe(verb === 'boot' ? 'routine' : 'disruptive');
    return;
  }
  const { code, message, help } = refusal(() => planned(verb, state));
  expect(code).toBe(`zmgr::zone::${outcome}`);
  expect(message).toContain('web01');
  // Something that can be typed, here or on the host.
  expect(help).toMatch(/`(\/zone \w+ (hv-04\/web01|list)|zoneadm )/);
});

describe('in words', () => {
  test.each([
    ['boot', 'running', 'web01 is running already; nothing was changed'],
    ['boot', 'configured', 'web01 is configured and must be installed before boot'],
    ['boot', 'incomplete', 'web01 is incomplete and must be installed before boot'],
    ['shutdown', 'installed', 'web01 is not running'],
    ['reboot', 'installed', 'web01 is not running'],
    ['halt', 'installed', 'web01 is halted already; nothing was changed'],
    ['halt', 'configured', "halt operation is invalid for zones in state 'configured'"],
    ['shutdown', 'ready', "shutdown operation is invalid for zones in state 'ready'"],
    ['reboot', 'mounted', "reboot operation is invalid for zones in state 'mounted'"],
    ['boot', 'down', 'web01 is down, and not yet let go by the kernel'],
  ] as const)('%s of one that is %s: %s', (verb, state, words) => {
    expect(refusal(() => planned(verb, state)).message).toContain(words);
  });

  test.each([
    ['shutdown', 'installed', '`/zone boot hv-04/web01`'],
    ['reboot', 'installed', '`/zone boot hv-04/web01`'],
    ['boot', 'running', '`/zone reboot hv-04/web01`'],
    ['shutdown', 'shutting_down', '`/zone halt hv-04/web01`'],
    ['boot', 'incomplete', '`/zone destroy hv-04/web01`'],
    ['boot', 'mounted', '`zoneadm -z web01 unmount`'],
  ] as const)('%s of one that is %s is told to type %s', (verb, state, typed) => {
    expect(refusal(() => planned(verb, state)).help).toContain(typed);
  });

  test('what is unclean says so, in its plan', () => {
    const titleOf = ({ steps: [step] }: Plan) => step && meaningOf(step, stepKinds).title;
    expect(titleOf(planned('shutdown', 'running'))).toBe('Shut down web01 cleanly');
    expect(titleOf(planned('halt', 'running'))).toContain('nothing in it is shut down cleanly');
    expect(titleOf(planned('reboot', 'running'))).toContain('shut it down cleanly, then boot it');
    expect(titleOf(planned('reboot', 'running', {}, true))).toContain(
      'by force: halt it, with nothing in it shut down cleanly',
    );
  });
});

test.each(verbs)('%s of a name that the host does not have offers the nearest', (verb) => {
  const planning = {
    zone: parseZoneName('web1'),
    host: testHost,
    facts: factsWith('running'),
    force: false,
  };
  const plan = { boot: planZoneBoot, shutdown: planZoneShutdown, halt: planZoneHalt }[
    verb === 'reboot' ? 'boot' : verb
  ];
  const told = refusal(() => (verb === 'reboot' ? planZoneReboot(planning) : plan(planning)));
  expect(told.code).toBe('zmgr::zone::unknown');
  expect(told.suggestions).toEqual([`/zone ${verb} hv-04/web01`]);
});

test.each(verbs)("%s of a virtual machine is vm-manager's", (verb) => {
  for (const brand of ['bhyve', 'kvm']) {
    const { code, message } = refusal(() => planned(verb, 'running', { brand }));
    expect(code).toBe('zmgr::zone::virtual-machine');
    expect(message).toContain('vm-manager');
  }
});

test.each(['creating', 'destroying', 'moving'])(
  'a zone whose entry says %s is not brought up, and may be brought down',
  (state) => {
    const entry = `zone "web01" {\n  template "oi"\n  address "10.1.0.11/24"\n  state "${state}"\n}\n`;
    for (const [verb, from] of [
      ['boot', 'installed'],
      ['reboot', 'running'],
    ] as const) {
      const told = refusal(() => planned(verb, from, { entry }));
      expect([told.code, told.suggestions]).toEqual(['zmgr::zone::unfinished', ['/zone op list']]);
      expect(told.message).toContain(state);
    }
    expect(planned('halt', 'running', { entry }).steps).toHaveLength(1);
    expect(planned('shutdown', 'running', { entry }).steps).toHaveLength(1);
  },
);

test('an entry that cannot be read might say so, and stops only what brings the zone up', () => {
  const entry = 'zone "web01" {\n  state "mov';
  expect(refusal(() => planned('boot', 'installed', { entry })).location?.source).toContain(
    'zones/web01.kdl',
  );
  expect(planned('halt', 'running', { entry }).steps).toHaveLength(1);
});

test('a plan carries the tags of the zone, for rules that ask for them, and not where nobody could read them', () => {
  const entry = 'zone "web01" {\n  template "oi"\n  tags "db"\n  address "10.1.0.11/24"\n}\n';
  expect(planned('boot', 'installed', { entry }).tags).toEqual(['db']);
  expect(planned('reboot', 'running', { entry }).tags).toEqual(['db']);
  expect(planned('boot', 'installed').tags).toEqual([]);
  expect(planned('halt', 'running', { entry }).tags).toBeUndefined();
  const seen = (text: string) =>
    tagsSeen({ kind: 'read', value: factsWith('running', { entry: text }).registry }, web01);
  expect(seen(entry)).toEqual(['db']);
  expect(seen('zone "web01" {')).toBeUndefined();
  const unread = new Diagnostic({ code: 'zmgr::test::unread', message: 'no registry' });
  expect(tagsSeen({ kind: 'unread', diagnostic: unread }, web01)).toBeUndefined();
});

test('a zone that runs without an id is just going down', () => {
  for (const verb of ['boot', 'shutdown', 'reboot'] as const)
    expect(refusal(() => planned(verb, 'running', { id: '-' })).code).toBe(
      'zmgr::zone::going-down',
    );
});

test('a reboot is about one run: another one has another digest, where a halt has the same', () => {
  const digests = (verb: PowerVerb) =>
    ['7', '8'].map((id) => planned(verb, 'running', { id }).digest);
  expect(new Set(digests('reboot')).size).toBe(2);
  expect(new Set(digests('halt')).size).toBe(1);
  expect(planned('reboot', 'running', {}, true).digest).not.toBe(
    planned('reboot', 'running').digest,
  );
});

test('only what ended a run cannot be taken back', () => {
  expect(pointOfNoReturn(planned('boot', 'installed'), stepKinds)).toBeUndefined();
  expect(pointOfNoReturn(planned('halt', 'running'), stepKinds)).toBeUndefined();
  expect(pointOfNoReturn(planned('halt', 'down'), stepKinds)?.because).toContain('did not run');
  expect(pointOfNoReturn(planned('shutdown', 'running'), stepKinds)).toBeUndefined();
  expect(pointOfNoReturn(planned('reboot', 'running'), stepKinds)?.because).toContain('is gone');
});

test.each([
  ['boot', 'installed', confirmZoneBooted, { running: true, installed: false, ready: false }],
  ['halt', 'running', confirmZoneDown, { installed: true, running: false, down: false }],
  ['shutdown', 'running', confirmZoneDown, { installed: true, shutting_down: false }],
] as const)('%s counts as done only in the state asked for', (verb, from, confirm, states) => {
  for (const [state, isReached] of Object.entries(states)) {
    const look = () => confirm(planned(verb, from), factsWith(state));
    if (isReached) expect(look).not.toThrow();
    else expect(refusal(look).message).toBe(`web01 is ${state.replace('_', ' ')}`);
  }
});

test('a reboot counts as done only when another run is seen', () => {
  const look = (state: string, id?: string) => () =>
    confirmZoneRebooted(
      planned('reboot', 'running'),
      factsWith(state, id === undefined ? {} : { id }),
    );
  expect(look('running', '8')).not.toThrow();
  expect(refusal(look('running', '7')).code).toBe('zmgr::zone::not-as-asked');
  expect(refusal(look('installed')).code).toBe('zmgr::zone::not-as-asked');
});
