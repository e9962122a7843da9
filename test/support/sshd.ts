/**
 * A real OpenSSH sshd on 127.0.0.1 for a test: a port of its own, its own keys, its own directory, gone at the end.
 * Runs for an ordinary user too, who then can only log in as himself. timeout(1) ends it whatever
 * becomes of the test.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { HostKey, HostSpec } from '../../hostlink/host.ts';
import { parseHostName } from '../../hostlink/names/host-name.ts';
import { parseHostKey } from '../../hostlink/ssh/known-hosts.ts';

const run = promisify(execFile);

export interface SshdOptions {
  /** The login shell that commands go through, instead of the user's own: `tcsh`, `fish`. */
  readonly loginShell?: string;
  /** More lines of sshd_config. */
  readonly config?: readonly string[];
  /** Seconds after which it is ended in any case. */
  readonly lifetime?: number;
}

export interface Sshd {
  readonly port: number;
  /** Holds its keys; whatever a test puts there is removed with it. */
  readonly directory: string;
  /** Path of the private key that may log in. */
  readonly identity: string;
  readonly hostKey: HostKey;
  /** A host as the product knows one, with what is given instead of the defaults. */
  spec(instead?: Partial<HostSpec>): HostSpec;
  /** kill -9 of the listener, of every connection and what runs on it; what has left its connection runs on. */
  kill(): Promise<void>;
  /** After kill: the same port, with the same keys or a new host key. */
  restart(options?: { readonly withNewHostKey?: boolean }): Promise<void>;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
}

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const directory = await mkdtemp(join(tmpdir(), 'zonebot-sshd-'));
  const identity = join(directory, 'identity');
  const hostKeyPath = join(directory, 'host_key');
  await makeKey(identity);
  await makeKey(hostKeyPath);
  await writeFile(join(directory, 'authorized_keys'), await readFile(`${identity}.pub`), {
    mode: 0o600,
  });
  const port = await freePort();
  await writeFile(join(directory, 'sshd_config'), configuration(directory, port, options));
  let hostKey = parseHostKey(await readFile(`${hostKeyPath}.pub`, 'utf8'));
  let daemon = await start(directory, options.lifetime ?? 300);
  const kill = (): Promise<void> => killTree(daemon);
  return {
    port,
    directory,
    identity,
    get hostKey() {
      return hostKey;
    },
    spec: (instead = {}) => ({
      name: parseHostName('hv-test'),
      address: '127.0.0.1',
      port,
      user: userInfo().username,
      authentication: { kind: 'identity', path: identity },
      hostKeys: [hostKey],
      elevation: 'none',
      registry: join(directory, 'registry'),
      state: join(directory, 'state'),
      path: '/usr/sbin:/sbin:/usr/bin:/bin',
      etc: join(directory, 'etc'),
      tags: [],
      ...instead,
    }),
    kill,
    restart: async ({ withNewHostKey = false } = {}) => {
      if (withNewHostKey) {
        await Promise.all([rm(hostKeyPath), rm(`${hostKeyPath}.pub`)]);
        await makeKey(hostKeyPath);
        hostKey = parseHostKey(await readFile(`${hostKeyPath}.pub`, 'utf8'));
      }
      daemon = await start(directory, options.lifetime ?? 300);
    },
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const makeKey = (path: string) =>
  run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', path]);

const configuration = (
  directory: string,
  port: number,
  { loginShell, config = [] }: SshdOptions,
): string =>
  [
    // What stands first counts, so a test may change anything below.
    ...config,
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${directory}/host_key`,
    `AuthorizedKeysFile ${directory}/authorized_keys`,
    'PidFile none',
    'UsePAM no',
    'UseDNS no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    // The directory lies in /tmp, which is not the user's own.
    'StrictModes no',
    // The tester's own start-up files are none of a test's business; they may take longer than all else.
    `SetEnv HOME=${directory}`,
    // sshd offers no way to choose a shell; going through another one comes to the same for the command.
    ...(loginShell === undefined
      ? []
      : [`ForceCommand exec ${loginShell} -c "$SSH_ORIGINAL_COMMAND"`]),
    '',
  ].join('\n');

async function start(directory: string, lifetime: number): Promise<ChildProcess> {
  // Where sshd keeps the unprivileged half of a login; Debian makes it only when the service is started.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const daemon = spawn(
    'timeout',
    [
      '--kill-after=2',
      String(lifetime),
      '/usr/sbin/sshd',
      '-D',
      '-e',
      '-f',
      join(directory, 'sshd_config'),
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    daemon.once('error', reject);
    daemon.once('exit', (status) =>
      reject(new Error(`sshd ended with ${status}: ${said.join('\n')}`)),
    );
    createInterface({ input: daemon.stderr }).on('line', (line) => {
      said.push(line);
      if (line.includes('Server listening on')) resolve();
    });
  });
  return daemon;
}

async function killTree(daemon: ChildProcess): Promise<void> {
  if (daemon.pid === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = once(daemon, 'exit');
  // Each connection is a session of its own, so the group would not do. Parents first, or they would say goodbye.
  for (const pid of [daemon.pid, ...(await descendants(daemon.pid))]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
  await ended;
}

async function descendants(root: number): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): readonly number[] =>
    rows.flatMap(([pid, ppid]) =>
      pid !== undefined && ppid === parent ? [pid, ...below(pid)] : [],
    );
  return below(root);
}

/** sshd cannot choose a port by itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
