/**
 * What holds for every plan that changes zones, over real SSH, a real shell and a simulated illumos: test/laws/ calls it
 * with the plans that there are.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pointOfNoReturn } from '../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { resume, unwind } from '../../hostlink/runner/runner.ts';
import { command } from '../../hostlink/shell/command.ts';
import {
  type Action,
  defineStep,
  isIrrevocable,
  meaningOf,
  run,
  type StepKinds,
  type StepMeaning,
} from '../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { HostOptions } from '../../playground/hosts/host.ts';
import { verbOf } from '../../playground/hosts/tools/tools.ts';
import { carryOut, kindsOf, patiently } from './operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from './simulated-host.ts';
import { isThorough } from './thorough.ts';

export interface LawfulPlan {
  readonly name: string;
  readonly host: Partial<HostOptions>;
  readonly make: (on: HostUnderTest, zone: string) => Promise<Plan>;
  /** Its steps take no time: looks at zones then take some, where it is to be interrupted. */
  readonly isQuick?: boolean;
  /** Cut and rebooted at two moments and not at all, but where everything is tried. */
  readonly isSampled?: boolean;
  /** How its steps look at a zone; `zoneadm list` where left out. */
  readonly looks?: { readonly tool: string; readonly verb: string };
}

/** Names of zones, each for one trial of a law. */
const lawZone = (count: number) => `law${count}z`;

/** Of zones that must be there from the start. */
export const lawZones = Array.from({ length: 60 }, (_, index) => lawZone(index + 1));

interface Call {
  readonly tool: string;
  readonly verb: string;
  /** Nothing that its plan has done before it can be taken back: when it fails, there is only the way forward. */
  readonly onlyForward: boolean;
  /** More follows in its step, which is not done then: what it was believed to have failed at is taken back. */
  readonly isFollowed: boolean;
}

/**
 * What the plan's steps call, as faults name calls: the tool, and the word that says what it is to do; each once. One
 * that may be in vain, since what follows is done regardless, is left out where an earlier step has done the same.
 */
const callsOf = (plan: Pick<Plan, 'steps'>): readonly Call[] => {
  const { steps } = plan;
  const last = lastWayBack(plan);
  const calls = steps.flatMap((step, at) => {
    const { apply, undo } = meaningOf(step, stepKinds);
    return apply.flatMap((action, index) => {
      const isFollowed = index < apply.length - 1 && !isIrrevocable(undo);
      if (action.kind === 'put-file' || action.kind === 'put-hunks')
        return [{ ...putCallOf(action), isFollowed }];
      if (action.kind !== 'run') return [];
      const wasDone = 'cannot' in undo && index > 0 && step.kind !== 'zone.uninstall';
      return [
        {
          ...callOf(action),
          isFollowed,
          onlyForward: at >= last && (isIrrevocable(undo) || at > last || wasDone),
        },
      ];
    });
  });
  return calls.filter(
    ({ tool, verb }, at) =>
      calls.findIndex((other) => other.tool === tool && other.verb === verb) === at,
  );
};

/** What taking them back calls. */
const undoCallsOf = ({ steps }: Plan) =>
  steps.flatMap((step) => {
    const { undo } = meaningOf(step, stepKinds);
    return 'cannot' in undo ? [] : undo.flatMap((one) => (one.kind === 'run' ? [callOf(one)] : []));
  });

function callOf({ command: { argv } }: Extract<Action, { readonly kind: 'run' }>) {
  const [tool, ...words] = argv;
  return { tool, verb: verbOf({ tool, argv: words }) };
}

/** What puts a file of root's in its place, at last. */
function putCallOf(
  action: Extract<Action, { readonly kind: 'put-file' | 'put-hunks' }>,
): Omit<Call, 'isFollowed'> {
  const isNew = action.kind === 'put-file' && action.from === null;
  return { tool: isNew ? 'ln' : 'mv', verb: '', onlyForward: false };
}

const canGoBack = (plan: Plan): boolean => pointOfNoReturn(plan, stepKinds) === undefined;

/** How many steps come before the first that can't be taken back; all of them where there is none. */
const lastWayBack = ({ steps }: Pick<Plan, 'steps'>): number =>
  (pointOfNoReturn({ steps }, stepKinds)?.step ?? steps.length + 1) - 1;

