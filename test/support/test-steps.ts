/**
 * Step and guard kinds for tests of the runner: they make things in a directory, and get into trouble while a file, the
 * blocker, exists. A thing is a directory with a file in it, so that it can be half done.
 */
import { z } from 'zod';
import { defineGuard, type GuardKinds } from '../../hostlink/guards/define-guard.ts';
import { type Command, command } from '../../hostlink/shell/command.ts';
import {
  type Action,
  type AreaLock,
  defineStep,
  type Probe,
  run,
  type StepDefinition,
  type StepKinds,
} from '../../hostlink/steps/define-step.ts';

const shell = (script: string, ...args: string[]): Command =>
  command('sh', '-c', script, 'sh', ...args);

export const troubles = ['fails', 'half', 'lies', 'dies', 'dies-half', 'hangs', 'ruins'] as const;
export type Trouble = (typeof troubles)[number];

const thing = z.object({
  path: z.string(),
  text: z.string(),
  trouble: z.enum(troubles).optional(),
  /** Trouble strikes while this exists. */
  blocker: z.string().optional(),
  /** What it prints. */
  says: z.string().optional(),
});
export type Thing = z.infer<typeof thing>;

/** Answers in one word. */
const checkThing = ({ path, text }: Thing): Probe => ({
  kind: 'command',
  command: shell(
    `if [ ! -e "$1" ]; then echo absent
    elif [ ! -e "$1/text" ]; then echo partial
    elif [ "$(cat "$1/text"; echo x)" = "$2x" ]; then echo present
    else echo foreign; fi`,
    path,
    text,
  ),
  verdicts: [
    [{ exit: 'zero', equals: 'absent' }, 'absent'],
    [{ exit: 'zero', equals: 'partial' }, 'partial'],
    [{ exit: 'zero', equals: 'present' }, 'present'],
    [{ exit: 'zero', equals: 'foreign' }, 'foreign'],
  ],
});

const applyThing = ({
  path,
  text,
  trouble = 'fails',
  blocker = '',
  says = '',
}: Thing): Action[] => [
  run(
    shell(
      `printf '%s' "$5"
      if [ -n "$4" ] && [ -e "$4" ]; then strikes=$3; else strikes=; fi
      case $strikes in
        fails) exit 3 ;;
        lies) exit 0 ;;
        dies) kill -9 0 ;;
        hangs) while [ -e "$4" ]; do sleep 0.02; done ;;
      esac
      mkdir "$1" || exit 4
      case $strikes in
        half) exit 5 ;;
        dies-half) kill -9 0 ;;
        ruins) printf 'ruined' >"$1/text"; exit 0 ;;
      esac
      printf '%s' "$2" >"$1/new"
      mv "$1/new" "$1/text"`,
      path,
      text,
      trouble,
      blocker,
      says,
    ),
  ),
];

const undoThing = ({ path }: Thing): Action[] => [run(command('rm', '-r', path))];

const thingKind = (
  kind: string,
  more: Partial<Pick<StepDefinition<Thing>, 'locks' | 'onFailure' | 'undo' | 'risk'>> = {},
) =>
  defineStep<Thing>({
    kind,
    args: thing,
    risk: 'routine',
    title: ({ path }) => `Make ${path}`,
    check: checkThing,
    apply: applyThing,
    undo: undoThing,
    ...more,
  });

const locking = (...locks: AreaLock[]) => ({ locks });

export const testThing = thingKind('test.thing');
export const testRegistryThing = thingKind('test.registry-thing', locking('registry'));
export const testLinkThing = thingKind('test.link-thing', locking('links'));
export const testBothThing = thingKind('test.both-thing', locking('links', 'registry'));
export const testKeepingThing = thingKind('test.keeping-thing', { onFailure: 'keep' });
export const testLastingThing = thingKind('test.lasting-thing', {
  undo: () => ({ cannot: 'it is for ever' }),
  risk: 'destructive',
});
/** One that lasts once anything of it is seen. */
export const testSeenThing = thingKind('test.seen-thing', {
  undo: () => ({ cannot: 'it was seen', since: 'seen' }),
});
/** One whose undo does nothing. */
export const testStickyThing = thingKind('test.sticky-thing', {
  undo: () => [run(command('false'))],
});

const file = z.object({ path: z.string(), text: z.string() });

/** The file primitives. */
export const testFile = defineStep({
  kind: 'test.file',
  args: file,
  risk: 'routine',
  locks: ['registry'],
  title: ({ path }) => `Write ${path}`,
  check: ({ path, text }) => ({
    kind: 'file',
    path,
    missing: 'absent',
    texts: [[text, 'present']],
    other: 'foreign',
  }),
  apply: ({ path, text }) => [{ kind: 'create-file', path, text, mode: '640' }],
  undo: ({ path, text }) => [{ kind: 'remove-file', path, texts: [text] }],
});

const line = z.object({ path: z.string(), after: z.string(), line: z.string() });

