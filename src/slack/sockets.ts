/**
 * Socket Mode over two connections. Slack asks for a new connection every few hours; the client is away for five
 * seconds then (socket-mode 3.1 closes first, waits, then opens), and what is typed meanwhile is lost. With two, opened
 * some time apart so that their hours end apart too, Slack uses the other one. A receiver of its own, since the web client's retry settings must not be the
 * client's: with `retries: 0` it never connects again (seen with 3.1.0).
 */
import { type App, SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { refusedAppToken } from './identity.ts';
import { slackLogger } from './logger.ts';
import type { SlackReceiver } from './receiver.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Milliseconds between the first connection and the second; default half a minute. */
  readonly apart?: number;
}

const defaultApart = 30_000;

/** Milliseconds without any connection after which the log says so, and again each time. */
const silence = 60_000;
/** Milliseconds that a close handshake may take; a dead peer never answers. */
const closeTimeout = 1_000;

export class Sockets implements SlackReceiver {
  readonly #receivers: readonly SocketModeReceiver[];
  readonly #connected = new Set<SocketModeReceiver>();
  readonly #stopping = new AbortController();
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #apart: number;

  constructor({ appToken, apiUrl, log, clock, apart = defaultApart }: SocketOptions) {
    this.#log = log;
    this.#clock = clock;
    this.#apart = apart;
    this.#receivers = Array.from({ length: 2 }, () => {
      const receiver = new SocketModeReceiver({
        appToken,
        logger: slackLogger(log, 'slack socket'),
        installerOptions: {
          clientOptions: {
            // Without an end, and never longer than half a minute apart.
            retryConfig: { forever: true, factor: 1.3, maxTimeout: 30_000 },
            ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
          },
        },
      });
      receiver.client.on('connected', () => this.#connected.add(receiver));
      for (const event of ['close', 'reconnecting', 'disconnected']) {
        receiver.client.on(event, () => this.#connected.delete(receiver));
      }
      return receiver;
    });
  }

  get isConnected(): boolean {
    return this.#connected.size > 0;
  }

  init(app: App): void {
    for (const receiver of this.#receivers) receiver.init(app);
  }

  /** Resolves when the first is connected. @throws Diagnostic `zmgr::slack::bad-app-token` */
  async start(): Promise<void> {
    const [first, second] = this.#receivers;
    try {
      await first?.start();
    } catch (error) {
      throw refusedAppToken(error);
    }
    void this.#watch();
    void this.#startLater(second);
  }

  async #startLater(second: SocketModeReceiver | undefined): Promise<void> {
    const { signal } = this.#stopping;
    await this.#clock.sleep(this.#apart, signal);
    if (signal.aborted) return;
    try {
      await second?.start();
    } catch (error) {
      // One is enough to go on; where the token was taken back, it will come to know as well.
      this.#log.warn({ err: error }, 'the second connection to Slack did not come about');
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const closed = Promise.all(this.#receivers.map(({ client }) => client.disconnect()));
    const patience = new AbortController();
    await Promise.race([closed, this.#clock.sleep(closeTimeout, patience.signal)]);
    patience.abort();
  }

  /** The clients connect again by themselves; an operator wants to know when they can't. */
  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const wasConnected = this.isConnected;
      await this.#clock.sleep(silence, signal);
      if (!wasConnected && !this.isConnected && !signal.aborted) {
        this.#log.error('Slack has not been connected for a minute; operations go on meanwhile');
      }
    }
  }
}
