/**
 * A bot's operations over a store and a host that is a directory of this machine, where the real runner works under
 * /bin/sh. A create makes three things there, one after the other. Each place on the way can be made a gate.
 */

import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { positional } from '../../../../commands/argument.ts';
import { type ChangeCommand, defineChange } from '../../../../commands/define.ts';
import type { Actor, Desk, Hosts, Stand } from '../../../../commands/desk.ts';
import { zoneName } from '../../../../commands/grammar/types/names.ts';
import { Diagnostic } from '../../../../hostlink/diagnostic.ts';
import type { HostLink } from '../../../../hostlink/host.ts';
import { parseHostName } from '../../../../hostlink/names/host-name.ts';
import { operationId } from '../../../../hostlink/names/operation-id.ts';
import type { Fact } from '../../../../hostlink/observe/fact.ts';
import { makePlan } from '../../../../hostlink/plan/make-plan.ts';
import type { Clock } from '../../../../src/clock.ts';
import type { Log } from '../../../../src/log/log.ts';
import { hostRuns, titlesOf } from '../../../../src/operations/host-runs.ts';
import {
  createOperations,
  type OperationsService,
  type Request,
} from '../../../../src/operations/operations.ts';
import type { OperationParts } from '../../../../src/operations/parts.ts';
import { prune } from '../../../../src/operations/prune.ts';
import type { Followed, Follower, HostRuns } from '../../../../src/operations/runs.ts';
import type { Store } from '../../../../src/store/open-store.ts';
import type { OperationRecord } from '../../../../src/store/operation-record.ts';
import { memoryTrail } from '../../../support/memory-trail.ts';
import { shellLink } from '../../../support/shell-link.ts';
import {
  type Trouble,
  testAbsent,
  testGuardKinds,
  testKinds,
  testThing,
} from '../../../support/test-steps.ts';
import { nothing } from './demands.ts';

export const host = parseHostName('here');

/** Places on an operation's way where it can be held up. */
export type Gate =
  | 'observe'
  | 'observed'
  /** It is about to get this state. */
  | 'move'
  | 'submit'
  | 'event'
  | 'followed'
  | 'told to stop';

export interface TestHost {
  readonly directory: string;
  readonly state: string;
  readonly tree: string;
  /** While it exists, the second step of every create gets into the trouble that the create asks for. */
  readonly blocker: string;
}

export function testHost(directory: string): TestHost {
  const at = (name: string) => join(directory, name);
  mkdirSync(at('state'), { recursive: true });
  mkdirSync(at('tree'), { recursive: true });
  return { directory, state: at('state'), tree: at('tree'), blocker: at('blocker') };
}

/** What is in the tree. */
const treeFact: Fact<readonly string[]> = {
  name: 'tree',
  reading: () => ({ kind: 'files', directory: '/', members: [] }),
  understand: () => [],
};

const trouble = {
  placeholder: 'trouble',
  parse: (text: string): Trouble => z.enum(['fails', 'hangs', 'dies', 'ruins']).parse(text),
};

/** `create <zone> <trouble>` takes the lowest address that is free; an entry `<zone>.<address>` in the tree has it. */
export const testCreate = ({ tree, blocker }: TestHost): ChangeCommand =>
  defineChange({
    path: 'create',
    summary: 'Make three things',
    role: 'operator',
    risk: 'routine',
    args: { zone: positional(zoneName, 'zone'), trouble: positional(trouble, 'trouble') },
    examples: ['create web01 fails'],
    host: async () => host,
    subject: ({ zone }) => zone,
    facts: () => ({ tree: treeFact }),
    plan: ({ args, facts, holds, pinned }) => {
      const taken = new Set([...holds, ...facts.tree.map((name) => name.split('@')[1])]);
      const candidates = Array.from({ length: 60 }, (_, i) => `10.1.0.${i + 1}`);
      const kept = pinned?.chosen.address;
      const address = candidates.find(
        (one) => !taken.has(one) && (kept === undefined || one === kept),
      );
      if (address === undefined || facts.tree.some((name) => name.startsWith(`${args.zone}@`))) {
        throw new Diagnostic({
          code: 'zmgr::test::no',
          message: `${args.zone} cannot be made`,
          help: 'Take another name.',
        });
      }
      const path = join(tree, `${args.zone}@${address}`);
      const thing = (number: number) =>
        testThing.step({
          path: number === 1 ? path : join(path, String(number)),
          text: `${args.zone} ${number}`,
          ...(number === 2 && { trouble: args.trouble, blocker }),
        });
      return makePlan(
        {
          host,
          verb: 'create',
          subject: args.zone,
          steps: [thing(1), thing(2), thing(3)],
          guards: [testAbsent.guard({ path })],
          locks: [`zone/${args.zone}`],
          chosen: { address },
          holds: [address],
        },
        testKinds,
      );
    },
    confirm: ({ subject }, { tree: names }) => {
      if (names.some((name) => name.startsWith(`${subject}@`))) return;
      throw new Diagnostic({ code: 'zmgr::test::missing', message: `${subject} is not there` });
    },
  });

