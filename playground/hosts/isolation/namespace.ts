/**
 * A host in namespaces of its own, made without privilege by unshare(1): /etc/zones, /zones and /var/zmgr are where
 * illumos has them, and its processes see no others. Two layers, so that a reboot ends every process and keeps the disks:
 *
 *   ground  a user and a mount namespace with the host's / (kept until the host is closed)
 *   system  in it, fresh at each boot: a user namespace in which the host's user is no root, a pid and a mount namespace
 *
 * Both hold by a process that reads from a pipe of ours: where the playground dies, even by kill -9, the hosts do too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { quote } from '../../../hostlink/shell/quote.ts';
import type { HostProcess, Isolation } from './isolation.ts';
import { runToEnd } from './run-to-end.ts';
import { callsDirectory, type Mount, oldRoot, programInside, requireProgram } from './tree.ts';

export interface NamespaceOptions {
  readonly root: string;
  readonly user: string;
  readonly userId: number;
  readonly mounts: readonly Mount[];
  /** Size of a disk of its own for the state directory, so that it can be full; left out, it has none. */
  readonly stateBytes?: number;
}

/** Where a simulated host lets its user write; everything else is read-only, as for any user who is not root. */
const writable = (user: string) => [
  '/etc/zmgr',
  '/var/zmgr',
  '/tmp',
  '/var/tmp',
  `/home/${user}`,
  callsDirectory,
];

/** A read-only bind: where the file system below is nosuid or nodev, the kernel wants these said again. */
const bindFunctions = `
read_only() {
  for extra in '' ,nosuid ,nodev ,nosuid,nodev; do
    mount -o "remount,bind,ro$extra" "$1" 2>/dev/null && return 0
  done
  echo "cannot make $1 read-only" >&2
  return 1
}
bind() { mount --bind "$1" "$2" 2>/dev/null || mount --rbind "$1" "$2"; }
`;

function groundScript(
  { root, user, userId, mounts, stateBytes }: NamespaceOptions,
  inside: (program: string) => string,
): string {
  const at = (place: string) => quote(path.join(root, place));
  const devices = ['null', 'zero', 'full', 'random', 'urandom'];
  return [
    'set -e',
    'PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH',
    bindFunctions,
    `mount --bind ${quote(root)} ${quote(root)}`,
    ...mounts.flatMap(({ from, to }) => [`bind ${quote(from)} ${at(to)}`, `read_only ${at(to)}`]),
    ...devices.map((device) => `mount --bind /dev/${device} ${at(`/dev/${device}`)}`),
    ...(stateBytes === undefined
      ? []
      : [
          `mount -t tmpfs -o size=${stateBytes},mode=755 state ${at('/var/run')}`,
          `mkdir ${at('/var/run/state')}`,
        ]),
    ...writable(user).map((directory) =>
      stateBytes !== undefined && directory === '/var/zmgr'
        ? `mount --bind ${at('/var/run/state')} ${at(directory)}`
        : `mount --bind ${at(directory)} ${at(directory)}`,
    ),
    // umount(8) reads it, and the kernel lets us mount a /proc of our own later only where it sees this one.
    `mount --rbind /proc ${at('/proc')}`,
    // Root may write everywhere.
    ...(userId === 0 ? [] : [`read_only ${quote(root)}`]),
    `cd ${quote(root)}`,
    `pivot_root . .${oldRoot}`,
    'cd /',
    `${quote(inside('umount'))} -l ${oldRoot}`,
    'echo ready',
    'while read -r line; do :; done',
  ].join('\n');
}

/** Runs its words where / may be written; the kernel wants again what it has said of the file system below. */
const writableScript = (mount: string) => `
for extra in '' ,nosuid ,nodev ,nosuid,nodev; do
  ${quote(mount)} -o "remount,bind,rw$extra" / 2>/dev/null && exec "$@"
done
echo "$0: / cannot be written" >&2
exit 126
`;

/** Process 1 of the host: reaps what was orphaned, and ends with the pipe that it reads. */
const init = 'PATH=/usr/bin; exec 3<&0; cat <&3 >/dev/null & echo ready; wait; exit 0';