export const testLine = defineStep({
  kind: 'test.line',
  args: line,
  risk: 'routine',
  title: ({ path }) => `Add a line to ${path}`,
  check: ({ path, line }) => ({
    kind: 'line',
    path,
    line,
    missing: 'foreign',
    has: 'present',
    hasNot: 'absent',
  }),
  apply: ({ path, after, line }) => [{ kind: 'insert-line', path, after, line }],
  undo: ({ path, line }) => [{ kind: 'drop-line', path, line }],
});

export const testDropLine = defineStep({
  kind: 'test.drop-line',
  args: line,
  risk: 'routine',
  title: ({ path }) => `Drop a line of ${path}`,
  check: ({ path, line }) => ({
    kind: 'line',
    path,
    line,
    missing: 'foreign',
    has: 'absent',
    hasNot: 'present',
  }),
  apply: ({ path, line }) => [{ kind: 'drop-line', path, line }],
  undo: ({ path, after, line }) => [{ kind: 'insert-line', path, after, line }],
});

/** A file of root's. */
export const testPut = defineStep({
  kind: 'test.put',
  args: z.object({ path: z.string(), old: z.string().nullable(), text: z.string().nullable() }),
  risk: 'routine',
  title: ({ path }) => `Put ${path}`,
  check: ({ path, old, text }) => ({
    kind: 'root-file',
    path,
    missing: old === null ? 'absent' : 'foreign',
    texts: [
      [text ?? '', 'present'],
      [old ?? '', 'absent'],
    ],
    other: 'foreign',
  }),
  apply: ({ path, old, text }) => [
    { kind: 'put-file', path, from: old, to: text, owner: 'root:root', mode: '0644' },
  ],
  undo: ({ path, old, text }) => [
    { kind: 'put-file', path, from: text, to: old, owner: 'root:root', mode: '0644' },
  ],
});

/** Places of one, which a tool has to accept. */
export const testPutPlaces = defineStep({
  kind: 'test.put-places',
  args: z.object({ path: z.string(), from: z.string(), to: z.string(), judge: z.string() }),
  risk: 'routine',
  title: ({ path }) => `Put places of ${path}`,
  check: ({ path, from, to }) => ({
    kind: 'root-hunks',
    path,
    hunks: [{ from, to }],
    before: 'absent',
    after: 'present',
    other: 'foreign',
  }),
  apply: ({ path, from, to, judge }) => [
    { kind: 'put-hunks', path, hunks: [{ from, to }], judge: command(judge) },
  ],
  undo: ({ path, from, to }) => [{ kind: 'put-hunks', path, hunks: [{ from: to, to: from }] }],
});

/** Runs argv as it is, and is never there before. */
export const testRun = defineStep({
  kind: 'test.run',
  args: z.object({ argv: z.array(z.string()).min(1), mark: z.string() }),
  risk: 'routine',
  title: ({ argv }) => `Run ${argv[0] ?? ''}`,
  check: ({ mark }) => ({
    kind: 'file',
    path: mark,
    missing: 'absent',
    texts: [],
    other: 'present',
  }),
  apply: ({ argv: [tool = 'true', ...rest], mark }) => [
    run(command(tool, ...rest)),
    { kind: 'create-file', path: mark, text: '', mode: '600' },
  ],
  undo: ({ mark }) => [run(command('rm', '-f', mark))],
});

/** A check that finds out nothing. */
export const testUnclear = defineStep({
  kind: 'test.unclear',
  args: z.object({ says: z.string() }),
  risk: 'routine',
  title: () => 'Look and see nothing',
  check: ({ says }) => ({
    kind: 'command',
    command: shell('printf %s "$1" >&2; exit 7', says),
    verdicts: [[{ exit: 'zero' }, 'present']],
  }),
  apply: () => [],
  undo: () => [],
});

export const testKinds: StepKinds = new Map(
  [
    testThing,
    testRegistryThing,
    testLinkThing,
    testBothThing,
    testKeepingThing,
    testLastingThing,
    testSeenThing,
    testStickyThing,
    testFile,
    testLine,
    testDropLine,
    testPut,
    testPutPlaces,
    testRun,
    testUnclear,
  ].map((kind) => [kind.kind, kind]),
);

/** Holds while the path is not there. */
export const testAbsent = defineGuard({
  kind: 'test.absent',
  args: z.object({ path: z.string() }),
  locks: ['registry', 'links'],
  title: ({ path }) => `${path} is not there`,
  holds: ({ path }) => ({
    kind: 'file',
    path,
    missing: 'present',
    texts: [],
    other: 'foreign',
  }),
});

/** Holds while no file of the directory speaks of the text. */
export const testUnspoken = defineGuard({
  kind: 'test.unspoken',
  args: z.object({ directory: z.string(), suffix: z.string(), text: z.string() }),
  title: ({ text }) => `Nobody speaks of ${text}`,
  holds: ({ directory, suffix, text }) => ({
    kind: 'mention',
    directory,
    suffix,
    texts: [text],
    found: 'foreign',
    none: 'present',
  }),
});

export const testGuardKinds: GuardKinds = new Map(
  [testAbsent, testUnspoken].map((kind) => [kind.kind, kind]),
);