export interface TestBotOptions {
  readonly store: Store;
  readonly at: TestHost;
  readonly log: Log;
  readonly clock: Clock;
  readonly onChange?: (operation: OperationRecord) => void;
  /** Called at each gate; goes on when it resolves, fails as it fails. */
  readonly gate?: (gate: Gate, what: string) => Promise<void>;
  /** Stands between the runner and the machine. */
  readonly through?: (link: HostLink) => HostLink;
  /** What each plan needs before it goes to the host; nothing if left out. */
  readonly demand?: OperationParts['demand'];
  /** Whether a yes counts when the change is about to begin. */
  readonly mayApprove?: OperationParts['mayApprove'];
  readonly mayBreakGlass?: OperationParts['mayBreakGlass'];
  readonly glass?: OperationParts['glass'];
  readonly may?: () => Stand;
  readonly atOnce?: number;
}

export interface TestBot extends OperationsService {
  create(
    zone: string,
    options?: Partial<Request> & { readonly trouble?: Trouble },
  ): Promise<OperationRecord>;
  readonly command: ChangeCommand;
  /** One round of prune.ts. */
  prune(): Promise<void>;
}

export const actor: Actor = { team: 'T01', user: 'U01', roles: new Set(['operator']) };

/** A host whose only fact is what is in the tree. */
export function directoryHosts(
  at: TestHost,
  link: HostLink,
  gate: NonNullable<TestBotOptions['gate']> = async () => {},
): Hosts {
  let observations = 0;
  return {
    names: [host],
    default: host,
    spec: () => link.spec,
    outputs: async () => [],
    observe: async (_host, facts) => {
      observations += 1;
      await gate('observe', String(observations));
      const names = readdirSync(at.tree);
      await gate('observed', String(observations));
      const observed = Object.fromEntries(Object.keys(facts).map((key) => [key, names]));
      // biome-ignore lint/suspicious/noExplicitAny: every fact here is the same
      return observed as any;
    },
  };
}

export async function startTestBot({
  store,
  at,
  log,
  clock,
  onChange = () => {},
  gate = async () => {},
  through = (link) => link,
  may = () => ({ allowed: true, because: 'a test' }),
  demand = () => nothing,
  mayApprove = async () => ({ allowed: true, because: 'a test', sources: ['role approver'] }),
  mayBreakGlass = async () => ({ allowed: true, because: 'a test' }),
  glass,
  atOnce = 4,
}: TestBotOptions): Promise<TestBot> {
  const command = testCreate(at);
  const link = through(shellLink({ state: at.state, path: process.env.PATH ?? '/usr/bin:/bin' }));
  const runs = gatedRuns(
    hostRuns({
      links: () => link,
      kinds: testKinds,
      guardKinds: testGuardKinds,
      secrets: async () => new Map(),
    }),
    gate,
  );
  const hosts = directoryHosts(at, link, gate);
  const desk: Omit<Desk, 'operations'> = {
    trail: memoryTrail(),
    actor,
    accounts: [actor.user],
    glass: async () => undefined,
    hosts,
    may,
    need: () => nothing,
    stand: async () => ({ allowed: true, because: 'a test' }),
    now: clock.now(),
    version: 'test',
  };
  const table = store.operations;
  const service: OperationsService = createOperations({
    store: {
      ...store,
      operations: {
        ...table,
        move: async (id, from, to, change) => {
          await gate('move', to);
          return await table.move(id, from, to, change);
        },
      },
    },
    hosts,
    runs,
    clock,
    log,
    atOnce,
    command: (path) => (path === 'create' ? command : undefined),
    deskFor: async () => ({ ...desk, operations: service }),
    demand,
    mayApprove,
    accountsOf: (user) => [user],
    mayBreakGlass,
    glass,
    titles: titlesOf(testKinds, testGuardKinds),
    onChange: async (record) => onChange(record),
  });
  await service.start();
  return {
    ...service,
    command,
    prune: () =>
      prune({ table, hosts, runs, clock, log }, store.workflows, new AbortController().signal),
    create: (zone, { trouble = 'fails', ...request } = {}) =>
      service.ask({
        id: operationId('T01', zone),
        actor,
        channel: 'C01',
        askedIn: 'C01',
        surface: 'command',
        command,
        args: { zone: [zone], trouble: [trouble] },
        text: `create ${zone} ${trouble}`,
        ...request,
      }),
  };
}

function gatedRuns(runs: HostRuns, gate: (gate: Gate, what: string) => Promise<void>): HostRuns {
  const follow = async (
    follower: Follower,
    followed: (gated: Follower) => Promise<Followed>,
  ): Promise<Followed> => {
    const end = await followed({
      ...follower,
      onEvents: async (events) => {
        for (const { kind } of events) await gate('event', kind);
        await follower.onEvents(events);
      },
    });
    await gate('followed', end.kind);
    return end;
  };
  return {
    ...runs,
    start: async (name, id, verb, plan, follower) => {
      await gate('submit', verb);
      return await follow(follower, (gated) => runs.start(name, id, verb, plan, gated));
    },
    cancel: async (name, id) => {
      await runs.cancel(name, id);
      await gate('told to stop', id);
    },
    attach: (name, id, follower) => follow(follower, (gated) => runs.attach(name, id, gated)),
  };
}
