/** A link whose host is this machine: scripts run in a shell of choice, without SSH. For what is about scripts alone. */
import { spawn } from 'node:child_process';
import type { ExecEnd, HostLink, HostSpec } from '../../hostlink/host.ts';
import { parseHostName } from '../../hostlink/names/host-name.ts';

/** @param shell command line of a POSIX shell: `['ksh93']`, `['busybox', 'sh']`. */
export function localLink(
  shell: readonly [string, ...string[]],
  instead: Partial<HostSpec> = {},
): HostLink {
  const spec: HostSpec = {
    name: parseHostName('hv-test'),
    address: '127.0.0.1',
    port: 22,
    user: 'test',
    authentication: { kind: 'agent', socket: '/nowhere' },
    hostKeys: [],
    elevation: 'none',
    registry: '/etc/zmgr',
    state: '/var/zmgr',
    path: '/usr/sbin:/sbin:/usr/bin:/bin',
    etc: '/etc',
    tags: [],
    ...instead,
  };
  return {
    spec,
    exec: ({ script, stdin, deadline, onStdout }) =>
      new Promise<ExecEnd>((resolve, reject) => {
        const [command, ...args] = shell;
        const child = spawn(command, [...args, '-c', script], { timeout: deadline });
        const stdout: Uint8Array[] = [];
        const stderr: Uint8Array[] = [];
        child.stdout.on('data', (chunk: Uint8Array) => {
          stdout.push(chunk);
          onStdout?.(chunk);
        });
        child.stderr.on('data', (chunk: Uint8Array) => stderr.push(chunk));
        child.stdin.on('error', () => {});
        child.stdin.end(stdin ?? '');
        child.once('error', reject);
        child.once('close', (status, signal) => {
          const output = { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
          if (status === null) resolve({ kind: 'killed', signal: signal ?? 'unknown', ...output });
          else resolve({ kind: 'exited', status, ...output });
        });
      }),
  };
}
