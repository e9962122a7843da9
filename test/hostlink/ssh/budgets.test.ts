/**
 * Round trips, counted: connect ≤ 9, a command ≤ 2, observing any set of facts ≤ 2 in one exec. The count is by cause
 * (test/support/proxy.ts) and can only be too high, when this machine is slower than the delay (test/support/fewest.ts).
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandFact, filesFact } from '../../../hostlink/observe/define-fact.ts';
import { observe } from '../../../hostlink/observe/observe.ts';
import { command } from '../../../hostlink/shell/command.ts';
import { SshLink } from '../../../hostlink/ssh/link.ts';
import { countingLink } from '../../support/counting-link.ts';
import { fewest } from '../../support/fewest.ts';
import { startProxy, type TcpProxy } from '../../support/proxy.ts';
import { describeReal } from '../../support/real.ts';
import { type Sshd, startSshd } from '../../support/sshd.ts';

describeReal('round trips', ['/usr/sbin/sshd', 'ssh-keygen', 'tar'], () => {
  let sshd: Sshd;
  let proxy: TcpProxy;
  const newLink = (): SshLink =>
    new SshLink(sshd.spec({ port: proxy.port }), { now: () => new Date(), random: Math.random });

  beforeAll(async () => {
    sshd = await startSshd();
    proxy = await startProxy(sshd.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await sshd.stop();
  });

  test('connect: at most 9, the first command included', async () => {
    const trips = await fewest(proxy, 9, async () => {
      const link = newLink();
      await link.prime();
      const counted = proxy.roundTrips();
      await link.close();
      // TCP's own handshake is one more, which the proxy does not see.
      return counted + 1;
    });
    expect(trips).toBeLessThanOrEqual(9);
    expect(trips).toBeGreaterThan(4);
  });

  test('a command on a kept link: 2', async () => {
    const link = newLink();
    await link.prime();
    const trips = await fewest(proxy, 2, async () => {
      const before = proxy.roundTrips();
      await link.exec({ script: 'echo hello; echo there >&2', deadline: 5000 });
      return proxy.roundTrips() - before;
    });
    await link.close();
    expect(trips).toBe(2);
  });

  test('observing many facts: one exec, 2 round trips', async () => {
    const registry = join(sshd.directory, 'registry', 'zones');
    await mkdir(registry, { recursive: true });
    for (let zone = 0; zone < 50; zone += 1)
      await writeFile(join(registry, `z${zone}.kdl`), `zone "z${zone}"\n`);
    const echo = (word: string) =>
      commandFact({ name: word, command: command('echo', word), parse: (text) => text.trim() });
    const entries = filesFact({
      name: 'entries',
      directory: (host) => host.registry,
      members: ['zones/*.kdl'],
      parse: ({ files }) => files.size,
    });
    const link = newLink();
    await link.prime();
    const trips = await fewest(proxy, 2, async () => {
      const counting = countingLink(link);
      const before = proxy.roundTrips();
      const facts = { one: echo('one'), two: echo('two'), entries };
      const observed = await observe(counting, facts, { deadline: 5000, random: randomBytes });
      expect(observed).toEqual({ one: 'one', two: 'two', entries: 50 });
      expect(counting.requests).toHaveLength(1);
      return proxy.roundTrips() - before;
    });
    await link.close();
    expect(trips).toBe(2);
  });
});
