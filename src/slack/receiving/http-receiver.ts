/**
 * HTTP mode: Slack posts everything to /slack/events. A receiver of our own, since Bolt's (5.1) takes requests from the
 * future and takes them twice, refuses `application/json; charset=utf-8`, lets senders take their time, and tells Slack
 * "not found" where nobody acked.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App } from '@slack/bolt';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import type { Body } from './http-body.ts';
import { eventsPath, HttpGuard } from './http-guard.ts';
import { type Reply, sendReply } from './http-reply.ts';
import type { SlackReceiver } from './slack-receiver.ts';

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Log;
  readonly clock: Clock;
}

/** Milliseconds. Slack hangs up after that long. */
const ackDeadline = 3_000;
/** Milliseconds: what trickles in longer than that is not Slack's. */
const headersDeadline = 5_000;
const requestDeadline = 10_000;
/** Longer than the minute of nginx and others, so that it is never us who hangs up while one is on its way. */
const keepAlive = 75_000;
/** Times the limit of a body: what strangers can make us hold. */
const mostConnections = 128;
/** Milliseconds that answers on their way are given at the end. */
const closeTimeout = 1_000;

export class HttpReceiver implements SlackReceiver {
  readonly #options: HttpReceiverOptions;
  readonly #guard: HttpGuard;
  readonly #server: Server;
  #app: App | undefined;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
    this.#guard = new HttpGuard(options);
    this.#server = createServer(
      {
        headersTimeout: headersDeadline,
        requestTimeout: requestDeadline,
        keepAliveTimeout: keepAlive,
        // How exactly the deadlines are kept; Node's default is half a minute.
        connectionsCheckingInterval: 1_000,
      },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.maxConnections = mostConnections;
  }

  get isConnected(): boolean {
    return this.#server.listening;
  }

  /** Where Slack's requests are to arrive, once it listens. */
  get url(): string {
    const at = this.#server.address();
    if (typeof at !== 'object' || at === null) return '';
    const host = at.family === 'IPv6' ? `[${at.address}]` : at.address;
    return `http://${host}:${at.port}${eventsPath}`;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** @throws Diagnostic `zmgr::slack::port-taken` */
  async start(): Promise<void> {
    const { address, port, log } = this.#options;
    this.#server.listen(port, address);
    try {
      await once(this.#server, 'listening');
    } catch (cause) {
      throw new Diagnostic({
        code: 'zmgr::slack::port-taken',
        message: `Port ${port} of ${address} cannot be listened on`,
        help: 'Set PORT to a free port above 1023, of an address that this machine has.',
        cause,
      });
    }
    log.info({ url: this.url }, 'listening for Slack');
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeIdleConnections();
    const patience = new AbortController();
    await Promise.race([closed, this.#options.clock.sleep(closeTimeout, patience.signal)]);
    patience.abort();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Never rejects. */
  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const admission = await this.#guard.admit(request);
      const reply =
        admission.kind === 'answered'
          ? admission.reply
          : await this.#answer(request, admission.body);
      sendReply(request, response, reply);
    } catch (error) {
      if (request.complete) {
        this.#options.log.error({ err: error }, 'a delivery of Slack could not be taken');
        sendReply(request, response, { status: 500 });
      } else {
        response.destroy();
      }
    }
  }

  /** What the listeners ack; whoever never does gets Slack to send an event again, and a person to see a failure. */
  #answer(request: IncomingMessage, body: Body): Promise<Reply> {
    const { clock, log } = this.#options;
    const app = this.#app;
    return new Promise((settle, fail) => {
      const over = new AbortController();
      const reply = (answer: Reply, complaint?: string): void => {
        if (over.signal.aborted) return;
        over.abort();
        if (complaint !== undefined)
          log.error({ type: body.type, command: body.command }, complaint);
        settle(answer);
      };
      const ack = async (content?: unknown): Promise<void> => reply({ status: 200, content });
      void clock
        .sleep(ackDeadline, over.signal)
        .then(() => reply({ status: 503 }, 'a delivery of Slack was not acked in time'));
      app
        ?.processEvent({ body, ack, ...retryOf(request) })
        .then(() => reply({ status: 500 }, 'a delivery of Slack was acked by nobody'), fail);
    });
  }
}

/** Events alone are sent again. */
function retryOf({ headers }: IncomingMessage): { retryNum?: number; retryReason?: string } {
  const { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason } = headers;
  return {
    ...(typeof number === 'string' && /^[0-9]+$/.test(number) && { retryNum: Number(number) }),
    ...(typeof reason === 'string' && { retryReason: reason }),
  };
}