/** Starts a holder and waits until it says `ready`. */
async function hold(program: string, args: readonly string[], what: string): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<boolean>((resolve) => {
    lines.on('line', (line) => line === 'ready' && resolve(true));
    lines.on('close', () => resolve(false));
    child.on('error', (error) => {
      complaint += error.message;
      resolve(false);
    });
  });
  if (await ready) {
    child.unref();
    return child;
  }
  child.kill('SIGKILL');
  throw new Diagnostic({
    code: 'zmgr::playground::no-namespace',
    message: `This machine does not let us make ${what}`,
    help: 'Simulated hosts can do without: by paths. Where even that fails, start-up says so.',
    cause: new Error(complaint.trim() === '' ? 'it ended without a word' : complaint.trim()),
  });
}

/** Kills a holder, or the process that it waits for, and waits until it is gone. */
async function end(child: ChildProcess | undefined, inner?: number): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  // Else nothing might keep the playground alive until it is gone.
  child.ref();
  const gone = once(child, 'exit');
  if (inner === undefined) child.kill('SIGKILL');
  else killOnce(inner);
  await gone;
}

function killOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended by itself in the meantime, and its parent is about to.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The one child of a process, as the machine numbers it. */
function onlyChild(parent: number): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim();
  if (/^[1-9][0-9]*$/.test(children)) return Number(children);
  throw new Diagnostic({
    code: 'zmgr::playground::no-namespace',
    message: `The first process of a simulated host could not be found (children of ${parent}: "${children}")`,
  });
}

/** @throws Diagnostic `zmgr::playground::no-namespace` when the kernel refuses. */
export async function namespaceIsolation(options: NamespaceOptions): Promise<Isolation> {
  const { root, userId } = options;
  const inside = (program: string) => programInside(requireProgram(program), true);
  const nsenter = requireProgram('nsenter');
  const ground = await hold(
    requireProgram('unshare'),
    ['--user', '--map-root-user', '--mount', 'sh', '-c', groundScript(options, inside)],
    'namespaces',
  );
  /** Arguments of nsenter(1): into the ground, with its root's rights. */
  const enterGround = [
    '--target',
    String(ground.pid),
    '--user',
    '--mount',
    '--preserve-credentials',
    '--',
  ];
  let system: ChildProcess | undefined;
  /** Process 1, as the machine numbers it. */
  let first = 0;

  const onGround = async (script: string): Promise<void> => {
    const child = spawn(nsenter, [...enterGround, '/usr/bin/sh', '-c', script], {
      stdio: 'ignore',
    });
    await once(child, 'exit');
  };

  return {
    kind: 'namespace',
    seen: (inside) => inside,
    async boot() {
      for (const name of readdirSync(path.join(root, 'tmp')))
        rmSync(path.join(root, 'tmp', name), { recursive: true, force: true });
      // Made in one go, so that the user namespace owns the others and one nsenter leads into all.
      const spaces = [
        '--user',
        `--map-user=${userId}`,
        `--map-group=${userId}`,
        '--mount',
        '--pid',
        '--mount-proc',
      ];
      const unshare = [inside('unshare'), ...spaces, '--fork', '--kill-child'];
      system = await hold(
        nsenter,
        [...enterGround, ...unshare, '/usr/bin/sh', '-c', init],
        'a process namespace',
      );
      first = onlyChild(system.pid ?? -1);
    },
    spawn(command, environment): HostProcess {
      const enter = [
        '--target',
        String(first),
        '--user',
        '--mount',
        '--pid',
        '--preserve-credentials',
        '--',
      ];
      const session = [inside('setsid'), '/usr/bin/sh', '-c', command];
      return spawn(nsenter, [...enter, ...session], {
        env: environment,
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    },
    asRoot: ([program, ...words], input) =>
      // In a mount namespace that is over with the program, so that / is read-only for everybody else as before.
      runToEnd(
        nsenter,
        [
          ...enterGround,
          inside('unshare'),
          '--mount',
          '/usr/bin/sh',
          '-c',
          writableScript(inside('mount')),
          program,
          `/usr/bin/${program}`,
          ...words,
        ],
        input,
      ),
    async halt() {
      const before = system;
      system = undefined;
      // Process 1 is gone only when the kernel has ended every other process of its namespace (pid_namespaces(7)).
      await end(before, first);
    },
    async fillState(full) {
      if (options.stateBytes === undefined) {
        throw new Diagnostic({
          code: 'zmgr::playground::no-state-disk',
          message: 'The state directory of this host has no disk of its own that could be full',
          help: 'Start the host with `stateBytes`.',
        });
      }
      const ballast = '/var/run/ballast';
      await onGround(full ? `dd if=/dev/zero of=${ballast} bs=4096; true` : `rm -f ${ballast}`);
    },
    async close() {
      await end(system, first);
      system = undefined;
      await end(ground);
    },
  };
}