/** Those that can be taken back; of a plan that can't be from its first step, all. */
const revocable = (plan: Plan): Plan => {
  const last = lastWayBack(plan);
  return last === 0 ? plan : { ...plan, steps: plan.steps.slice(0, last) };
};

/** Does nothing, and so fails. */
const failing = defineStep({
  kind: 'law.fails',
  args: z.object({}),
  risk: 'routine',
  title: () => 'Do nothing',
  check: () => ({
    kind: 'command',
    command: command('false'),
    verdicts: [[{ exit: 'nonzero' }, 'absent']],
  }),
  apply: () => [],
  undo: () => [],
});

/** What can be taken back of the plan, with a step after it that fails: what comes before is done, and taken back. */
export const thenFailing = (plan: Plan): { readonly plan: Plan; readonly kinds: StepKinds } => ({
  plan: { ...plan, steps: [...revocable(plan).steps, failing.step({})] },
  kinds: new Map([...stepKinds, [failing.kind, failing]]),
});

/** What is compiled has secrets beside their hashes. */
const told = (step: unknown): string =>
  JSON.stringify(step, (_, value) =>
    typeof value === 'object' && value !== null && 'secret' in value
      ? { secret: value.secret }
      : value,
  );

/** The kinds, with one step's meaning changed. */
function bent(plan: Plan, step: number, bend: (meaning: StepMeaning) => StepMeaning): StepKinds {
  const target = plan.steps[step - 1];
  return new Map(
    [...stepKinds].map(([kind, definition]) => [
      kind,
      {
        kind,
        meaning: (other) => {
          const meaning = definition.meaning(other);
          return told(other) === told(target) ? bend(meaning) : meaning;
        },
      },
    ]),
  );
}

/** Declares the tests: every law over every plan. */
export const plansHoldTheLaws = (plans: readonly LawfulPlan[]): void =>
  describe.concurrent.each(plans)('$name', { timeout: 90_000 }, (plan) => lawsOf(plan));

