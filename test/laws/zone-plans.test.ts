/**
 * What holds for every plan that changes zones, over real SSH, a real shell and a simulated illumos. A new plan comes
 * under these laws by a line in `plans`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { resume, unwind } from '../../hostlink/runner/runner.ts';
import { command } from '../../hostlink/shell/command.ts';
import {
  meaningOf,
  run,
  type StepKinds,
  type StepMeaning,
} from '../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { HostOptions } from '../../playground/hosts/host.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { carryOut, kindsOf, planCreate } from '../support/operations-on-host.ts';
import { type HostUnderTest, simulatedHost } from '../support/simulated-host.ts';

/** With pools that outlast the laws. */
const openindiana: Partial<HostOptions> = {
  seed: {
    ...openindianaSeed,
    files: {
      ...openindianaSeed.files,
      '/etc/zmgr/pools/public.kdl':
        'pool "public" {\n  network "203.0.113.0/24"\n  gateway "203.0.113.1"\n  stub "igb0"\n  range-start "203.0.113.17"\n  range-end "203.0.113.250"\n}\n',
    },
  },
};
const omnios: Partial<HostOptions> = { name: 'om-01', dialect: 'omnios', seed: omniosSeed };

interface LawfulPlan {
  readonly name: string;
  readonly host: Partial<HostOptions>;
  readonly make: (on: HostUnderTest, zone: string) => Promise<Plan>;
}

const create = (
  host: Partial<HostOptions>,
  template: string,
): Pick<LawfulPlan, 'host' | 'make'> => ({
  host,
  make: (on, zone) => planCreate(on, zone, { template }),
});

const plans: readonly LawfulPlan[] = [
  { name: 'create, one net', ...create(openindiana, 'oi') },
  { name: 'create, two nets', ...create(openindiana, 'router') },
  { name: 'create on OmniOS', ...create(omnios, 'sparse') },
  { name: 'create from an image', ...create(omnios, 'lx') },
];

/** What the plan's steps call, as faults name calls: the tool, and the word that says what it is to do. */
function commandsOf(plan: Plan): readonly { tool: string; verb: string }[] {
  return plan.steps.flatMap((step) =>
    meaningOf(step, stepKinds).apply.flatMap((action) => {
      if (action.kind !== 'run') return [];
      const [tool, ...words] = action.command.argv;
      const verb = words.find((word) => /^(create-vnic|install|boot|create)/.test(word)) ?? '';
      return [{ tool, verb: verb.split(/[ ;]/)[0] ?? '' }];
    }),
  );
}

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
          return JSON.stringify(other) === JSON.stringify(target) ? bend(meaning) : meaning;
        },
      },
    ]),
  );
}

