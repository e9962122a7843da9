/**
 * What the runner may leave on a host: locks that are held, files that its operation no longer needs, processes. Read
 * from the state directory and from the machine's own list of processes, not by what the runner says of itself.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { markedProcesses } from '../../../playground/hosts/isolation/paths.ts';
import type { Leak } from './leak.ts';

/** Tickets whose number is the highest of their lock and lies there without its `.free`. */
export function heldLocks(state: string): readonly Leak[] {
  const locks = join(state, 'lock');
  if (!existsSync(locks)) return [];
  const directories = readdirSync(locks, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(locks, name)).isDirectory())
    .sort();
  return directories.flatMap((key) => {
    const names = readdirSync(join(locks, key));
    const highest = Math.max(0, ...names.filter((name) => /^[0-9]+$/.test(name)).map(Number));
    if (highest === 0 || names.includes(`${highest}.free`)) return [];
    const holder = readFileSync(join(locks, key, String(highest)), 'utf8').trim();
    return [{ kind: 'lock' as const, what: `${key} is held: ${holder}` }];
  });
}

/** What stays of an operation that has ended: its journal, its plan, what steps printed, and who ran it. */
const kept = ['events', 'plan.json', 'asked.json', 'out', 'run'];

export const leftFiles = (state: string, operation: string): readonly Leak[] =>
  readdirSync(join(state, 'ops', operation))
    .filter((name) => !kept.includes(name))
    .map((name) => ({ kind: 'runner', what: `ops/${operation}/${name} is left` }));

export interface HostProcess {
  readonly pid: number;
  readonly command: string;
}

/** Of one simulated host, those that keep its namespaces included. */
export function processesOf(host: {
  readonly root: string;
  readonly isolation: 'namespace' | 'paths';
}): readonly HostProcess[] {
  const pids = host.isolation === 'paths' ? markedProcesses(host.root) : rootedIn(host.root);
  return pids.map((pid) => ({ pid, command: commandOf(pid) }));
}

/** A process's root is the host's directory, whatever namespace it is seen from: the inode tells. */
function rootedIn(root: string): readonly number[] {
  const { dev, ino } = statSync(root);
  return readdirSync('/proc').flatMap((name) => {
    if (!/^[0-9]+$/.test(name)) return [];
    try {
      const at = statSync(`/proc/${name}/root`);
      return at.ino === ino && at.dev === dev ? [Number(name)] : [];
    } catch {
      return []; // Gone in the meantime, or somebody else's.
    }
  });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return 'gone';
  }
}
