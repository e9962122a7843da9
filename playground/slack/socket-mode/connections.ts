/**
 * The app's connections over Socket Mode: tickets, hello, pings, and the ways in which Slack ends one. What goes through
 * them is delivery.ts's business.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { type Random, randomHex } from '../random.ts';
import type { Recorder } from '../recorder.ts';

/** Why Slack says goodbye. */
export const disconnectReasons = [
  'warning',
  'refresh_requested',
  'link_disabled',
  'too_many_websockets',
] as const;
export type DisconnectReason = (typeof disconnectReasons)[number];

/** At most so many at a time for one app. */
const mostConnections = 10;
/** A ticket that nobody used is no good after this. */
const ticketLifetime = 30_000;
/** After a goodbye the connection is closed, if the app has not done so. */
const graceAfterGoodbye = 10_000;
const pingInterval = 10_000;

interface Connection {
  readonly id: number;
  readonly socket: WebSocket;
  /** Told to go: nothing is delivered to it any more. */
  isLeaving: boolean;
}

interface Parts {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly appId: string;
}

export class Connections {
  readonly #parts: Parts;
  readonly #server = new WebSocketServer({ noServer: true });
  /** By ticket, when it was issued. */
  readonly #tickets = new Map<string, number>();
  readonly #connections = new Set<Connection>();
  readonly #awaiting: (() => void)[] = [];
  #onFrame: (frame: JsonObject) => void = () => {};
  #stopPinging: () => void;
  #lastId = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const ping = (): void => {
      for (const { socket } of this.#connections) if (!socket.isPaused) socket.ping();
      this.#stopPinging = parts.clock.after(pingInterval, ping);
    };
    this.#stopPinging = parts.clock.after(pingInterval, ping);
  }

  /** Calls the listener with each frame from the app. One listener. */
  onFrame(listener: (frame: JsonObject) => void): void {
    this.#onFrame = listener;
  }

  /** How many connections are open and taking payloads. */
  get count(): number {
    return this.#open.length;
  }

  /** How many are not closed yet, whether they take payloads or not. */
  get held(): number {
    return this.#connections.size;
  }

  get #open(): readonly Connection[] {
    return [...this.#connections].filter(
      ({ isLeaving, socket }) => !isLeaving && socket.readyState === socket.OPEN,
    );
  }

  /** Resolves when the app has a connection that takes payloads; at once when it has. */
  connected(): Promise<void> {
    if (this.count > 0) return Promise.resolve();
    return new Promise((resolve) => this.#awaiting.push(resolve));
  }

  /** Good for one connection. */
  issueTicket(): string {
    const ticket = randomHex(this.#parts.random, 32);
    this.#tickets.set(ticket, this.#parts.clock.now());
    return ticket;
  }

  /** The HTTP server's `upgrade`. A ticket that is unknown, used or old gets 401. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const ticket = url.searchParams.get('ticket') ?? '';
    const issued = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    const isGood =
      url.pathname === '/link/' &&
      issued !== undefined &&
      this.#parts.clock.now() - issued < ticketLifetime;
    if (!isGood) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (accepted) => this.#welcome(accepted));
  }

  /** Sends a frame to one connection, chosen by chance; false where there is none. */
  send(frame: JsonObject): boolean {
    const open = this.#open;
    const chosen = open[open.length === 0 ? 0 : this.#parts.random.below(open.length)];
    if (chosen === undefined) return false;
    this.#write(chosen, frame);
    return true;
  }

  /** Says goodbye on every connection and closes it ten seconds later, as when Slack moves its servers. How many. */
  disconnect(reason: DisconnectReason): number {
    for (const connection of this.#connections) this.#sendAway(connection, reason);
    return this.#connections.size;
  }

  /** The same on the oldest one alone. */
  disconnectOne(reason: DisconnectReason): void {
    const [oldest] = this.#connections;
    if (oldest !== undefined) this.#sendAway(oldest, reason);
  }

  /** Cuts every connection without a word. How many there were. */
  cut(): number {
    for (const { socket } of this.#connections) socket.terminate();
    return this.#connections.size;
  }

  /** Reads and says nothing more on any connection, and closes none: a peer that has died. How many there were. */
  freeze(): number {
    for (const connection of this.#connections) {
      connection.isLeaving = true;
      connection.socket.pause();
    }
    return this.#connections.size;
  }

  stop(): void {
    this.#stopPinging();
    this.cut();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    this.#lastId += 1;
    const connection: Connection = { id: this.#lastId, socket, isLeaving: false };
    this.#connections.add(connection);
    this.#parts.recorder.record({ kind: 'connected', connection: connection.id });
    socket.on('close', () => {
      this.#connections.delete(connection);
      this.#parts.recorder.record({ kind: 'disconnected', connection: connection.id });
    });
    // A broken socket closes next; that is what counts.
    socket.on('error', () => {});
    socket.on('message', (data) => this.#read(connection, String(data)));
    if (this.#connections.size > mostConnections) {
      this.#sendAway(connection, 'too_many_websockets');
      return;
    }
    this.#write(connection, {
      type: 'hello',
      num_connections: this.count,
      connection_info: { app_id: this.#parts.appId },
      debug_info: {
        host: 'playground',
        started: new Date(this.#parts.clock.now()).toISOString(),
        build_number: 1,
        approximate_connection_time: 18_060,
      },
    });
    for (const resolve of this.#awaiting.splice(0)) resolve();
  }

  #sendAway(connection: Connection, reason: DisconnectReason): void {
    connection.isLeaving = true;
    this.#write(connection, { type: 'disconnect', reason, debug_info: { host: 'playground' } });
    this.#parts.clock.after(graceAfterGoodbye, () => connection.socket.close(1000));
  }

  #read(connection: Connection, text: string): void {
    const frame = parseJson(text);
    this.#parts.recorder.record({
      kind: 'received',
      connection: connection.id,
      frame: frame ?? text,
    });
    if (isObject(frame)) this.#onFrame(frame);
  }

  #write(connection: Connection, frame: JsonObject): void {
    this.#parts.recorder.record({ kind: 'sent', connection: connection.id, frame });
    connection.socket.send(JSON.stringify(frame));
  }
}
