/**
 * A HostLink without a network: runs execs on this machine, through the first `sh` of the host's path. Giving one up
 * kills the process that runs it, as losing a connection does at worst.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecEnd, ExecRequest, HostLink, HostSpec } from '../../hostlink/host.ts';
import { parseHostName } from '../../hostlink/names/host-name.ts';

export interface ShellLinkOptions {
  readonly state: string;
  readonly path: string;
  readonly elevation?: HostSpec['elevation'];
  /** Run as this user and group (needs root). */
  readonly as?: { readonly uid: number; readonly gid: number };
  /** What runs the shell: `['unshare', '-m', …]`. */
  readonly through?: readonly string[];
}

export interface ShellLink extends HostLink {
  /** How many execs there were. */
  readonly execs: () => number;
}

export function shellLink(options: ShellLinkOptions): ShellLink {
  let execs = 0;
  const sh =
    options.path
      .split(':')
      .map((directory) => join(directory, 'sh'))
      .find((path) => existsSync(path)) ?? '/bin/sh';
  return {
    spec: shellSpec(options),
    execs: () => execs,
    exec: (request) => {
      execs += 1;
      return run([...(options.through ?? []), sh, '-c', request.script], request, options.as);
    },
  };
}

export const shellSpec = ({ state, path, elevation = 'none' }: ShellLinkOptions): HostSpec => ({
  name: parseHostName('here'),
  address: '127.0.0.1',
  port: 0,
  user: 'tester',
  authentication: { kind: 'agent', socket: '/nowhere' },
  hostKeys: [{ type: 'ssh-ed25519', blob: 'none' }],
  elevation,
  registry: '/etc/zmgr',
  state,
  path,
  etc: '/etc',
  tags: [],
});

function run(
  [file = 'sh', ...args]: readonly string[],
  { stdin, deadline, onStdout, signal }: ExecRequest,
  as: ShellLinkOptions['as'],
): Promise<ExecEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { detached: true, ...as });
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    const output = () => ({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    let why: string | undefined;
    const giveUp = (because: string) => () => {
      why ??= because;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(giveUp('deadline'), deadline);
    const aborted = giveUp('given up');
    signal?.addEventListener('abort', aborted, { once: true });
    child.stdout.on('data', (chunk: Uint8Array) => {
      stdout.push(chunk);
      onStdout?.(chunk);
    });
    child.stderr.on('data', (chunk: Uint8Array) => stderr.push(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    // `close` comes once its output is closed too: something that a runner left open would be seen as a hang.
    child.on('close', (status, killer) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      if (why !== undefined) resolve({ kind: 'unknown', why, ...output() });
      else if (killer !== null) resolve({ kind: 'killed', signal: killer, ...output() });
      else resolve({ kind: 'exited', status: status ?? 0, ...output() });
    });
    child.stdin.end(stdin);
    if (signal?.aborted === true) aborted();
  });
}
