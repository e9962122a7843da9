/**
 * The file tree of a simulated host, laid out below its directory: /etc, /var, /zones and /usr/bin as illumos has them.
 * Tools of the machine are linked in by name, and only those that an illumos host has: a script that reaches for
 * base64, sha256sum, stat or setsid fails here as it would there.
 */
import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';

/** What /usr/bin of an OpenIndiana or OmniOS host offers to scripts, as far as the machine has it too. */
const borrowedTools = [
  ...[
    'awk',
    'basename',
    'cat',
    'chgrp',
    'chmod',
    'chown',
    'cksum',
    'cmp',
    'comm',
    'cp',
    'cut',
    'date',
    'dd',
    'df',
  ],
  ...[
    'diff',
    'dirname',
    'du',
    'echo',
    'egrep',
    'env',
    'expr',
    'false',
    'fgrep',
    'file',
    'find',
    'fold',
    'getconf',
  ],
  ...[
    'grep',
    'gzip',
    'head',
    'id',
    'join',
    'kill',
    'ln',
    'logname',
    'ls',
    'mkdir',
    'mkfifo',
    'mktemp',
    'mv',
    'nice',
  ],
  ...[
    'nl',
    'nohup',
    'od',
    'paste',
    'pgrep',
    'pkill',
    'printf',
    'ps',
    'pwd',
    'readlink',
    'rm',
    'rmdir',
    'sed',
    'sleep',
  ],
  ...[
    'sort',
    'split',
    'sync',
    'tail',
    'tar',
    'tee',
    'test',
    '[',
    'time',
    'timeout',
    'touch',
    'tr',
    'true',
    'tty',
  ],
  ...['uniq', 'wc', 'who', 'whoami', 'xargs'],
] as const;

/** Directories of the machine that hold programs; each that is a directory of its own is seen below /linux. */
const programDirectories = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin'];
/** Directories that programs need at the very same place: the dynamic linker and libraries. */
const libraryDirectories = [
  ...[
    '/lib',
    '/lib32',
    '/lib64',
    '/libx32',
    '/usr/lib',
    '/usr/lib32',
    '/usr/lib64',
    '/usr/libx32',
    '/usr/libexec',
  ],
  ...['/usr/local/lib', '/nix/store', '/gnu/store'],
];

/** Where the simulator keeps its own things inside the host. */
export const privateDirectory = '/.simulator';
/** Where the machine's own / is for the moment of the change. */
export const oldRoot = `${privateDirectory}/old`;
export const callsDirectory = `${privateDirectory}/calls`;
/** The stubs of the machine's own tools, for pfexec alone. */
export const asRootDirectory = `${privateDirectory}/as-root`;

export interface TreeOptions {
  /** Directory on the machine that becomes the host's /. */
  readonly root: string;
  /** The host's user, a directory below /home. */
  readonly user: string;
  /** What becomes /bin/sh, an absolute path on the machine. */
  readonly shell: string;
  /** Whether the machine's programs are seen below /linux (namespaces) or where they are (paths). */
  readonly mapped: boolean;
}

/** A directory of the machine that is mounted into the host, read-only. */
export interface Mount {
  readonly from: string;
  readonly to: string;
}

const kindOf = (file: string): 'directory' | 'link' | 'none' => {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() === true) return 'link';
  return found?.isDirectory() === true ? 'directory' : 'none';
};

/** First place on the usual path where the machine has this program. */
export function findProgram(name: string): string | undefined {
  for (const directory of [...(process.env.PATH ?? '').split(':'), ...programDirectories]) {
    if (!directory.startsWith('/')) continue;
    const file = path.join(directory, name);
    try {
      accessSync(file, constants.X_OK);
      return realpathSync(file);
    } catch {
      // Not here: the next directory, and at the end the caller says what is missing.
    }
  }
  return undefined;
}

/** Where a program of the machine is seen inside the host. */
export function programInside(program: string, mapped: boolean): string {
  if (!mapped) return program;
  const holder = programDirectories.find((directory) => program.startsWith(`${directory}/`));
  return holder === undefined ? program : `/linux${program}`;
}

/**
 * Makes the tree.
 * @returns what has to be mounted where the host has namespaces of its own.
 * @throws Diagnostic `zmgr::playground::missing-program` when the machine lacks what every host needs.
 */
export function layTree({ root, user, shell, mapped }: TreeOptions): readonly Mount[] {
  const make = (directory: string, mode = 0o755) =>
    mkdirSync(path.join(root, directory), { recursive: true, mode });
  for (const directory of [
    '/etc/zones',
    '/etc/zmgr',
    '/var/zmgr',
    '/var/run',
    '/zones',
    '/proc',
    '/dev',
    '/tmp',
  ])
    make(directory);
  for (const directory of [
    `/home/${user}`,
    '/usr/bin',
    '/usr/sbin',
    '/linux',
    callsDirectory,
    '/var/tmp',
  ])
    make(directory);
  for (const [link, target] of [
    ['/bin', 'usr/bin'],
    ['/sbin', 'usr/sbin'],
  ] as const)
    symlinkSync(target, path.join(root, link));

  for (const tool of borrowedTools) {
    const program = findProgram(tool);
    if (program !== undefined)
      symlinkSync(programInside(program, mapped), path.join(root, '/usr/bin', tool));
  }
  for (const tool of ['mkfifo', 'cat', 'rm', 'ps']) requireProgram(tool);
  symlinkSync(programInside(realpathSync(shell), mapped), path.join(root, '/usr/bin/sh'));

  if (!mapped) return [];
  make(oldRoot);
  const mounts: Mount[] = [];
  for (const directory of programDirectories) {
    if (kindOf(directory) !== 'directory') continue;
    make(`/linux${directory}`);
    mounts.push({ from: directory, to: `/linux${directory}` });
  }
  for (const directory of libraryDirectories) {
    const kind = kindOf(directory);
    if (kind === 'link') symlinkSync(readlinkSync(directory), path.join(root, directory));
    if (kind !== 'directory') continue;
    if (directory === '/usr/lib') {
      mounts.push(linkedFrom(directory));
      continue;
    }
    make(directory);
    mounts.push({ from: directory, to: directory });
  }
  /** The machine's entries by links, so that the host's own (/usr/lib/brand) lie beside them. */
  function linkedFrom(directory: string): Mount {
    make(directory);
    make(`/linux${directory}`);
    for (const name of readdirSync(directory))
      symlinkSync(`/linux${directory}/${name}`, path.join(root, directory, name));
    return { from: directory, to: `/linux${directory}` };
  }
  for (const device of ['null', 'zero', 'full', 'random', 'urandom'])
    writeFileSync(path.join(root, '/dev', device), '');
  symlinkSync('/proc/self/fd', path.join(root, '/dev/fd'));
  return mounts;
}

/** @throws Diagnostic `zmgr::playground::missing-program` */
export function requireProgram(name: string): string {
  const program = findProgram(name);
  if (program === undefined) {
    throw new Diagnostic({
      code: 'zmgr::playground::missing-program',
      message: `This machine has no ${name}, which a simulated host needs`,
      help: `Install the package that holds ${name} (on Debian: coreutils, procps, util-linux).`,
    });
  }
  return program;
}
