/**
 * The shells that a host's /bin/sh may be: dash with GNU tools, busybox with its own, and ksh93 as on illumos, where
 * there is a kstat and no setsid. Each is a directory that stands first on a host's path, with `sh` in it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandPath } from './real.ts';
import { isThorough } from './thorough.ts';

export const shellNames = ['dash', 'ksh93', 'busybox'] as const;
export type ShellName = (typeof shellNames)[number];

/** Where a whole suite runs in each: dash is what simulated hosts have, so that all laws and journeys try it. */
export const shellsTried: readonly ShellName[] = isThorough ? shellNames : ['ksh93', 'busybox'];

/** What a host must have for the runner and its follower: POSIX tools and no more. */
const neededTools = [
  'cat',
  'chmod',
  'chown',
  'cmp',
  'cp',
  'date',
  'dd',
  'find',
  'ln',
  'ls',
  'mkdir',
  'mv',
  'od',
  'ps',
  'rm',
  'sleep',
  'tail',
  'wc',
];

/** What test steps use besides. */
const testTools = ['env', 'grep', 'head', 'printf', 'rmdir', 'test', 'true', 'false', 'tr'];

/**
 * Makes the directory `<parent>/<shell>-bin`.
 * @returns the path that a host with this shell has.
 */
export function shellPath(shell: ShellName, parent: string): string {
  const bin = join(parent, `${shell}-bin`);
  mkdirSync(bin, { recursive: true });
  const program = commandPath(shell) ?? shell;
  if (shell === 'busybox') {
    const applets = execFileSync(program, ['--list'], { encoding: 'utf8' }).split('\n');
    for (const applet of applets.filter((name) => name !== '')) link(program, join(bin, applet));
    return bin;
  }
  link(program, join(bin, 'sh'));
  if (shell === 'dash') return `${bin}:/usr/bin:/bin`;
  for (const tool of [...neededTools, ...testTools])
    link(commandPath(tool) ?? tool, join(bin, tool));
  const kstat = join(bin, 'kstat');
  writeFileSync(kstat, '#!/bin/sh\nprintf \'%s\\t1763700000\\n\' "$2"\n');
  chmodSync(kstat, 0o755);
  return bin;
}

function link(target: string, path: string): void {
  symlinkSync(target, path);
}
