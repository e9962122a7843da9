/**
 * A TCP proxy between a client and a server on this machine, for what networks do: it counts round trips, delays, falls
 * silent and cuts.
 *
 * Round trips are counted by cause, not by the clock: what a side sends is one crossing later than the latest thing it
 * had received. A slow server's answer can look caused by something that it did not wait for, so a count is an upper
 * bound; the delay lets what belongs together arrive together, and a long enough one makes the count exact. TCP's own
 * handshake is not in it.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TcpProxy {
  readonly port: number;
  /** How often the newest connection's client has waited for the server so far. */
  roundTrips(): number;
  /** Connections that were made so far. */
  connections(): number;
  /** From now on it takes so many milliseconds each way. */
  setDelay(milliseconds: number): void;
  /** From now on nothing comes through either way, and nothing is said about it. */
  fallSilent(): void;
  /** Resets all connections. New ones are taken. */
  cut(): void;
  stop(): Promise<void>;
}

interface Side {
  readonly socket: Socket;
  /** Crossings that what it has received depends on. */
  crossings: number;
}

/** @param options.delay milliseconds each way, at first. */
export async function startProxy(
  target: number,
  options: { readonly delay?: number } = {},
): Promise<TcpProxy> {
  let { delay = 0 } = options;
  const sockets = new Set<Socket>();
  let newest: Side | undefined;
  let connections = 0;
  let isSilent = false;

  const pump = (from: Side, to: Side): void => {
    let turn = Promise.resolve();
    const inTurn = (deliver: () => void): void => {
      const due = sleep(delay);
      turn = turn.then(() => due).then(deliver);
    };
    from.socket.on('data', (chunk) => {
      const crossings = from.crossings + 1;
      inTurn(() => {
        if (isSilent) return;
        to.crossings = Math.max(to.crossings, crossings);
        to.socket.write(chunk);
      });
    });
    from.socket.on('error', () => {});
    from.socket.once('end', () => inTurn(() => void (isSilent || to.socket.end())));
    from.socket.once('close', () => {
      sockets.delete(from.socket);
      inTurn(() => void (isSilent || to.socket.destroy()));
    });
  };

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    connections += 1;
    const client: Side = { socket, crossings: 0 };
    const upstream: Side = {
      socket: connect({ port: target, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }),
      crossings: 0,
    };
    newest = client;
    sockets.add(client.socket).add(upstream.socket);
    pump(client, upstream);
    pump(upstream, client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    roundTrips: () => Math.ceil((newest?.crossings ?? 0) / 2),
    connections: () => connections,
    setDelay: (milliseconds) => {
      delay = milliseconds;
    },
    fallSilent: () => {
      isSilent = true;
    },
    cut,
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
