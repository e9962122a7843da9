/** The card of an operation, in each state: what it says, what can be pressed, and that Slack takes it. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type Fault,
  type OperationState,
  type OperationView,
  operationStates,
} from '../../../commands/desk.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { digestOf, type Plan } from '../../../hostlink/plan/plan.ts';
import type { JournalEvent } from '../../../hostlink/runner/events.ts';
import { command } from '../../../hostlink/shell/command.ts';
import { defineStep, run, type StepKinds } from '../../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { lintMessage } from '../../../playground/slack/lint/lint.ts';
import { operationCard } from '../../../src/cards/operation-card.ts';
import { renderMessage } from '../../../src/slack/rendering/render.ts';

const thing = defineStep({
  kind: 'thing.make',
  args: z.object({ what: z.string() }),
  risk: 'routine',
  title: ({ what }) => `Make ${what}`,
  check: () => ({
    kind: 'command',
    command: command('true'),
    verdicts: [[{ exit: 'zero' }, 'present']],
  }),
  apply: () => [run(command('true'))],
  undo: () => [run(command('true'))],
});
const kinds: StepKinds = new Map([[thing.kind, thing]]);

const host = parseHostName('hv-04');
const id = operationId('T1', 'd1');
const decided = {
  host,
  verb: 'create',
  steps: ['the entry', 'a VNIC', 'the zone <b>*web01*</b>'].map((what) => thing.step({ what })),
  guards: [],
};
const plan: Plan = {
  version: 1,
  lockTimeout: 600,
  ...decided,
  subject: 'web01',
  locks: ['zone/web01'],
  risk: 'routine',
  chosen: {},
  holds: ['10.1.0.10'],
  digest: digestOf(decided),
};

type Told = JournalEvent extends infer E
  ? E extends JournalEvent
    ? Omit<E, 'seq' | 'at'>
    : never
  : never;
const journal = (...told: Told[]): readonly JournalEvent[] =>
  told.map((event, index) => ({
    ...event,
    seq: index + 1,
    at: new Date(Date.UTC(2026, 10, 21, 8, 0, index)).toISOString(),
  }));
const claimed: Told = { kind: 'claimed', verb: 'run', pid: 1, group: 1 };
const half = journal(
  claimed,
  { kind: 'guarded' },
  { kind: 'found', step: 1 },
  { kind: 'started', step: 2 },
);
const failed = journal(
  claimed,
  { kind: 'started', step: 1 },
  { kind: 'done', step: 1 },
  { kind: 'started', step: 2 },
  { kind: 'failed', step: 2, phase: 'apply', status: 1, verdict: 'absent' },
  { kind: 'said', step: 2, text: 'dladm: no room <!channel>' },
  { kind: 'undoing', step: 1 },
  { kind: 'undone', step: 1 },
  { kind: 'end', outcome: 'unwound' },
);

const operation = (change: Partial<OperationView>): OperationView => ({
  id,
  state: 'running',
  host,
  verb: 'create',
  subject: 'web01',
  command: 'create web01 template=oi',
  actor: { team: 'T1', user: 'U01' },
  askedAt: new Date('2026-11-21T08:00:00Z'),
  plan,
  events: half,
  votes: [],
  ...change,
});
const show = (change: Partial<OperationView>) => {
  const card = operationCard(operation(change), kinds);
  const message = renderMessage(card, id);
  return { card, message, text: JSON.stringify(message.blocks) };
};

describe.each(operationStates)('%s', (state) => {
  const ended = ![
    'planned',
    'waiting',
    'approved',
    'queued',
    'running',
    'stuck',
    'interrupted',
  ].includes(state);
  const change: Partial<OperationView> = {
    state,
    events: ended ? failed : half,
    ...(ended && { endedAt: new Date('2026-11-21T08:01:05Z') }),
    fault: {
      code: 'zmgr::operation::unwound',
      message: 'Step 2 failed',
      help: 'Type `/zone op list`',
      suggestions: ['/zone op list', 'web02'],
      causes: ['dladm: no room', 'x'.repeat(400)],
    },
  };

  test('Slack takes it, in at most 12 blocks, and it says state and subject', () => {
    const { message, text } = show(change);
    expect(lintMessage(JSON.parse(JSON.stringify(message)))).toEqual([]);
    expect(message.blocks.length).toBeLessThanOrEqual(12);
    expect(message.text).toContain(`Create web01 on hv-04: ${state}`);
    expect(text).toContain(`"text":"${state}","style":{"bold":true}`);
  });

  test('it says what became of the host, and can be pressed only while it makes sense', () => {
    const { card } = show({ ...change, fault: undefined as never });
    const expected: Partial<Record<OperationState, string[]>> = {
      stuck: ['resume', 'unwind'],
      interrupted: ['resume', 'unwind'],
    };
    expect(card.buttons.map(({ action }) => action)).toEqual(
      expected[state] ?? (ended ? [] : ['cancel']),
    );
    expect(card.buttons.every(({ operation: value }) => value === id)).toBe(true);
  });
});

test('while it runs: the step under way, marks for the others, who asked, the digest', () => {
  const { card, text } = show({});
  expect(card.summary).toBe('⏳ Create web01 on hv-04: running, step 2 of 3: Make a VNIC');
  expect(text).toContain(
    '✓ 1 Make the entry  was there already\\n▸ 2 Make a VNIC\\n· 3 Make the zone',
  );
  expect(text).toContain('asked by <@U01>');
  expect(text).toContain(plan.digest.slice(0, 8));
  expect(text).toContain(id);
  expect(text).toContain('"since "');
});

test('while it waits: who confirms until when, what is taken away, the steps with their signs', () => {
  const consent = {
    kind: 'confirmation',
    until: new Date('2026-11-21T08:10:00Z'),
    cooldown: 0,
    startWithin: 900_000,
  } as const;
  const shutdown = { ...plan, verb: 'shutdown', risk: 'disruptive' } as const;
  const { card, text } = show({
    state: 'waiting',
    verb: 'shutdown',
    plan: shutdown,
    events: [],
    consent,
  });
  expect(card.summary).toBe('⏸️ Shutdown web01 on hv-04: waiting for a confirmation');
  expect(card.parts[1]).toEqual({
    kind: 'paragraph',
    line: [
      { strong: 'waiting' },
      ' · ',
      { person: 'U01' },
      ' confirms it until ',
      { time: consent.until },
      ', or nothing is done',
    ],
  });
  expect(text).toContain('⚠ disruptive');
  expect(text).toContain('web01 stops its services, and stays down until somebody boots it');
  expect(text).toContain('~ 1 Make the entry\\n~ 2 Make a VNIC');
  // Nothing is lost by stopping it, so that nobody is asked whether they are sure.
  expect(card.buttons).toEqual([
    { action: 'confirm', label: 'Confirm', operation: id, style: 'primary' },
    { action: 'cancel', label: 'Cancel', operation: id },
  ]);
});

test('a plan of another release is shown without its steps', () => {
  const card = operationCard(operation({}), new Map());
  expect(JSON.stringify(card.parts)).toContain('another release');
  expect(card.buttons.map(({ action }) => action)).toEqual(['cancel']);
});

test('who it waits for', () => {
  const events = journal(claimed, { kind: 'waiting', lock: 'registry', holder: 'abcdefghij' });
  expect(show({ events }).text).toMatch(/Waits for operation .*abcdefghij.*registry/);
  const later = [
    ...events,
    { seq: 3, at: '2026-11-21T08:00:03Z', kind: 'locked' as const, lock: 'registry' },
  ];
  expect(show({ events: later }).text).not.toContain('Waits for');
});

test('a lost connection and an asked-for stop are said, and the latter leaves nothing to press', () => {
  expect(show({ verifying: { since: new Date(), why: 'the link was cut' } }).text).toMatch(
    /Connection lost, verifying/,
  );
  const { card, text } = show({ cancelAskedBy: { team: 'T1', user: 'U03' } });
  expect(text).toMatch(/asked to stop.*"user_id":"U03"/);
  const between = show({ cancelAskedBy: { team: 'T1', user: 'U03' }, events: [] }).text;
  expect(between).not.toContain('carrying it out');
  expect(card.buttons).toEqual([]);
});

test('a failure: which step, what it said, what was taken back; as text, never as markup', () => {
  const { text } = show({
    state: 'unwound',
    events: failed,
    endedAt: new Date('2026-11-21T08:01:05Z'),
  });
  expect(text).toMatch(/↩ 1 Make the entry {2}taken back/);
  expect(text).toMatch(/✗ 2 Make a VNIC/);
  expect(text).toContain('dladm: no room <!channel>');
  expect(text).toContain('rich_text_preformatted');
  expect(text).toContain('took 1m05s');
});

test('done: what there is now, and how long it took, each said once', () => {
  const boot = { kind: 'zone.boot', args: { zone: 'web01' } } as const;
  const endedAt = new Date('2026-11-21T08:01:05Z');
  const done = (steps: Plan['steps']) =>
    operationCard(
      operation({ state: 'done', endedAt, plan: { ...plan, steps } }),
      new Map([...kinds, ...stepKinds]),
    );
  const { summary, parts } = done([...plan.steps, boot]);
  expect(summary).toBe('✅ Create web01 on hv-04: done. web01 runs on hv-04 at 10.1.0.10');
  expect(parts[1]).toEqual({
    kind: 'paragraph',
    line: [{ strong: 'done' }, ' · ', 'web01 runs on hv-04 at 10.1.0.10', ' · ', 'took 1m05s'],
  });
  expect(done(plan.steps).summary).toContain(
    'web01 is installed on hv-04 at 10.1.0.10, and not booted',
  );
});

test('what a step printed is shown as it was, and not once more among the causes', () => {
  const fault: Fault = {
    code: 'zmgr::operation::stuck',
    message: 'It could not go on',
    causes: ['Step 2 failed', 'dladm: no room <!channel>'],
  };
  const { parts } = show({ state: 'stuck', events: failed, fault }).card;
  expect(parts).toContainEqual({ kind: 'bullets', lines: ['Step 2 failed'] });
  expect(parts).toContainEqual({ kind: 'preformatted', text: 'dladm: no room <!channel>' });
});

test('the fault of an earlier run is not told while it goes on', () => {
  const fault: Fault = { code: 'zmgr::operation::stuck', message: 'It could not go on' };
  expect(show({ state: 'running', fault }).text).not.toContain('could not go on');
});

test('a step that nobody carries on with is not shown as if it ran', () => {
  expect(show({ state: 'interrupted' }).text).toContain('▸ 2 Make a VNIC  broken off');
});

test('before it is planned, and when it could not be', () => {
  const { plan: _plan, host: _host, ...bare } = operation({ events: [], state: 'planned' });
  const planning = operationCard(bare, kinds);
  expect(planning.summary).toContain('Create web01: planned');
  expect(JSON.stringify(planning.parts)).toContain('planning');
  const fault = {
    code: 'zmgr::pool::exhausted',
    message: 'Pool internal is full',
    help: 'Widen it.',
  } as const;
  const unplanned = operationCard({ ...bare, state: 'failed', fault }, kinds);
  expect(JSON.stringify(unplanned.parts)).toContain('zmgr::pool::exhausted');
  expect(JSON.stringify(unplanned.parts)).toContain('nothing was changed');
  expect(unplanned.summary).toBe('❌ Create web01: failed. Pool internal is full');
  expect(unplanned.buttons).toEqual([]);
});

test.each(['waiting', 'running', 'done'] as const)(
  'what its plan warns of is told when %s',
  (state) => {
    const warnings = [{ code: 'zmgr::host::overcommitted', message: 'Too much', help: 'Less.' }];
    expect(show({ state, plan: { ...plan, chosen: { warnings } } }).text).toContain(
      'Too much. Less.',
    );
  },
);
