/** Nagle's algorithm is off from the first byte on: left on, each side waits 40 ms for the other's acknowledgement. */
import { expect, test, vi } from 'vitest';
import { openConnection } from '../../../hostlink/ssh/connection.ts';
import { linkSettings } from '../../../hostlink/ssh/link.ts';
import { describeReal } from '../../support/real.ts';
import { startSshd } from '../../support/sshd.ts';

const connects = vi.hoisted(() => ({ options: [] as unknown[] }));
vi.mock('node:net', async (original) => {
  const net = await original<typeof import('node:net')>();
  return {
    ...net,
    connect: (options: import('node:net').NetConnectOpts) => {
      connects.options.push(options);
      return net.connect(options);
    },
  };
});

describeReal('no delay', ['/usr/sbin/sshd', 'ssh-keygen'], () => {
  test('is asked for where the socket is made', async () => {
    const sshd = await startSshd();
    try {
      const connection = await openConnection(sshd.spec(), linkSettings, {
        deadline: 5000,
        lastSeen: undefined,
      });
      connection.close();
      expect(connects.options).toEqual([{ host: '127.0.0.1', port: sshd.port, noDelay: true }]);
    } finally {
      await sshd.stop();
    }
  });
});
