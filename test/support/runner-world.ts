/**
 * A place where plans are carried out for a test: a state directory, a tree that steps change, and a host that is this
 * machine with one of the shells.
 */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guard } from '../../hostlink/guards/define-guard.ts';
import { parseHostName } from '../../hostlink/names/host-name.ts';
import { type OperationId, operationId } from '../../hostlink/names/operation-id.ts';
import { makePlan } from '../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { compile } from '../../hostlink/runner/compile.ts';
import type { JournalEvent } from '../../hostlink/runner/events.ts';
import { type FollowEnd, type Following, submit } from '../../hostlink/runner/runner.ts';
import type { Step } from '../../hostlink/steps/define-step.ts';
import { type ShellLink, type ShellLinkOptions, shellLink } from './shell-link.ts';
import { type ShellName, shellPath } from './shells.ts';
import { testGuardKinds, testKinds } from './test-steps.ts';

export interface Wish {
  readonly steps: readonly Step[];
  readonly guards?: readonly Guard[];
  readonly locks?: readonly string[];
}

export interface World {
  readonly directory: string;
  readonly state: string;
  readonly tree: string;
  readonly link: ShellLink;
  /** A path in the tree. */
  at(name: string): string;
  /** What the tree holds: every path with its kind, mode and content. */
  dump(): readonly string[];
  plan(wish: Wish): Plan;
  script(plan: Plan, operation: OperationId, options?: { readonly lockTimeout?: number }): string;
  /** A new operation's id. */
  operation(): OperationId;
  /** Carries out a plan under a new or given id. */
  run(
    plan: Plan,
    more?: Following & { readonly operation?: OperationId; readonly lockTimeout?: number },
  ): Promise<Run>;
  /** The directory of an operation. */
  ops(operation: OperationId): string;
  /** Another way to the same place. */
  linkWith(options: Partial<ShellLinkOptions>): ShellLink;
  remove(): void;
}

export interface Run {
  readonly operation: OperationId;
  readonly end: FollowEnd;
  readonly events: readonly JournalEvent[];
}

export function makeWorld(shell: ShellName): World {
  const directory = mkdtempSync(join(tmpdir(), `zonebot-runner-${shell}-`));
  const [state, tree] = [join(directory, 'state'), join(directory, 'tree')];
  mkdirSync(state);
  mkdirSync(tree);
  const options = { state, path: shellPath(shell, directory) };
  const link = shellLink(options);
  let operations = 0;
  const world: World = {
    directory,
    state,
    tree,
    link,
    at: (name) => join(tree, name),
    dump: () => dump(tree),
    plan: ({ steps, guards = [], locks = ['zone/web01'] }) =>
      makePlan(
        {
          host: parseHostName('here'),
          verb: 'create',
          subject: 'web01',
          steps,
          guards,
          locks,
          chosen: {},
          holds: [],
        },
        testKinds,
      ),
    script: (plan, operation, { lockTimeout = 10_000 } = {}) =>
      compile({
        plan,
        operation,
        host: link.spec,
        kinds: testKinds,
        guardKinds: testGuardKinds,
        lockTimeout,
      }),
    operation: () => {
      operations += 1;
      return operationId(directory, String(operations));
    },
    run: async (
      plan,
      { operation = world.operation(), lockTimeout, onEvent, ...following } = {},
    ) => {
      const events: JournalEvent[] = [];
      const script = world.script(
        plan,
        operation,
        lockTimeout === undefined ? {} : { lockTimeout },
      );
      const end = await submit(link, operation, script, {
        deadline: 15_000,
        ...following,
        onEvent: (event) => {
          events.push(event);
          onEvent?.(event);
        },
      });
      return { operation, end, events };
    },
    ops: (operation) => join(state, 'ops', operation),
    linkWith: (more) => shellLink({ ...options, ...more }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
  return world;
}

/** Every path below a directory: relative name, kind and mode, content. */
export function dump(directory: string, prefix = ''): readonly string[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const path = join(directory, name);
      const shown = JSON.stringify(prefix + name);
      const status = lstatSync(path);
      if (status.isSymbolicLink()) return [`${shown} -> ${readlinkSync(path)}`];
      const mode = (statSync(path).mode & 0o7777).toString(8);
      return status.isDirectory()
        ? [`${shown} directory ${mode}`, ...dump(path, `${prefix}${name}/`)]
        : [`${shown} file ${mode} ${JSON.stringify(readFileSync(path, 'latin1'))}`];
    });
}

/** Events without their numbers and times, as short lines: `done 3`. */
export const outline = (events: readonly JournalEvent[]): readonly string[] =>
  events.map(({ seq: _, at: __, ...event }) =>
    Object.entries(event)
      .filter(([key]) => key !== 'pid' && key !== 'group')
      .map(([, value]) => String(value))
      .join(' '),
  );
