/** A bare SSH client for tests of the simulated host itself: no retries, no limits, nothing of the product between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { type HostOptions, type SimulatedHost, startHost } from '../../playground/hosts/host.ts';
import { newKeyPair } from '../../playground/hosts/keys.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';

export interface Ended {
  readonly status: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PlainSsh {
  /** Rejects when no channel is given. */
  exec(command: string, stdin?: string): Promise<Ended>;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<unknown>;
  end(): void;
}

export interface PlainHost {
  readonly host: SimulatedHost;
  /** As the host's user with the key that it takes, or as somebody else. */
  connect(as?: { readonly user?: string; readonly privateKey?: string }): Promise<PlainSsh>;
  /** Commands as the bot's scripts find them. */
  readonly prelude: string;
  stop(): Promise<void>;
}

export async function plainHost(options: Partial<HostOptions> = {}): Promise<PlainHost> {
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-plain-'));
  const key = newKeyPair();
  const host = await startHost({
    name: 'hv-04',
    directory,
    port: 0,
    clientPublicKey: key.public,
    dialect: 'openindiana',
    seed: openindianaSeed,
    installMilliseconds: 20,
    now: () => new Date(),
    random: Math.random,
    ...options,
  });
  return {
    host,
    prelude: `PATH=${host.reach.path}; export PATH; `,
    connect: ({ user = host.reach.user, privateKey = key.private } = {}) =>
      plainSsh(host, privateKey, user),
    async stop() {
      await host.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** @param host what tells how to reach it */
export async function plainSsh(
  host: Pick<SimulatedHost, 'reach'>,
  privateKey: string,
  user: string,
): Promise<PlainSsh> {
  const client = new ssh2.Client();
  client.on('error', () => {
    // A cut link: `closed` tells.
  });
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    client.once('ready', () => resolve());
    client.once('error', reject);
  });
  client.connect({
    host: host.reach.address,
    port: host.reach.port,
    username: user,
    privateKey,
    readyTimeout: 5000,
  });
  await ready;
  client.setNoDelay(true);
  return {
    closed,
    end: () => client.end(),
    exec: (command, stdin) =>
      new Promise((resolve, reject) => {
        client.exec(command, (error, channel) => {
          if (error !== undefined) return reject(error);
          const said = { stdout: '', stderr: '' };
          let status: number | undefined;
          let signal: string | undefined;
          channel.setEncoding('utf8').on('data', (text: string) => {
            said.stdout += text;
          });
          channel.stderr.setEncoding('utf8').on('data', (text: string) => {
            said.stderr += text;
          });
          channel.on('exit', (code: number | null, name?: string) => {
            status = code ?? undefined;
            signal = name;
          });
          channel.on('close', () => resolve({ status, signal, ...said }));
          channel.end(stdin ?? '');
        });
      }),
  };
}
