/**
 * One SSH connection to a host, from its handshake to its end (RFC 4252 to 4254), by ssh2. No other file knows ssh2.
 */
import { readFile } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import ssh2, {
  type AgentAuthMethod,
  type Client,
  type ClientChannel,
  type KexAlgorithm,
  type PublicKeyAuthMethod,
  type ServerHostKeyAlgorithm,
} from 'ssh2';
import type { ExecEnd, ExecRequest, HostKey, HostSpec } from '../host.ts';
import { runOn, unknownEnd } from './exec-channel.ts';
import { typeOf } from './known-hosts.ts';
import { badIdentity, denied, keyChanged, noKey, unreachable } from './refusals.ts';
import { Semaphore } from './semaphore.ts';

export interface ConnectionSettings {
  /** Milliseconds between probes of an idle connection; after three without an answer it is lost. */
  readonly keepalive: number;
  /** Milliseconds after which a connection that says nothing at all, asked for a channel, is lost. */
  readonly silence: number;
  /** sshd's MaxSessions is 10 by default; two are left for people. */
  readonly channels: number;
  /** Bytes that one command may print, on both streams together. */
  readonly outputLimit: number;
}

/** curve25519 costs least on both sides; ssh2 has no post-quantum one. Nothing with SHA-1. */
const keyExchanges: KexAlgorithm[] = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group14-sha256',
];

const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/**
 * @param deadline milliseconds for all of TCP, handshake and authentication.
 * @param lastSeen for the diagnostic.
 * @throws Diagnostic `zmgr::host::unreachable`, `key-changed`, `no-key`, `denied`, `identity`
 */
export async function openConnection(
  spec: HostSpec,
  settings: ConnectionSettings,
  { deadline, lastSeen }: { readonly deadline: number; readonly lastSeen: Date | undefined },
): Promise<Connection> {
  if (spec.hostKeys.length === 0) throw noKey(spec);
  const method = await authenticationOf(spec);
  const client = new ssh2.Client();
  // ssh2 leaves Nagle's algorithm on, and both sides then wait for delayed acknowledgements, 40 ms each.
  const socket = connectTcp({ host: spec.address, port: spec.port, noDelay: true });
  let stranger: HostKey | undefined;
  return new Promise((resolve, reject) => {
    const refused = (error: Error & { readonly level?: string }): void => {
      client.destroy();
      if (stranger !== undefined) reject(keyChanged(spec, stranger));
      else if (error.level === 'client-authentication' || error.level === 'agent')
        reject(denied(spec, error));
      else reject(unreachable(spec, lastSeen, error));
    };
    const closed = (): void => refused(new Error('The host closed the connection'));
    // ssh2 may say more than one error; the first is the reason, and the others must not end the process.
    client.on('error', refused);
    client.once('close', closed);
    client.once('ready', () => {
      client.setNoDelay(true);
      client.removeListener('close', closed);
      client.removeListener('error', refused);
      resolve(new Connection(client, settings, () => socket.bytesRead));
    });
    client.connect({
      sock: socket,
      username: spec.user,
      // One method, named with its key: otherwise ssh2 asks with `none` first, which costs a round trip.
      authHandler: [method],
      readyTimeout: deadline,
      keepaliveInterval: settings.keepalive,
      keepaliveCountMax: 3,
      algorithms: { kex: keyExchanges, serverHostKey: preferred(spec.hostKeys) },
      // Without a verifier ssh2 connects to anybody. It is asked again with every new key exchange.
      hostVerifier: (blob: Buffer) => {
        const shown = { type: typeOf(blob) ?? 'unknown', blob: blob.toString('base64') };
        const isPinned = spec.hostKeys.some((pinned) => pinned.blob === shown.blob);
        if (!isPinned) stranger = shown;
        return isPinned;
      },
    });
  });
}

/** The types that are pinned come first, so that a host with several keys shows one we know; a stranger may show any. */
function preferred(pinned: readonly HostKey[]): ServerHostKeyAlgorithm[] {
  const isPinned = (algorithm: string): boolean =>
    pinned.some(
      ({ type }) => type === algorithm || (type === 'ssh-rsa' && algorithm.startsWith('rsa-')),
    );
  return [...hostKeyAlgorithms].sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)));
}