function lawsOf({
  host,
  isQuick = false,
  isSampled = false,
  looks = { tool: 'zoneadm', verb: 'list' },
  ...plan
}: LawfulPlan): void {
  const make: LawfulPlan['make'] = (on, zone) => patiently(() => plan.make(on, zone));
  let on: HostUnderTest;
  let count = 0;
  const zone = () => lawZone(++count);
  const numbers = (plan: Plan) => plan.steps.map((_, index) => index + 1);

  /** So that there is a moment in which a plan that is soon over can be interrupted. */
  const looksTakeTime = () =>
    Promise.all(
      [1, 2, 3, 4].map((nth) => on.host.fault({ delay: { ...looks, nth, milliseconds: 150 } })),
    );

  beforeAll(async () => {
    on = await simulatedHost(host);
  });
  afterAll(() => on.stop());

  test.sequential('on a fresh host all is done; again, all is found and nothing changes', async () => {
    const plan = await make(on, zone());
    const first = await carryOut(on, plan);
    expect(first.end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(kindsOf(first.events, 'done')).toEqual(numbers(plan));
    const before = on.host.dump();
    const again = await carryOut(on, { ...plan, guards: [] });
    expect(again.end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(kindsOf(again.events, 'found')).toEqual(numbers(plan));
    expect(on.host.dump()).toEqual(before);
  });

  test.sequential('once it is done, its guards make the same plan stale, and nothing changes', async () => {
    const plan = await make(on, zone());
    await carryOut(on, plan);
    const before = on.host.dump();
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'stale' });
    expect(on.host.dump()).toEqual(before);
  });

  test.sequential('a step that does nothing is a failure, and all before it is taken back, each step', async () => {
    const plan = await make(on, zone());
    const before = on.host.dump();
    for (const step of numbers(plan).slice(0, lastWayBack(plan) + 1)) {
      const kinds = bent(plan, step, (meaning) => ({ ...meaning, apply: [run(command('false'))] }));
      const { end, events } = await carryOut(on, plan, { kinds });
      expect([step, end]).toEqual([step, { kind: 'ended', outcome: 'unwound' }]);
      expect(kindsOf(events, 'undone')).toEqual(
        expect.arrayContaining(numbers(plan).slice(0, step - 1)),
      );
      expect(on.host.dump()).toEqual(before);
    }
  });

  test.sequential('a tool that fails, before or after its work, is believed only as far as its check: all or nothing', async () => {
    const calls = callsOf(await make(on, zone()));
    for (const { onlyForward, isFollowed, ...call } of calls) {
      for (const when of ['before', 'after'] as const) {
        const plan = await make(on, zone());
        const before = on.host.dump();
        await on.host.fault({ fail: { ...call, when, nth: 1 } });
        const { operation, end } = await carryOut(on, plan);
        expect([call, on.host.waitingFaults()]).toEqual([call, []]);
        if (when === 'before' && onlyForward) {
          expect([call, end]).toEqual([call, { kind: 'ended', outcome: 'stuck' }]);
          expect(await resume(on.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
        } else if (
          when === 'before' ||
          (isFollowed && end.kind === 'ended' && end.outcome !== 'done')
        ) {
          expect([call, end]).toEqual([call, { kind: 'ended', outcome: 'unwound' }]);
          expect(on.host.dump()).toEqual(before);
        } else {
          expect([call, end]).toEqual([call, { kind: 'ended', outcome: 'done' }]);
        }
      }
    }
  });

  test.sequential('a zone that somebody else is busy with is waited for, on the way there and back', async () => {
    const wanted = await make(on, zone());
    const { plan, kinds } = thenFailing(wanted);
    const before = on.host.dump();
    // A simulated install that fails has done half of it, which one that is refused has not.
    const busyWith = (calls: readonly Pick<Call, 'tool' | 'verb'>[], { subject }: Plan) =>
      Promise.all(
        [...new Set(calls.map(({ tool, verb }) => (tool === 'zoneadm' ? verb : 'install')))]
          .filter((verb) => verb !== 'install')
          .map((verb) => {
            const stderr = `zoneadm: zone '${subject}': another zoneadm may have an operation in progress.`;
            return on.host.fault({ fail: { tool: 'zoneadm', verb, stderr } });
          }),
      );
    await busyWith([...callsOf(revocable(wanted)), ...undoCallsOf(revocable(wanted))], wanted);
    const { end } = await carryOut(on, plan, { kinds });
    const outcome = lastWayBack(wanted) === 0 ? 'stuck' : 'unwound';
    expect(end).toEqual({ kind: 'ended', outcome });
    expect(on.host.waitingFaults()).toEqual([]);
    expect(on.host.dump()).toEqual(before);
    if (canGoBack(wanted)) return;
    const through = await make(on, zone());
    await busyWith(callsOf(through), through);
    expect((await carryOut(on, through)).end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(on.host.waitingFaults()).toEqual([]);
  });

  test.sequential('a zone that the rebooting host has booted by itself is taken back all the same', async () => {
    const plan = await make(on, zone());
    const before = on.host.dump();
    const calls = callsOf(plan);
    const first = calls.find(({ tool }) => tool === 'zoneadm') ?? calls[0];
    // What only the registry is told of does no zone any harm.
    if (first === undefined) return;
    await on.host.fault({ reboot: { tool: first.tool, verb: first.verb, when: 'after' } });
    const { operation, end } = await carryOut(on, plan);
    expect(end).toEqual({ kind: 'interrupted' });
    expect(on.host.waitingFaults()).toEqual([]);
    if (!canGoBack(plan)) {
      expect(await resume(on.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
      return;
    }
    expect(await unwind(on.link, operation)).toEqual({ kind: 'ended', outcome: 'unwound' });
    expect(withoutWhatRuns(on.host.dump())).toEqual(withoutWhatRuns(before));
  });

  test.sequential('every undo may happen twice', async () => {
    const wanted = await make(on, zone());
    const { plan, kinds } = thenFailing(wanted);
    const before = on.host.dump();
    const doubled: StepKinds = new Map(
      [...kinds].map(([kind, definition]) => [
        kind,
        {
          kind,
          meaning: (step) => {
            const meaning = definition.meaning(step);
            return 'cannot' in meaning.undo
              ? meaning
              : { ...meaning, undo: [...meaning.undo, ...meaning.undo] };
          },
        },
      ]),
    );
    expect((await carryOut(on, plan, { kinds: doubled })).end).toEqual({
      kind: 'ended',
      outcome: lastWayBack(wanted) === 0 ? 'stuck' : 'unwound',
    });
    expect(withoutMounts(on.host.dump())).toEqual(withoutMounts(before));
  });

  test.sequential('a link that is cut at any event changes nothing of the end', async () => {
    const events = (await carryOut(on, await make(on, zone()))).events.length;
    for (let cut = 1; cut < events; cut += strideOver(events, isSampled)) {
      const plan = await make(on, zone());
      const { end } = await carryOut(on, plan, {
        onEvent: ({ seq }) => {
          if (seq === cut) void on.host.fault({ drop: true });
        },
      });
      expect([cut, end]).toEqual([cut, { kind: 'ended', outcome: 'done' }]);
    }
  });

  test.sequential.each(['resume', 'unwind'] as const)(
    'a reboot at any event leaves it interrupted; then %s ends it whole',
    async (verb) => {
      const undisturbed = await make(on, zone());
      const events = (await carryOut(on, undisturbed)).events.length;
      let interruptions = 0;
      for (
        let crash = verb === 'resume' ? 2 : 3;
        crash < events - 1;
        crash += strideOver(events, isSampled)
      ) {
        const plan = await make(on, zone());
        const before = on.host.dump();
        if (isQuick) await looksTakeTime();
        let rebooted: Promise<void> | undefined;
        const { operation, end } = await carryOut(on, plan, {
          onEvent: ({ seq }) => {
            if (seq === crash) rebooted = on.host.reboot();
          },
        });
        await rebooted;
        // The runner may have been quicker than the reboot.
        if (end.kind === 'ended') continue;
        interruptions += 1;
        expect([crash, end]).toEqual([crash, { kind: 'interrupted' }]);
        // A run that is over does not come back: it can only be seen whether it is.
        if (verb === 'unwind' && !canGoBack(plan)) continue;
        const told: unknown[] = [];
        const after = await (verb === 'resume' ? resume : unwind)(on.link, operation, {
          onEvent: (event) => told.push(event),
        });
        const outcome = verb === 'resume' ? 'done' : 'unwound';
        expect(after, `${crash}: ${JSON.stringify(told)}`).toEqual({ kind: 'ended', outcome });
        if (verb === 'unwind')
          expect(withoutWhatRuns(on.host.dump())).toEqual(withoutWhatRuns(before));
        else expect(whatIsThere(on, plan)).toEqual(whatIsThere(on, undisturbed));
      }
      const isMuch = events > shortJournal && !isQuick && isThorough;
      expect(interruptions).toBeGreaterThan(isMuch ? 2 : 0);
    },
  );
}

/**
 * A plan of one step has few events; each of them is tried, of more every third, and of many eight. What is to be over in
 * some minutes tries four, and two of a plan that is like others.
 */
const shortJournal = 8;
const strideOver = (events: number, isSampled: boolean): number => {
  if (!isThorough) return Math.ceil(events / (isSampled ? 2 : 4));
  return events > shortJournal ? Math.max(3, Math.ceil(events / shortJournal)) : 1;
};

const whatRuns: ReadonlySet<string> = new Set([
  ...['state', 'zone', 'rootMounted'],
  // What a server has read of its file, which may have changed before it booted.
  'read',
]);

/** Where an earlier law has rebooted the host, a zone that boots and is shut down again leaves its root mounted. */
const withoutMounts = (dump: unknown): unknown =>
  without(dump, (key) => key === 'rootMounted' || isInRoot(key));

/** A reboot halts the zones that do not boot by themselves, gives back their links, and leaves their roots unmounted. */
const withoutWhatRuns = (dump: unknown): unknown =>
  without(dump, (key) => whatRuns.has(key) || isInRoot(key));

const isInRoot = (key: string): boolean => /^\/zones\/[^/]+\/root\//.test(key);

const without = (dump: unknown, isLeftOut: (key: string) => boolean): unknown =>
  JSON.parse(JSON.stringify(dump, (key, value) => (isLeftOut(key) ? undefined : value)));

/** What a plan made of its zone, in terms that do not depend on its name and addresses. */
function whatIsThere({ host }: HostUnderTest, { subject }: Plan) {
  const { zones, links, files } = host.state();
  const zone = zones[subject];
  const entry = files[`/etc/zmgr/zones/${subject}.kdl`];
  return {
    brand: zone?.brand,
    nets: zone?.nets.map(({ physical }) => links[physical]),
    entry: entry?.split('\n').map((line) => line.trim().split(' ')[0]),
  };
}
