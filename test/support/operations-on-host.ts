/** Plans carried out on a simulated host as the bot would do it, with a fresh operation id each time. */
import { randomBytes } from 'node:crypto';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { guardKinds } from '../../hostlink/guards/guard-kinds.ts';
import type { HostLink, HostSpec } from '../../hostlink/host.ts';
import { type OperationId, operationId } from '../../hostlink/names/operation-id.ts';
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import { observe } from '../../hostlink/observe/observe.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { namesSecrets } from '../../hostlink/plan/secret.ts';
import {
  planZoneCreate,
  type ZoneCreateWish,
  zoneCreateFacts,
} from '../../hostlink/plans/zone-create.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import { secretsIn } from '../../hostlink/registry/secrets.ts';
import { compile } from '../../hostlink/runner/compile.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import { attach, type FollowEnd, submit } from '../../hostlink/runner/runner.ts';
import type { StepKinds } from '../../hostlink/steps/define-step.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { HostUnderTest } from './simulated-host.ts';

let count = 0;

export const freshOperation = (): OperationId => {
  count += 1;
  return operationId('T0TEST', `${process.pid}.${count}`);
};

export async function planCreate(
  { spec, observe }: HostUnderTest,
  zone: string,
  wish: Omit<ZoneCreateWish, 'zone'> = {},
): Promise<Plan> {
  const facts = await observe(zoneCreateFacts);
  return planZoneCreate({
    wish: { ...wish, zone: parseZoneName(zone) },
    host: spec,
    facts,
    holds: [],
    today: '2026-11-21',
  });
}

export interface CarriedOut {
  readonly operation: OperationId;
  readonly end: FollowEnd;
  readonly events: readonly JournalEvent[];
}

export interface CarryOptions {
  readonly operation?: OperationId;
  readonly kinds?: StepKinds;
  readonly onEvent?: (event: JournalEvent) => void;
}

/** Submits, and attaches again as often as the link is lost. */
export async function carryOut(
  { spec, link }: { readonly spec: HostSpec; readonly link: HostLink },
  plan: Plan,
  { operation = freshOperation(), kinds = stepKinds, onEvent }: CarryOptions = {},
): Promise<CarriedOut> {
  const events: JournalEvent[] = [];
  const following = {
    onEvent: (event: JournalEvent) => {
      events.push(event);
      onEvent?.(event);
    },
  };
  const secrets = namesSecrets(plan)
    ? await patiently(() => secretsOn({ spec, link }))
    : new Map<string, string>();
  const compilation = { plan, operation, host: spec, kinds, guardKinds, secrets };
  const script = compile({ ...compilation, lockTimeout: 10_000 });
  let end = await patiently(() => submit(link, operation, script, following));
  for (let tries = 0; end.kind === 'unknown' && tries < 20; tries += 1) {
    const from = events.at(-1)?.seq ?? 0;
    end = await patiently(() => attach(link, operation, { ...following, from }));
    // Cut before the script had arrived.
    if (end.kind === 'never-submitted') {
      end = await patiently(() => submit(link, operation, script, following));
    }
  }
  return { operation, end, events };
}

/** As the bot does, from the registry that lies there now. */
async function secretsOn({ link }: { readonly spec: HostSpec; readonly link: HostLink }) {
  const facts = { registry: registryFact };
  return secretsIn(
    (await observe(link, facts, { deadline: 10_000, random: randomBytes })).registry,
  );
}

/** Again while the host is down, as the bot does, and where the link was cut a moment ago. */
export async function patiently<T>(action: () => Promise<T>): Promise<T> {
  const giveUp = performance.now() + 10_000;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      const isDown =
        error instanceof Diagnostic &&
        ['zmgr::host::unreachable', 'zmgr::host::no-channel'].includes(error.code);
      if (!isDown || performance.now() > giveUp) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export const kindsOf = (
  events: readonly JournalEvent[],
  kind: JournalEvent['kind'],
): readonly number[] =>
  events.flatMap((event) => (event.kind === kind && 'step' in event ? [event.step] : []));
