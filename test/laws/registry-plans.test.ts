/**
 * What holds for plans that begin a registry, over real SSH and a real shell, on both distributions. A registry is begun
 * once a host, so each trial has a directory of its own.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import { parseAddress, parseCidr } from '../../hostlink/ipam/address.ts';
import { parseLinkName } from '../../hostlink/names/link-name.ts';
import type { FactSet } from '../../hostlink/observe/fact.ts';
import { observe } from '../../hostlink/observe/observe.ts';
import { type Plan, planSchema } from '../../hostlink/plan/plan.ts';
import {
  planPoolCreate,
  planPoolDelete,
  planPoolEdit,
  poolFileFacts,
} from '../../hostlink/plans/pool-files.ts';
import {
  planPublisherCreate,
  planPublisherDelete,
  publisherFileFacts,
} from '../../hostlink/plans/publisher-files.ts';
import { confirmRegistryFile } from '../../hostlink/plans/registry-file.ts';
import { planRegistryInit, registryInitFacts } from '../../hostlink/plans/registry-init.ts';
import { confirmRegistryInit } from '../../hostlink/plans/registry-init-confirm.ts';
import { planTemplateEdit, templateFileFacts } from '../../hostlink/plans/template-files.ts';
import { resume, unwind } from '../../hostlink/runner/runner.ts';
import { command } from '../../hostlink/shell/command.ts';
import { run, type StepKinds, type StepMeaning } from '../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { carryOut, kindsOf } from '../support/operations-on-host.ts';
import { thenFailing } from '../support/plan-laws.ts';
import { type HostUnderTest, simulatedHost } from '../support/simulated-host.ts';
import { thoroughly } from '../support/thorough.ts';

const wish = {
  network: parseCidr('10.9.0.0/24'),
  gateway: parseAddress('10.9.0.1'),
  stub: parseLinkName('stub0'),
  range: { first: parseAddress('10.9.0.10'), last: parseAddress('10.9.0.99') },
  addresses: [],
  resolvers: [],
};

describe.each([
  { name: 'hv-04', dialect: 'openindiana', seed: openindianaSeed },
  ...thoroughly({ name: 'om-01', dialect: 'omnios', seed: omniosSeed } as const),
] as const)('a first registry on $dialect', (host) => {
  let on: HostUnderTest;
  let count = 0;
  beforeAll(async () => {
    on = await simulatedHost(host);
  });
  afterAll(() => on.stop());

  const observed = (spec: HostSpec) =>
    observe({ spec, exec: (request) => on.link.exec(request) }, registryInitFacts, {
      deadline: 10_000,
      random: randomBytes,
    });
  const specWith = (registry: string): HostSpec => ({ ...on.spec, registry });
  const home = () => on.spec.registry.replace(/\/etc\/zmgr$/, `/home/${on.spec.user}`);
  const fresh = () => specWith(`${home()}/zmgr ${++count}`);
  const planOn = async (spec: HostSpec): Promise<Plan> =>
    planRegistryInit({ wish, host: spec, facts: await observed(spec) });
  const numbers = (plan: Plan) => plan.steps.map((_, index) => index + 1);

  /** The kinds, with one step's meaning changed. */
  const bent = (plan: Plan, step: number, bend: (meaning: StepMeaning) => StepMeaning): StepKinds =>
    new Map(
      [...stepKinds].map(([kind, definition]) => [
        kind,
        {
          kind,
          meaning: (other) =>
            JSON.stringify(other) === JSON.stringify(plan.steps[step - 1])
              ? bend(definition.meaning(other))
              : definition.meaning(other),
        },
      ]),
    );
  const doingNothing = (meaning: StepMeaning): StepMeaning => ({
    ...meaning,
    apply: [run(command('false'))],
  });
  const twice = (kinds: StepKinds): StepKinds =>
    new Map(
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

  test('all is done and seen; again all is found; its guards then make it stale', async () => {
    const spec = fresh();
    const plan = await planOn(spec);
    const first = await carryOut(on, planSchema.parse(JSON.parse(JSON.stringify(plan))));
    expect(first.end).toEqual({ kind: 'ended', outcome: 'done' });
    expect(kindsOf(first.events, 'done')).toEqual(numbers(plan));
    const facts = await observed(spec);
    confirmRegistryInit(plan, facts);
    expect(facts.registry.faults).toEqual([]);
    const before = on.host.dump();
    const again = await carryOut(on, { ...plan, guards: [] });
    expect(kindsOf(again.events, 'found')).toEqual(numbers(plan));
    expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'stale' });
    expect(on.host.dump()).toEqual(before);
    await expect(planOn(spec)).rejects.toMatchObject({ code: 'zmgr::pool::exists' });
  });

  test('a step that fails takes back all before it, and every undo may happen twice', async () => {
    const before = on.host.dump();
    const last = (await planOn(fresh())).steps.length;
    for (let step = 1; step <= last; step += 1) {
      const plan = await planOn(fresh());
      const { end } = await carryOut(on, plan, { kinds: twice(bent(plan, step, doingNothing)) });
      expect([step, end]).toEqual([step, { kind: 'ended', outcome: 'unwound' }]);
      expect(on.host.dump()).toEqual(before);
    }
  });

  test('what somebody writes meanwhile is neither written over nor taken away', async () => {
    const spec = fresh();
    const plan = await planOn(spec);
    const path = `${spec.registry}/config.kdl`;
    const theirs = [
      { kind: 'create-directory', path: spec.registry, mode: '0755' },
      { kind: 'create-file', path, text: '// theirs\n', mode: '0644' },
    ] as const;
    const kinds = bent(plan, 1, (meaning) => ({ ...meaning, apply: theirs }));
    const { end } = await carryOut(on, { ...plan, guards: [] }, { kinds });
    // Their file keeps our directory: what could not be taken back is said.
    expect(end).toEqual({ kind: 'ended', outcome: 'stuck' });
    expect((await observed(spec)).registry).toMatchObject({ hasConfig: true });
    expect(JSON.stringify(on.host.dump())).toContain('// theirs');
  });

  test('a link that is cut, and a host that is rebooted, at any event', async () => {
    let interruptions = 0;
    const events = (await carryOut(on, await planOn(fresh()))).events.length;
    for (let at = 1; at < events - 1; at += 9) {
      const cut = await carryOut(on, await planOn(fresh()), {
        onEvent: ({ seq }) => {
          if (seq === at) void on.host.fault({ drop: true });
        },
      });
      expect([at, cut.end]).toEqual([at, { kind: 'ended', outcome: 'done' }]);
      for (const [verb, outcome] of [
        [resume, 'done'],
        [unwind, 'unwound'],
      ] as const) {
        let rebooted: Promise<void> | undefined;
        const { files } = on.host.dump();
        const { operation, end } = await carryOut(on, await planOn(fresh()), {
          onEvent: ({ seq }) => {
            if (seq === at + 2) rebooted = on.host.reboot();
          },
        });
        await rebooted;
        // The runner may have been quicker than the reboot.
        if (end.kind === 'ended') continue;
        interruptions += 1;
        expect(await verb(on.link, operation)).toEqual({ kind: 'ended', outcome });
        if (outcome === 'unwound') expect(on.host.dump().files).toEqual(files);
      }
    }
    expect(interruptions).toBeGreaterThan(2);
  }, 90_000);

  const registryOf = (spec: HostSpec) => ({
    spec,
    observe: <S extends FactSet>(facts: S) =>
      observe({ spec, exec: (request) => on.link.exec(request) }, facts, {
        deadline: 10_000,
        random: randomBytes,
      }),
  });
  type OneRegistry = ReturnType<typeof registryOf>;
  const publisher = 'example.net';
  const changes: readonly (readonly [string, (of: OneRegistry) => Promise<Plan>])[] = [
    [
      'a file that is made',
      async ({ spec, observe: see }) =>
        planPublisherCreate({
          publisher,
          wish: { origin: 'https://pkg.example.net/', sticky: true, mode: 'add' },
          host: spec,
          facts: await see(publisherFileFacts),
        }),
    ],
    [
      'a file that is changed in several places',
      async ({ spec, observe: see }) =>
        planPoolEdit({
          pool: 'internal',
          wish: {
            gateway: parseAddress('10.9.0.2'),
            reserved: {
              kind: 'edit',
              add: [{ address: parseAddress('10.9.0.53'), note: "vip's" }],
              remove: [],
            },
          },
          host: spec,
          facts: await see(poolFileFacts),
        }),
    ],
    [
      'a file that is removed',
      async ({ spec, observe: see }) =>
        planPublisherDelete({ publisher, host: spec, facts: await see(publisherFileFacts) }),
    ],
  ];

  test('of one that is there, a file is made, changed, removed: done, found, stale, taken back', async () => {
    const spec = fresh();
    expect((await carryOut(on, await planOn(spec))).end).toMatchObject({ outcome: 'done' });
    const registry = registryOf(spec);
    for (const [name, make] of changes) {
      const plan = planSchema.parse(JSON.parse(JSON.stringify(await make(registry))));
      const before = on.host.dump();
      const failing = thenFailing(plan);
      const back = await carryOut(on, failing.plan, { kinds: twice(failing.kinds) });
      expect([name, back.end]).toEqual([name, { kind: 'ended', outcome: 'unwound' }]);
      expect(kindsOf(back.events, 'undone')).toEqual(expect.arrayContaining(numbers(plan)));
      expect(on.host.dump()).toEqual(before);
      const idle = await carryOut(on, plan, { kinds: bent(plan, plan.steps.length, doingNothing) });
      expect([name, idle.end]).toEqual([name, { kind: 'ended', outcome: 'unwound' }]);
      expect(on.host.dump()).toEqual(before);

      const { end } = await carryOut(on, plan);
      expect([name, end]).toEqual([name, { kind: 'ended', outcome: 'done' }]);
      confirmRegistryFile(plan, await registry.observe(publisherFileFacts));
      const after = on.host.dump();
      expect(after).not.toEqual(before);
      const again = await carryOut(on, { ...plan, guards: [] });
      expect(kindsOf(again.events, 'found')).toEqual(numbers(plan));
      expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'stale' });
      expect(on.host.dump()).toEqual(after);
    }
  });

  test('a template that somebody lets name the pool meanwhile keeps it; so does a new word in the file', async () => {
    const spec = fresh();
    await carryOut(on, await planOn(spec));
    const registry = registryOf(spec);
    const wish = {
      network: parseCidr('10.8.0.0/24'),
      gateway: parseAddress('10.8.0.1'),
      stub: parseLinkName('stub0'),
      ranges: [{ first: parseAddress('10.8.0.10'), last: parseAddress('10.8.0.19') }],
      addresses: [],
      reserved: [],
      v6: { ranges: [], addresses: [] },
    };
    const created = planPoolCreate({
      pool: 'spare',
      wish,
      host: spec,
      facts: await registry.observe(poolFileFacts),
    });
    expect((await carryOut(on, created)).end).toMatchObject({ outcome: 'done' });
    const removal = planPoolDelete({
      pool: 'spare',
      host: spec,
      facts: await registry.observe(poolFileFacts),
      holds: [],
    });
    const template = planTemplateEdit({
      template: [...(await registry.observe(templateFileFacts)).registry.templates.keys()][0] ?? '',
      wish: { pools: { kind: 'whole', values: ['spare'] } },
      host: spec,
      facts: await registry.observe(templateFileFacts),
    });
    const edit = planPoolEdit({
      pool: 'spare',
      wish: { gateway: parseAddress('10.8.0.2') },
      host: spec,
      facts: await registry.observe(poolFileFacts),
    });
    expect((await carryOut(on, template)).end).toMatchObject({ outcome: 'done' });
    expect((await carryOut(on, removal)).end).toMatchObject({ outcome: 'stale' });
    const other = planPoolEdit({
      pool: 'spare',
      wish: { reserved: { kind: 'whole', values: [{ address: parseAddress('10.8.0.15') }] } },
      host: spec,
      facts: await registry.observe(poolFileFacts),
    });
    expect((await carryOut(on, other)).end).toMatchObject({ outcome: 'done' });
    expect((await carryOut(on, edit)).end).toMatchObject({ outcome: 'stale' });
  });

  test('where the user may not make it, root is told what to type', async () => {
    const spec = specWith(on.spec.registry.replace(/\/zmgr$/, '/none'));
    const refused = planOn(spec);
    if (on.host.isolation === 'namespace') {
      const { code, help } = await refused.then(
        () => {
          throw new Error('it was planned');
        },
        (error: Diagnostic) => error,
      );
      expect(code).toBe('zmgr::registry::not-writable');
      expect(help).toContain('mkdir -p /etc/none && chown -R zoneops /etc/none');
    } else await refused;
  });
});
