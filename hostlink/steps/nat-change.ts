/**
 * nat.change: other rules in ipnat.conf and, while ipfilter runs, the same in the kernel, one by one, so that the sessions
 * of all others go on. ipnat(8) itself has to accept the file before it is put.
 *
 * One step, for they go back together. What ipnat says of success is not believed (it ends with 0 though the kernel
 * refused): its list is looked at.
 */
import { z } from 'zod';
import * as ipfilter from '../illumos/ipfilter.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { type Action, defineStep, type Probe, run, type Verdict } from './define-step.ts';

/** A rule as it is handed to ipnat, and as ipnat lists it. */
const loaded = z.object({ text: z.string(), printed: z.string() }).strict();
const rules = z.array(loaded).readonly();
export type LoadedRule = z.infer<typeof loaded>;

const args = z
  .object({
    /** For people, as a sentence begins. */
    what: z.string(),
    path: absolutePath,
    /** The whole file; null where there is none. */
    old: z.string().nullable(),
    new: z.string(),
    /** Left out while ipfilter does not run: it reads the file when it starts. */
    kernel: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('load'), rules }).strict(),
        /** `behind` is what stands after the first of them in the kernel's list, in its order. */
        z.object({ kind: z.literal('unload'), rules, behind: rules }).strict(),
      ])
      .exactOptional(),
  })
  .strict();
type Change = z.infer<typeof args>;

export const natChange = defineStep({
  kind: 'nat.change',
  args,
  risk: ({ kernel }) => (kernel?.kind === 'unload' ? 'disruptive' : 'routine'),
  locks: ['nat'],
  title: ({ what }) => what,
  check: ({ path, old, new: text, kernel }) => ({
    kind: 'then',
    first: {
      kind: 'root-file',
      path,
      missing: old === null ? 'absent' : 'foreign',
      texts: [[text, 'present'], ...(old === null ? [] : [[old, 'absent'] as const])],
      other: 'foreign',
    },
    next:
      kernel === undefined
        ? {}
        : {
            present: kernelSide(kernel, { before: 'partial', after: 'present' }),
            absent: kernelSide(kernel, { before: 'absent', after: 'partial' }),
          },
  }),
  apply: ({ path, old, new: text, kernel }) => [
    { ...put(path, old, text), judge: ipfilter.judge },
    ...(kernel === undefined
      ? []
      : kernel.kind === 'load'
        ? [feeding(ipfilter.loadRules, kernel.rules)]
        : [feeding(ipfilter.unloadRules, kernel.rules)]),
  ],
  undo: ({ path, old, new: text, kernel }) => [
    put(path, text, old),
    ...(kernel === undefined
      ? []
      : kernel.kind === 'load'
        ? [feeding(ipfilter.unloadRules, kernel.rules)]
        : loadedAgain(kernel)),
  ],
  advice: ({ path }) => [
    {
      says: 'does not accept it, and',
      code: 'zmgr::nat::refused',
      message: `ipnat does not accept what ${path} would be, so it stays as it was, and so does what is loaded`,
      help: 'The line that it names is of the new file. `/zone nat list` tells whether it is one that stood there before.',
    },
    {
      says: '/dev/ipnat',
      code: 'zmgr::nat::not-loaded',
      message: 'ipfilter is not loaded any more, so no rule can be',
      help: '`/zone nat list` shows the state of the service, and `/zone nat start` starts it.',
    },
  ],
});

type Kernel = NonNullable<Change['kernel']>;

/** Where the kernel is, of rules that are to come or to go; some of them here and some there is partial. */
function kernelSide(kernel: Kernel, of: Readonly<Record<'before' | 'after', Verdict>>): Probe {
  const [whole, none] = kernel.kind === 'load' ? [of.after, of.before] : [of.before, of.after];
  const others = kernel.kind === 'load' ? [] : kernel.behind.map(({ printed }) => printed);
  const own = kernel.rules.map(({ printed }) => printed);
  return {
    kind: 'command',
    command: ipfilter.listActive,
    verdicts: [
      [{ exit: 'zero', lines: [...own, ...others] }, whole],
      ...own.map((line) => [{ exit: 'zero', lines: [line] }, 'partial'] as const),
      [{ exit: 'zero', lines: others }, none],
      [{ exit: 'zero' }, 'partial'],
    ],
  };
}

const feeding = (command: typeof ipfilter.loadRules, some: readonly LoadedRule[]): Action =>
  run(command, { input: some.map(({ text }) => `${text}\n`).join('') });

/** At their old places: a rule that is loaded comes last, so those behind it are loaded after it once more. */
const loadedAgain = ({ rules: own, behind }: Extract<Kernel, { kind: 'unload' }>) => [
  ...(behind.length === 0 ? [] : [feeding(ipfilter.unloadRules, behind)]),
  feeding(ipfilter.loadRules, [...own, ...behind]),
];

/** As file.put has it of a file that is made. */
const put = (path: string, from: string | null, to: string | null) =>
  ({ kind: 'put-file', path, from, to, owner: 'root:root', mode: '0644' }) as const;
