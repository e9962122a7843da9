/**
 * A host without namespaces: its files are seen where they lie below its directory, and the host block says so by
 * `registry`, `state`, `etc` and `path`. Its processes carry a mark in their environment, by which all of them are found.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { HostProcess, Isolation } from './isolation.ts';
import { runToEnd } from './run-to-end.ts';

const mark = 'ZONEBOT_SIMULATED_HOST';

/** Processes of the machine whose environment carries the mark of this host. */
export function markedProcesses(root: string): readonly number[] {
  const wanted = `${mark}=${root}`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^[0-9]+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const variables = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
      return variables.includes(wanted) ? [Number(name)] : [];
    } catch {
      // Gone in the meantime, or somebody else's: not ours.
      return [];
    }
  });
}

/** Kills until none is left: a process may have forked while we looked. */
async function killMarked(root: string): Promise<void> {
  for (let pids = markedProcesses(root); pids.length > 0; pids = markedProcesses(root)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    await sleep(5);
  }
}

/** @throws Diagnostic `zmgr::playground::no-proc` where processes cannot be found again. */
export function pathIsolation(root: string): Isolation {
  if (!existsSync('/proc/self/environ')) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-proc',
      message: 'Simulated hosts need Linux: namespaces, or at least /proc',
      help: 'Run the playground on Linux, or in a Linux container.',
    });
  }
  return {
    kind: 'paths',
    seen: (inside) => path.join(root, inside),
    // What an earlier playground left behind, killed without time to clean up, goes first.
    boot: () => killMarked(root),
    spawn: (command, environment): HostProcess =>
      spawn(path.join(root, '/usr/bin/sh'), ['-c', command], {
        env: { ...environment, [mark]: root },
        cwd: root,
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    asRoot: ([program, ...words], input) =>
      runToEnd(path.join(root, '/usr/bin', program), words, input),
    halt: () => killMarked(root),
    fillState: () =>
      Promise.reject(
        new Diagnostic({
          code: 'zmgr::playground::no-state-disk',
          message: 'Without namespaces a host has no disk of its own that could be full',
        }),
      ),
    close: () => killMarked(root),
  };
}
