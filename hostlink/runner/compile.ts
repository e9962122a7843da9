/**
 * The script that a plan is on its host: values, one function for each guard and for each step's check, apply and undo,
 * and the constant parts of sh/. It locks, checks, applies and unwinds by itself; see sh/main.sh for its verbs.
 */
import { dirname } from 'node:path/posix';
import { type GuardKinds, guardMeaningOf } from '../guards/define-guard.ts';
import type { HostSpec } from '../host.ts';
import type { OperationId } from '../names/operation-id.ts';
import type { Plan } from '../plan/plan.ts';
import { type Secrets, withSecrets } from '../plan/secret.ts';
import { quote } from '../shell/quote.ts';
import {
  type AreaLock,
  areaLocks,
  isIrrevocable,
  meaningOf,
  type StepKinds,
  type StepMeaning,
} from '../steps/define-step.ts';
import { compileAction, writtenPath } from './compile-action.ts';
import { compileProbe } from './compile-probe.ts';
import { lockSpans } from './lock-spans.ts';
import { shellParts } from './shell-parts.ts';

export interface Compilation {
  readonly plan: Plan;
  readonly operation: OperationId;
  readonly host: HostSpec;
  readonly kinds: StepKinds;
  readonly guardKinds: GuardKinds;
  /**
   * JSON, without secrets: what the bot wants to find again beside the plan, should it lose its own memory of the
   * operation. Nothing here looks at it.
   */
  readonly asked?: unknown;
  /** Of those that the plan names; none where left out. */
  readonly secrets?: Secrets;
  /** Milliseconds to wait for any one lock before giving up; the plan's own where left out. */
  readonly lockTimeout?: number;
}

/** @throws Diagnostic `zmgr::plan::bad-step`, `zmgr::plan::bad-guard`, `zmgr::plan::secret-missing`, `zmgr::shell::nul` */
export function compile({
  plan,
  operation,
  host,
  kinds,
  guardKinds,
  asked,
  secrets = new Map(),
  lockTimeout = plan.lockTimeout * 1000,
}: Compilation): string {
  const steps = plan.steps.map((step) => meaningOf(withSecrets(step, secrets), kinds));
  const guards = plan.guards.map((guard) =>
    guardMeaningOf(withSecrets(guard, secrets), guardKinds),
  );
  const isArea = (key: string): key is AreaLock => areaLocks.some((area) => area === key);
  const held = lockSpans({
    whole: plan.locks.filter(isArea),
    guards: guards.flatMap(({ locks }) => locks),
    steps: steps.map(({ locks }) => locks),
  });
  const inOrder = (locks: readonly AreaLock[]) => areaLocks.filter((lock) => locks.includes(lock));
  return [
    `# zonebot's operation ${operation}: what a plan is on its host. It keeps its journal beside itself, in events.`,
    `PATH=${quote(host.path)} LC_ALL=C`,
    'export PATH LC_ALL',
    'unset IFS CDPATH',
    'umask 022',
    `operation=${quote(operation)}`,
    `elevation=${host.elevation}`,
    `mount_table=${quote(`${host.etc}/mnttab`)}`,
    `steps=${steps.length}`,
    `guards=${guards.length}`,
    `lock_timeout=${Math.round(lockTimeout)}`,
    `whole_locks=${quote(
      plan.locks
        .filter((key) => !isArea(key))
        .sort()
        .join(' '),
    )}`,
    `irrevocable=${quote(stepList(steps, ({ undo }) => isIrrevocable(undo)))}`,
    `once_seen=${quote(stepList(steps, ({ undo }) => 'cannot' in undo && undo.since === 'seen'))}`,
    `keeping=${quote(stepList(steps, ({ onFailure }) => onFailure === 'keep'))}`,
    `passing=${quote(stepList(steps, ({ onFailure }) => onFailure === 'pass'))}`,
    '',
    shellParts(
      'waiting',
      'tickets',
      'alive',
      'journal',
      'locks',
      'probes',
      'actions',
      'root-files',
      'steps',
    ),
    shellFunction('print_plan', [`printf '%s\\n' ${quote(JSON.stringify(plan))}`]),
    shellFunction('keep_asked', [
      asked === undefined
        ? ':'
        : `printf '%s\\n' ${quote(JSON.stringify(asked))} >"$directory/asked.json"`,
    ]),
    stepTable('areas_held_at', 'areas', held),
    stepTable('areas_of_step', 'areas', [[], ...steps.map(({ locks }) => inOrder(locks))]),
    stepTable('needs_of_step', 'needs', [[], ...steps.map(({ needs }) => needs.map(String))]),
    shellFunction('sweep', sweeping(steps, operation)),
    ...guards.map(({ holds }, index) =>
      shellFunction(`guard_${index + 1}`, compileProbe(holds, host.elevation)),
    ),
    ...steps.flatMap((step, index) => stepFunctions(step, index + 1, host)),
    shellParts('main'),
    'main "$@"',
    '',
  ].join('\n');
}

function stepFunctions(step: StepMeaning, number: number, host: HostSpec): readonly string[] {
  const actions = (list: StepMeaning['apply']) => {
    if (list.length === 0) return [':'];
    const all = list.map((action) => compileAction(action, host.elevation)).join(' &&\n');
    const mayMiss = list.some((action) => action.kind === 'run' && action.regardless === true);
    return mayMiss ? ['missed=0', `${all} &&`, 'return "$missed"'] : [all];
  };
  return [
    shellFunction(`check_${number}`, compileProbe(step.check, host.elevation)),
    shellFunction(`apply_${number}`, actions(step.apply)),
    // What can't be taken back once it is seen is left as it is found, and the check afterwards says so.
    ...(isIrrevocable(step.undo)
      ? []
      : [shellFunction(`undo_${number}`, actions('cannot' in step.undo ? [] : step.undo))]),
  ];
}

/** Not indented: a value may hold newlines. */
const shellFunction = (name: string, lines: readonly string[]) =>
  `${name}() {\n${lines.join('\n')}\n}\n`;

/** Numbers of the steps for which it is so, as sh/steps.sh keeps lists: blanks around each. */
const stepList = (steps: readonly StepMeaning[], so: (step: StepMeaning) => boolean) =>
  ` ${steps.flatMap((step, index) => (so(step) ? [`${index + 1} `] : [])).join('')}`;

/** A function that sets a variable to words, by a step's number. */
const stepTable = (name: string, variable: string, table: readonly (readonly string[])[]) =>
  shellFunction(name, [
    'case $1 in',
    ...table.flatMap((words, at) =>
      words.length === 0 ? [] : [`${at}) ${variable}=${quote(words.join(' '))} ;;`],
    ),
    `*) ${variable}='' ;;`,
    'esac',
  ]);

/** Removes what a killed runner may have left beside the files it was writing. */
function sweeping(steps: readonly StepMeaning[], operation: OperationId): readonly string[] {
  const actions = steps.flatMap(({ apply, undo }) => [...apply, ...('cannot' in undo ? [] : undo)]);
  const removals = new Set(
    actions.flatMap((action) => {
      const written = writtenPath(action);
      if (written === undefined) return [];
      const left = `${dirname(written.path).replace(/\/$/, '')}/.zonebot-${operation}`;
      return [`${written.isRoots ? 'as_root ' : ''}rm -f ${quote(left)}`];
    }),
  );
  return removals.size === 0 ? [':'] : [...removals];
}
