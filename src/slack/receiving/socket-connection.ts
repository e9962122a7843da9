/**
 * One connection of Socket Mode, from its ticket to its end, by a client that never connects again: whether and when is
 * sockets.ts's business. (The client of socket-mode 3.1 would close first, wait for five seconds and then open; let a
 * rejection go unhandled and stay away for good when Slack answers 500; and wait for half a minute on a dead peer.)
 */
import type { Socket } from 'node:net';
import { type App, SocketModeReceiver } from '@slack/bolt';
import { Agent, buildConnector } from 'undici';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import { slackLogger } from '../logger.ts';

export interface ConnectionOptions {
  readonly appToken: string;
  readonly apiUrl?: string | undefined;
  readonly app: App;
  readonly log: Log;
  readonly clock: Clock;
  /** Milliseconds without a byte of the peer after which it counts as dead; it is sent three pings meanwhile. */
  readonly silence: number;
}

/** Why a connection came to its end: Slack's word, or what was seen. */
export type Farewell =
  | 'warning'
  | 'refresh_requested'
  | 'link_disabled'
  | 'too_many_websockets'
  | 'closed'
  | 'silent';

const goodbye = z.object({
  type: z.literal('disconnect'),
  reason: z
    .enum(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets'])
    .catch('refresh_requested'),
});

/** Milliseconds: for apps.connections.open; for all until Slack says hello; for the handshake at the end. */
const ticketTimeout = 10_000;
const openTimeout = 20_000;
const closeTimeout = 1_000;

export class SocketConnection {
  /** Resolves when nothing more comes over it. Never rejects. */
  readonly ended: Promise<Farewell>;
  readonly #options: ConnectionOptions;
  readonly #receiver: SocketModeReceiver;
  readonly #closing = new AbortController();
  #socket: Socket | undefined;
  #end: (farewell: Farewell) => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.ended = new Promise((settle) => {
      this.#end = settle;
    });
    this.#receiver = new SocketModeReceiver({
      appToken: options.appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: options.silence,
      logger: slackLogger(options.log, 'slack socket'),
      dispatcher: this.#dispatcher(),
      installerOptions: {
        clientOptions: {
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
          timeout: ticketTimeout,
          // Else it would go by the dispatcher, which is for the socket alone.
          fetch: globalThis.fetch,
          ...(options.apiUrl !== undefined && { slackApiUrl: options.apiUrl }),
        },
      },
    });
    this.#receiver.init(options.app);
    const { client } = this.#receiver;
    client.on('disconnected', () => this.#leave('closed'));
    client.on('ws_message', (text: unknown) => {
      const said = goodbye.safeParse(parsed(text));
      if (said.success) this.#leave(said.data.reason);
    });
  }

  /**
   * Whether Slack has said hello; where it is false, `ended` says what it said instead. Rejects with what the client
   * threw, which for a broken socket is nothing.
   */
  async open(): Promise<boolean> {
    const { clock } = this.#options;
    const over = new AbortController();
    try {
      const late = clock.sleep(openTimeout, over.signal).then(() => 'late' as const);
      const answer = await Promise.race([this.#receiver.start(), this.ended, late]);
      if (answer === 'late') throw new Error('Slack gave an address, and said no hello there');
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    } finally {
      over.abort();
    }
    if (this.#closing.signal.aborted) return false;
    void this.#watch();
    return true;
  }

  /** Resolves when it is closed; a peer that does not answer is given a second. */
  async close(): Promise<void> {
    this.#leave('closed');
    const over = new AbortController();
    const { clock } = this.#options;
    const closed = this.#receiver.client.disconnect();
    await Promise.race([closed, clock.sleep(closeTimeout, over.signal)]);
    over.abort();
    this.#socket?.destroy();
  }

  /** The first farewell counts. Slack closes ten seconds after its own; the client does at once. */
  #leave(farewell: Farewell): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#end(farewell);
    if (farewell === 'silent') this.#socket?.destroy();
    else void this.#options.clock.sleep(closeTimeout).then(() => this.#socket?.destroy());
  }

  async #watch(): Promise<void> {
    const { clock, silence } = this.#options;
    const { signal } = this.#closing;
    let [bytes, heardAt] = [-1, 0];
    while (!signal.aborted) {
      const now = clock.now().getTime();
      const read = this.#socket?.bytesRead ?? 0;
      if (read !== bytes) [bytes, heardAt] = [read, now];
      else if (now - heardAt >= silence) this.#leave('silent');
      await clock.sleep(silence / 3, signal);
    }
  }

  /** Keeps hold of the socket beneath, which nobody else can close when the peer is dead. */
  #dispatcher(): Agent {
    const connect = buildConnector({ allowH2: false });
    return new Agent({
      connect: (options, callback) =>
        connect(options, (error, socket) => {
          if (error !== null) return callback(error, null);
          this.#socket = socket;
          if (this.#closing.signal.aborted) socket.destroy();
          callback(null, socket);
        }),
    });
  }
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
