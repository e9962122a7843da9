/**
 * dhcp.change: changes places of dhcpd.conf, or the interfaces that dhcpd listens on, and has a running server read it.
 * dhcpd(8) reads its file only when it starts, and a refresh is a method that does nothing: so it is stopped and started,
 * which takes a moment and loses no lease. dhcpd itself has to accept the file before it is put.
 *
 * One step, for they go back together: a server that does not come up with the new file gets the old one, and comes up
 * again. Whether it was started anew is told by its process contract, which each run has of its own.
 */
import { z } from 'zod';
import * as dhcpd from '../illumos/dhcpd.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { type Action, defineStep, type Hunk, type Probe, run } from './define-step.ts';
import { hunk } from './entry-edit.ts';

const interfaces = z.array(z.string()).readonly();

const args = z
  .object({
    /** For people: what is changed, as a sentence goes on; the first letter is a capital. */
    what: z.string(),
    fmri: z.string().regex(/^svc:\/[A-Za-z0-9_,./:-]+$/),
    path: absolutePath,
    /** The program that has to accept the file. */
    dhcpd: absolutePath,
    hunks: z.array(hunk).readonly(),
    /** The whole file, where there is none yet. */
    newFile: z.string().exactOptional(),
    listen: z.object({ from: interfaces, to: interfaces }).strict().exactOptional(),
    /** Whether it runs, and is to read what was changed; otherwise the next start does. */
    runs: z.boolean(),
  })
  .strict();
type Configuring = z.infer<typeof args>;

/** Under which the state is noted down that the server had before it was started anew. */
const ranBefore = 'dhcp';

export const dhcpChange = defineStep({
  kind: 'dhcp.change',
  args,
  risk: 'routine',
  locks: ['dhcp'],
  title: ({ what, runs }) => (runs ? `${what}; restart DHCP, which reads it then` : what),
  check: (configuring) => {
    const [first, ...others] = sides(configuring);
    if (first === undefined) throw new TypeError('dhcp.change has nothing to change');
    return decided(first, others, configuring);
  },
  apply: ({ fmri, path, dhcpd: program, hunks, newFile, listen, runs }) => [
    ...(runs
      ? [{ kind: 'note', name: ranBefore, command: dhcpd.stateAndContract(fmri) } as const]
      : []),
    ...(hunks.length === 0
      ? []
      : [{ kind: 'put-hunks', path, hunks, judge: dhcpd.judge(program) } as const]),
    ...(newFile === undefined
      ? []
      : [{ ...made(path, null, newFile), judge: dhcpd.judge(program) } as const]),
    ...(listen === undefined ? [] : listening(fmri, listen.to)),
    ...(runs ? startAnew(fmri) : []),
  ],
  undo: ({ fmri, path, hunks, newFile, listen, runs }) => [
    ...(hunks.length === 0 ? [] : [{ kind: 'put-hunks', path, hunks: back(hunks) } as const]),
    ...(newFile === undefined ? [] : [made(path, newFile, null)]),
    ...(listen === undefined ? [] : listening(fmri, listen.from)),
    ...(runs ? startAnew(fmri) : []),
  ],
  advice: ({ path, fmri }) => [
    {
      says: 'does not accept it, and',
      code: 'zmgr::dhcp::refused',
      message: `dhcpd does not accept what ${path} would be, so it stays as it was, and so does the server`,
      help: 'The lines that dhcpd says it of are of the new file; what stood in it before may be wrong already: `dhcpd -t -cf` with the file says so.',
    },
    {
      says: fmri,
      code: 'zmgr::dhcp::will-not-start',
      message: 'The DHCP server did not come up with what was changed',
      help: `On the host, \`svcs -xv ${fmri}\` names its log, which tells why.`,
    },
  ],
});

/** What is changed, each with a probe that finds it absent or present. */
function sides({ fmri, path, hunks, newFile, listen }: Configuring): readonly Probe[] {
  return [
    ...(hunks.length === 0
      ? []
      : [
          {
            kind: 'root-hunks',
            path,
            hunks,
            before: 'absent',
            after: 'present',
            other: 'foreign',
          } as const,
        ]),
    ...(newFile === undefined
      ? []
      : [
          {
            kind: 'root-file',
            path,
            missing: 'absent',
            texts: [[newFile, 'present']],
            other: 'foreign',
          } as const,
        ]),
    ...(listen === undefined
      ? []
      : [
          {
            kind: 'command',
            command: dhcpd.listensOn(fmri),
            verdicts: [
              [{ exit: 'zero', equals: dhcpd.listenText(listen.to) }, 'present'],
              [{ exit: 'zero', equals: dhcpd.listenText(listen.from) }, 'absent'],
              [{ exit: 'zero' }, 'foreign'],
            ],
          } as const,
        ]),
  ];
}

/** Present or absent where all sides are and the server is up with it; half of that is partial. */
function decided(first: Probe, others: readonly Probe[], configuring: Configuring): Probe {
  const [second] = others;
  const { fmri, runs } = configuring;
  const server = (whenUp: 'absent' | 'present'): Probe | typeof whenUp =>
    runs ? serverIs(fmri, whenUp) : whenUp;
  if (second === undefined) {
    return { kind: 'then', first, next: { present: server('present'), absent: server('absent') } };
  }
  const both = (side: 'absent' | 'present'): Probe => ({
    kind: 'then',
    first: second,
    next: {
      present: side === 'present' ? server('present') : 'partial',
      absent: side === 'absent' ? server('absent') : 'partial',
    },
  });
  return { kind: 'then', first, next: { present: both('present'), absent: both('absent') } };
}

const serverIs = (fmri: string, whenUp: 'absent' | 'present'): Probe => ({
  kind: 'command',
  command: dhcpd.stateAndContract(fmri),
  verdicts: [
    // The run that has not read it yet.
    ...(whenUp === 'present' ? [[{ exit: 'zero', noted: ranBefore }, 'partial'] as const] : []),
    [{ exit: 'zero', begins: 'online ' }, whenUp],
    [{ exit: 'zero' }, 'partial'],
  ],
});

/** As the packages install theirs. */
const made = (path: string, from: string | null, to: string | null) =>
  ({ kind: 'put-file', path, from, to, owner: 'root:root', mode: '0644' }) as const;

const listening = (fmri: string, to: readonly string[]): readonly Action[] => [
  run(dhcpd.setListen(fmri, to)),
  run(dhcpd.refresh(fmri)),
];

/** Out of maintenance, too. A stop that fails is no harm: it runs on, and the contract tells that it does. */
const startAnew = (fmri: string): readonly Action[] => [
  run(dhcpd.stopForNow(fmri), { regardless: true }),
  run(dhcpd.startForNow(fmri)),
];

const back = (hunks: readonly Hunk[]): readonly Hunk[] =>
  hunks.map(({ from, to }) => ({ from: to, to: from }));
