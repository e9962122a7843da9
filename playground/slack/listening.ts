/** A server on 127.0.0.1: it listens, it ends, and its doors can be shut for a while. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port that it listens at; 0 takes a free one. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Lets nobody in for a while: who tries is refused by the machine itself. In real time, whatever Slack's clock says. */
export function doorsOf(server: Server, port: number) {
  let reopening: NodeJS.Timeout | undefined;
  return {
    shut(milliseconds: number): void {
      clearTimeout(reopening);
      server.close();
      server.closeAllConnections();
      reopening = setTimeout(() => server.listen(port, '127.0.0.1'), milliseconds);
    },
    stop(): void {
      clearTimeout(reopening);
    },
  };
}

/** Ends it, and every connection that is open. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