describe.each(plans)('$name', ({ host, make }) => {
  let on: HostUnderTest;
  let count = 0;
  const zone = () => `law${++count}z`;
  const numbers = (plan: Plan) => plan.steps.map((_, index) => index + 1);

  beforeAll(async () => {
    on = await simulatedHost(host);
  });
  afterAll(() => on.stop());

  test('on a fresh host all is done; again, all is found and nothing changes', async () => {
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

  test('once it is done, its guards make the same plan stale, and nothing changes', async () => {
    const plan = await make(on, zone());
    await carryOut(on, plan);
    const before = on.host.dump();
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'stale' });
    expect(on.host.dump()).toEqual(before);
  });

  test('a step that does nothing is a failure, and all before it is taken back, each step', async () => {
    const plan = await make(on, zone());
    const before = on.host.dump();
    for (const step of numbers(plan)) {
      const kinds = bent(plan, step, (meaning) => ({ ...meaning, apply: [run(command('false'))] }));
      const { end, events } = await carryOut(on, plan, { kinds });
      expect([step, end]).toEqual([step, { kind: 'ended', outcome: 'unwound' }]);
      expect(kindsOf(events, 'undone')).toEqual(
        expect.arrayContaining(numbers(plan).slice(0, step - 1)),
      );
      expect(on.host.dump()).toEqual(before);
    }
  });

  test('a tool that fails, before or after its work, is believed only as far as its check: all or nothing', async () => {
    const commands = commandsOf(await make(on, zone()));
    expect(commands.length).toBeGreaterThan(2);
    for (const call of commands) {
      for (const when of ['before', 'after'] as const) {
        const plan = await make(on, zone());
        const before = on.host.dump();
        await on.host.fault({ fail: { ...call, when, nth: 1 } });
        const { end } = await carryOut(on, plan);
        expect([call, on.host.waitingFaults()]).toEqual([call, []]);
        if (when === 'before') {
          expect([call, end]).toEqual([call, { kind: 'ended', outcome: 'unwound' }]);
          expect(on.host.dump()).toEqual(before);
        } else {
          expect([call, end]).toEqual([call, { kind: 'ended', outcome: 'done' }]);
        }
      }
    }
  });

  test('a zone that somebody else is busy with is waited for, on the way there and back', async () => {
    const plan = await make(on, zone());
    const before = on.host.dump();
    const stderr = `zoneadm: zone '${plan.subject}': another zoneadm may have an operation in progress.`;
    for (const verb of ['install', 'uninstall']) {
      await on.host.fault({ fail: { tool: 'zoneadm', verb, stderr } });
    }
    const kinds = bent(plan, plan.steps.length, (meaning) => ({
      ...meaning,
      apply: [run(command('false'))],
    }));
    const { end } = await carryOut(on, plan, { kinds });
    expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
    expect(on.host.waitingFaults()).toEqual([]);
    expect(on.host.dump()).toEqual(before);
  });

  test('a zone that the rebooting host has booted by itself is taken back all the same', async () => {
    const plan = await make(on, zone());
    const before = on.host.dump();
    await on.host.fault({ reboot: { tool: 'zoneadm', verb: 'install', when: 'after' } });
    const { operation, end } = await carryOut(on, plan);
    expect(end).toEqual({ kind: 'interrupted' });
    expect(on.host.waitingFaults()).toEqual([]);
    expect(await unwind(on.link, operation)).toEqual({ kind: 'ended', outcome: 'unwound' });
    expect(withoutWhatRuns(on.host.dump())).toEqual(withoutWhatRuns(before));
  });

  test('every undo may happen twice', async () => {
    const plan = await make(on, zone());
    const before = on.host.dump();
    const last = plan.steps.length;
    const doubled: StepKinds = new Map(
      [...bent(plan, last, (meaning) => ({ ...meaning, apply: [run(command('false'))] }))].map(
        ([kind, definition]) => [
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
        ],
      ),
    );
    expect((await carryOut(on, plan, { kinds: doubled })).end).toEqual({
      kind: 'ended',
      outcome: 'unwound',
    });
    expect(on.host.dump()).toEqual(before);
  });

  test('a link that is cut at any event changes nothing of the end', async () => {
    const events = (await carryOut(on, await make(on, zone()))).events.length;
    for (let cut = 1; cut < events; cut += 3) {
      const plan = await make(on, zone());
      const { end } = await carryOut(on, plan, {
        onEvent: ({ seq }) => {
          if (seq === cut) void on.host.fault({ drop: true });
        },
      });
      expect([cut, end]).toEqual([cut, { kind: 'ended', outcome: 'done' }]);
    }
  });

  test.each(['resume', 'unwind'] as const)(
    'a reboot at any event leaves it interrupted; then %s ends it whole',
    async (verb) => {
      const undisturbed = await make(on, zone());
      const events = (await carryOut(on, undisturbed)).events.length;
      let interruptions = 0;
      for (let crash = verb === 'resume' ? 2 : 3; crash < events - 1; crash += 3) {
        const plan = await make(on, zone());
        const before = on.host.dump();
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
      expect(interruptions).toBeGreaterThan(2);
    },
  );
});

/** A reboot halts the zones that do not boot by themselves. */
const withoutWhatRuns = (dump: unknown): unknown =>
  JSON.parse(JSON.stringify(dump, (key, value) => (key === 'state' ? undefined : value)));

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
