/**
 * Socket Mode over two lines, each of which always has a connection or is making one. Slack asks for a new connection
 * every few hours, and whoever types in between is told that the app does not answer. With two, opened some time apart so
 * that their hours end apart too, Slack uses the other one meanwhile.
 */
import type { App } from '@slack/bolt';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import { isPassing, isTokenRefusal, refusalOf } from '../web-api/call-fault.ts';
import { refusedAppToken } from '../web-api/identity.ts';
import type { SlackReceiver } from './slack-receiver.ts';
import { type Farewell, SocketConnection } from './socket-connection.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Told when no connection is left and Slack refuses the token: `zmgr::slack::bad-app-token`. */
  readonly onRefused: (why: Diagnostic) => void;
  readonly pace?: Partial<Pace>;
}

/** Milliseconds. */
export interface Pace {
  /** Between the first line's connection and the second's. */
  readonly apart: number;
  /** Without a byte of the peer, which answers pings all the time: then it is dead. */
  readonly silence: number;
  /** Before trying again; doubled each time, up to the longest. */
  readonly firstWait: number;
  readonly longestWait: number;
}

const usualPace: Pace = { apart: 30_000, silence: 15_000, firstWait: 1_000, longestWait: 30_000 };

/** Milliseconds without any connection after which the log says so, and again each time. */
const alarmAfter = 60_000;

export class Sockets implements SlackReceiver {
  readonly #options: SocketOptions;
  readonly #pace: Pace;
  readonly #stopping = new AbortController();
  readonly #opening = new Set<SocketConnection>();
  readonly #connections = new Set<SocketConnection>();
  readonly #lines: Promise<void>[] = [];
  /** Milliseconds since the epoch: until then Slack gives no tickets, to either line. */
  #notBefore = 0;
  #app: App | undefined;
  #started: { readonly settle: () => void; readonly fail: (why: Diagnostic) => void } | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#pace = { ...usualPace, ...options.pace };
  }

  get isConnected(): boolean {
    return this.#connections.size > 0;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Resolves when the first line is connected. @throws Diagnostic `zmgr::slack::bad-app-token` */
  async start(): Promise<void> {
    // The clock's waits keep no process alive, and there may be nothing else yet that does.
    const alive = setInterval(() => {}, alarmAfter);
    try {
      await new Promise<void>((settle, fail) => {
        this.#started = { settle, fail };
        this.#lines.push(this.#keep(0), this.#keep(this.#pace.apart), this.#raiseAlarms());
      });
    } finally {
      clearInterval(alive);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const all = [...this.#opening, ...this.#connections];
    await Promise.all(all.map((connection) => connection.close()));
    await Promise.all(this.#lines);
  }

  /** One line: connects, waits for the end, connects again. Never rejects. */
  async #keep(pause: number): Promise<void> {
    const { log, clock } = this.#options;
    let wait = pause;
    for (let failures = 0; ; ) {
      if (await this.#isOver(wait)) return;
      if (await this.#isOver(this.#notBefore - clock.now().getTime())) return;
      try {
        const farewell = await this.#oneConnection(() => {
          failures = 0;
        });
        if (this.#stopping.signal.aborted) return;
        tell(log, farewell);
        // At once, but not without end where connections break as soon as they are made.
        wait = isSlacksWish(farewell) ? this.#waitAfter(failures) : this.#pace.longestWait;
        failures += 1;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#failed(error);
        failures += 1;
        wait = this.#waitAfter(failures);
        if (error instanceof WebAPIRateLimitedError) {
          this.#notBefore = clock.now().getTime() + error.retryAfter * 1_000;
        }
      }
    }
  }

  #waitAfter(failures: number): number {
    const { firstWait, longestWait } = this.#pace;
    return failures === 0 ? 0 : Math.min(firstWait * 2 ** (failures - 1), longestWait);
  }

  async #oneConnection(onLasting: () => void): Promise<Farewell> {
    const { appToken, apiUrl, log, clock } = this.#options;
    if (this.#app === undefined) throw new Error('a receiver is started before it is initialised');
    const connection = new SocketConnection({
      appToken,
      apiUrl,
      log,
      clock,
      app: this.#app,
      silence: this.#pace.silence,
    });
    this.#opening.add(connection);
    const isOpen = await connection.open().finally(() => this.#opening.delete(connection));
    if (!isOpen) return await connection.ended;
    this.#connections.add(connection);
    this.#started?.settle();
    const over = new AbortController();
    void clock.sleep(this.#pace.longestWait, over.signal).then(() => {
      if (!over.signal.aborted) onLasting();
    });
    const farewell = await connection.ended;
    over.abort();
    this.#connections.delete(connection);
    return farewell;
  }

  #failed(error: unknown): void {
    const { log, onRefused } = this.#options;
    const word = refusalOf(error);
    const refused = refusedAppToken(error);
    if (word !== undefined && !isPassing(error)) this.#started?.fail(refused);
    if (word === undefined || !isTokenRefusal(word)) {
      log.warn({ err: error }, 'Slack could not be connected; it is tried again');
    } else if (this.isConnected) {
      log.error({ err: refused }, 'the other connection goes on');
    } else {
      onRefused(refused);
    }
  }

  async #isOver(wait: number): Promise<boolean> {
    await this.#options.clock.sleep(wait, this.#stopping.signal);
    return this.#stopping.signal.aborted;
  }

  async #raiseAlarms(): Promise<void> {
    let quietBefore = false;
    while (!(await this.#isOver(alarmAfter))) {
      const quiet = !this.isConnected;
      if (quiet && quietBefore) {
        this.#options.log.error(
          'Slack has not been connected for a minute; operations go on meanwhile',
        );
      }
      quietBefore = quiet;
    }
  }
}

/** Whether it is to be connected again at once. */
function isSlacksWish(farewell: Farewell): boolean {
  return farewell !== 'link_disabled' && farewell !== 'too_many_websockets';
}

function tell(log: Log, farewell: Farewell): void {
  switch (farewell) {
    case 'warning':
    case 'refresh_requested':
      log.debug({ farewell }, 'Slack asks for a new connection');
      return;
    case 'closed':
    case 'silent':
      log.warn({ farewell }, 'a connection to Slack was lost');
      return;
    case 'link_disabled':
      log.error({ farewell }, 'Socket Mode was switched off in the settings of the Slack app');
      return;
    case 'too_many_websockets':
      log.error(
        { farewell },
        'Slack has ten connections of this app already: do other bots use its app-level token?',
      );
      return;
    default:
      farewell satisfies never;
  }
}
