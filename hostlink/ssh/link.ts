/**
 * A kept link to one host: connects when it is first needed, comes back by itself when it was lost, and runs scripts on
 * whichever connection there is. It never runs one twice: what was lost on its way is unknown, and only a command that
 * never reached the host is tried once more.
 */
import { Diagnostic, type DiagnosticCode } from '../diagnostic.ts';
import type { ExecEnd, ExecRequest, HostLink, HostSpec } from '../host.ts';
import { commandLine } from './command-line.ts';
import {
  type Attempt,
  type Connection,
  type ConnectionSettings,
  openConnection,
} from './connection.ts';
import { busy, givenUp, noChannel, unreachable } from './refusals.ts';
import { type Stop, Stopped, stopAfter } from './stop.ts';

export interface LinkSettings extends ConnectionSettings {
  /** Milliseconds within which a host answers or is said to be unreachable. */
  readonly connectDeadline: number;
  /** Milliseconds until a lost link is tried again: doubled each time, from the first to the second, with jitter. */
  readonly backoff: readonly [first: number, most: number];
}

export const linkSettings: LinkSettings = {
  connectDeadline: 5_000,
  keepalive: 15_000,
  silence: 2_000,
  channels: 8,
  outputLimit: 16 * 1024 * 1024,
  backoff: [1_000, 60_000],
};

/** What a link takes from around it. */
export interface Surroundings {
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Diagnostics that a person must act on before another try makes sense. */
const hardStops: readonly DiagnosticCode[] = [
  'zmgr::host::key-changed',
  'zmgr::host::denied',
  'zmgr::host::no-key',
  'zmgr::host::identity',
];

export class SshLink implements HostLink {
  readonly spec: HostSpec;
  readonly #settings: LinkSettings;
  readonly #surroundings: Surroundings;
  #connection: Promise<Connection> | undefined;
  #isConnected = false;
  #lastSeen: Date | undefined;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  readonly #closing = new AbortController();

  constructor(spec: HostSpec, surroundings: Surroundings, settings: LinkSettings = linkSettings) {
    this.spec = spec;
    this.#surroundings = surroundings;
    this.#settings = settings;
  }

  /** Whether a connection stands at this moment. */
  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** When the host last answered. */
  get lastSeen(): Date | undefined {
    return this.#lastSeen;
  }

  async exec(request: ExecRequest): Promise<ExecEnd> {
    const line = commandLine(request.script);
    const stop = stopAfter(request.deadline, request.signal);
    const reachBy = performance.now() + this.#settings.connectDeadline;
    const attempt = (): Promise<Attempt> => this.#attempt(line, request, stop, reachBy);
    try {
      const first = await attempt();
      const end = first.kind === 'not-run' ? await attempt() : first;
      if (end.kind === 'not-run') throw unreachable(this.spec, this.#lastSeen, end.why);
      return end;
    } finally {
      stop.dispose();
    }
  }

  /** `not-run` where the connection turned out to have been lost already: another may be tried. */
  async #attempt(
    line: string,
    request: ExecRequest,
    stop: Stop,
    reachBy: number,
  ): Promise<Attempt> {
    const connection = await this.#connectedSooner(stop, reachBy - performance.now());
    const end = await connection.attempt(line, request, stop.signal);
    if (end.kind === 'exited' || end.kind === 'killed') this.#lastSeen = this.#surroundings.now();
    if (end.kind !== 'not-run' || connection.ended.aborted) return end;
    if (!(end.why instanceof Stopped)) throw noChannel(this.spec, end.why);
    throw end.why.because === 'deadline' ? busy(this.spec, request.deadline) : givenUp(this.spec);
  }

  /**
   * Connects ahead of time, and runs nothing once: the first command of a connection costs a round trip more than the
   * others.
   * @throws Diagnostic as exec does.
   */
  async prime(): Promise<void> {
    await this.exec({ script: ':', deadline: 2 * this.#settings.connectDeadline });
  }

  /** No more connections; commands under way end as unknown. */
  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#retry);
    const connection = await this.#connection?.catch(() => undefined);
    if (connection === undefined || connection.ended.aborted) return;
    const ended = new Promise((resolve) =>
      connection.ended.addEventListener('abort', resolve, { once: true }),
    );
    connection.close();
    await ended;
  }

  /** The one connection, or the one attempt at it that all who ask share. */
  #connected(deadline: number): Promise<Connection> {
    this.#connection ??= this.#connect(Math.max(deadline, this.#settings.connectDeadline / 2));
    return this.#connection;
  }

  async #connectedSooner(stop: Stop, deadline: number): Promise<Connection> {
    try {
      return await stop.orSooner(this.#connected(deadline));
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      throw error.because === 'deadline'
        ? unreachable(this.spec, this.#lastSeen, error)
        : givenUp(this.spec);
    }
  }

  async #connect(deadline: number): Promise<Connection> {
    clearTimeout(this.#retry);
    try {
      if (this.#closing.signal.aborted) throw givenUp(this.spec);
      const connection = await openConnection(this.spec, this.#settings, {
        deadline,
        lastSeen: this.#lastSeen,
      });
      this.#lastSeen = this.#surroundings.now();
      this.#failures = 0;
      if (connection.ended.aborted) throw connection.ended.reason;
      this.#isConnected = true;
      connection.ended.addEventListener('abort', () => this.#lost(undefined), { once: true });
      return connection;
    } catch (error) {
      this.#lost(error);
      throw error;
    }
  }

  #lost(error: unknown): void {
    this.#connection = undefined;
    this.#isConnected = false;
    const isFinal = error instanceof Diagnostic && hardStops.includes(error.code);
    if (this.#closing.signal.aborted || isFinal) return;
    const [first, most] = this.#settings.backoff;
    const delay =
      Math.min(most, first * 2 ** this.#failures) * (0.5 + this.#surroundings.random() / 2);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      // Whoever needs the host next is told; until then nobody is.
      this.prime().catch(() => {});
    }, delay);
    this.#retry.unref();
  }
}