async function authenticationOf(spec: HostSpec): Promise<AgentAuthMethod | PublicKeyAuthMethod> {
  const { authentication, user: username } = spec;
  switch (authentication.kind) {
    case 'agent':
      return { type: 'agent', username, agent: authentication.socket };
    case 'identity': {
      const { path } = authentication;
      const key = await readFile(path).then(ssh2.utils.parseKey, (cause) => {
        throw badIdentity(spec, path, cause);
      });
      if (key instanceof Error) throw badIdentity(spec, path, key);
      return { type: 'publickey', username, key };
    }
    default:
      return authentication satisfies never;
  }
}

/** `not-run`: no channel was opened, so nothing reached the host. */
export type Attempt = ExecEnd | { readonly kind: 'not-run'; readonly why: unknown };

export class Connection {
  readonly #client: Client;
  readonly #settings: ConnectionSettings;
  readonly #channels: Semaphore;
  readonly #ended = new AbortController();
  readonly #bytesHeard: () => number;

  constructor(client: Client, settings: ConnectionSettings, bytesHeard: () => number) {
    this.#client = client;
    this.#settings = settings;
    this.#channels = new Semaphore(settings.channels);
    this.#bytesHeard = bytesHeard;
    let why = new Error('The host closed the connection');
    client.on('error', (error) => {
      why = error;
    });
    client.once('close', () => this.#lose(why));
  }

  #lose(why: Error): void {
    this.#ended.abort(why);
    this.#channels.close(why);
  }

  /** Aborted when the connection has ended; its reason is an Error. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Says goodbye; commands under way end as unknown. */
  close(): void {
    this.#client.end();
    const timer = setTimeout(() => this.#client.destroy(), 1000);
    this.ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /**
   * @param line for the login shell: see command-line.ts.
   * @param stop aborted with a Stopped.
   */
  async attempt(
    line: string,
    request: Pick<ExecRequest, 'stdin' | 'onStdout'>,
    stop: AbortSignal,
  ): Promise<Attempt> {
    let release: () => void;
    try {
      release = await this.#channels.acquire(stop);
    } catch (why) {
      return { kind: 'not-run', why };
    }
    return new Promise((resolve, reject) => {
      const stopped = (): void => resolve(unknownEnd(stop.reason));
      stop.addEventListener('abort', stopped, { once: true });
      const opened = (channel: ClientChannel): void => {
        stop.removeEventListener('abort', stopped);
        // Until the host has closed its side too, sshd counts the session.
        channel.once('close', release);
        const { outputLimit } = this.#settings;
        runOn(channel, request, { stop, outputLimit, lost: this.ended }).then(resolve, reject);
      };
      const failed = (error: unknown): void => {
        stop.removeEventListener('abort', stopped);
        release();
        // ssh2 says so of a socket that was cut, before it says `close`: this connection will carry nothing more.
        if (error instanceof Error && error.message === 'Not connected') {
          this.#lose(error);
          this.#client.destroy();
        }
        resolve(wasSent(error) ? unknownEnd(error) : { kind: 'not-run', why: error });
      };
      this.#exec(line, opened, failed);
    });
  }

  /** `opened` listens to the channel at once: its exit status may come in the same packet, and comes only once. */
  #exec(
    line: string,
    opened: (channel: ClientChannel) => void,
    failed: (error: unknown) => void,
  ): void {
    const heard = this.#bytesHeard();
    const timer = setTimeout(() => {
      if (this.#bytesHeard() === heard) this.#client.destroy();
    }, this.#settings.silence);
    try {
      this.#client.exec(line, (error, channel) => {
        clearTimeout(timer);
        if (error === undefined) opened(channel);
        else failed(error);
      });
    } catch (error) {
      // ssh2 throws where the socket has gone already.
      clearTimeout(timer);
      failed(error);
    }
  }
}

/**
 * ssh2's one message for a command that was sent and not answered, be it refused or the connection lost meanwhile.
 * All other faults are of opening the channel, before the command is sent (client.js, reqExec).
 */
const wasSent = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Unable to exec';
