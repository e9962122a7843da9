/** Connecting, over OpenSSH's sshd: to whom, as whom, and what is said when it cannot be. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HostSpec } from '../../../hostlink/host.ts';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { HostLinks } from '../../../hostlink/ssh/hosts.ts';
import { fingerprint, parseHostKey } from '../../../hostlink/ssh/known-hosts.ts';
import { type LinkSettings, linkSettings, SshLink } from '../../../hostlink/ssh/link.ts';
import { until } from '../../support/processes.ts';
import { startProxy, type TcpProxy } from '../../support/proxy.ts';
import { describeReal } from '../../support/real.ts';
import { type Sshd, startSshd } from '../../support/sshd.ts';

const run = promisify(execFile);
const surroundings = { now: () => new Date('2026-03-22T10:00:00Z'), random: () => 0.5 };
const code = (what: string) => ({ code: `zmgr::host::${what}` });
const hello = { script: 'echo hello', deadline: 10_000 };

describeReal('connecting to sshd', ['/usr/sbin/sshd', 'ssh-keygen', 'ssh-agent', 'ssh-add'], () => {
  let sshd: Sshd;
  let proxy: TcpProxy;
  const links: SshLink[] = [];
  const linkTo = (spec: HostSpec, settings: Partial<LinkSettings> = {}): SshLink => {
    const link = new SshLink(spec, surroundings, { ...linkSettings, ...settings });
    links.push(link);
    return link;
  };
  const throughProxy = (instead: Partial<HostSpec> = {}): HostSpec =>
    sshd.spec({ port: proxy.port, ...instead });
  const expectHello = async (link: SshLink): Promise<void> => {
    const end = await link.exec(hello);
    expect(Buffer.from(end.stdout).toString()).toBe('hello\n');
  };

  beforeAll(async () => {
    sshd = await startSshd();
  });
  beforeEach(async () => {
    proxy = await startProxy(sshd.port);
  });
  afterEach(async () => {
    await Promise.all(links.splice(0).map((link) => link.close()));
    await proxy.stop();
  });
  afterAll(() => sshd.stop());

  describe('to whom', () => {
    test('never without a pinned key', async () => {
      await expect(linkTo(throughProxy({ hostKeys: [] })).exec(hello)).rejects.toMatchObject(
        code('no-key'),
      );
      expect(proxy.connections()).toBe(0);
    });

    test('one of several pinned keys is enough', async () => {
      const other = await startSshd();
      try {
        await expectHello(linkTo(sshd.spec({ hostKeys: [other.hostKey, sshd.hostKey] })));
      } finally {
        await other.stop();
      }
    });

    test('a host with keys of other types shows the one that is pinned', async () => {
      const key = join(sshd.directory, 'rsa');
      await run('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', key]);
      const both = await startSshd({ config: [`HostKey ${key}`] });
      try {
        const { stdout } = await run('cat', [`${key}.pub`]);
        await expectHello(linkTo(both.spec({ hostKeys: [parseHostKey(stdout)] })));
        await expectHello(linkTo(both.spec()));
      } finally {
        await both.stop();
      }
    });

    test('a changed key is a hard stop that names both fingerprints, and is not tried again', async () => {
      const old = sshd.hostKey;
      const link = linkTo(throughProxy(), { backoff: [1, 1] });
      await expectHello(link);
      await sshd.kill();
      await sshd.restart({ withNewHostKey: true });
      // An attempt of the link's own may be under way since before the restart, and is shared.
      const refusal = () => link.exec(hello).then(String, String);
      await expect.poll(refusal).not.toMatch(/cannot be reached/);
      await expect(link.exec(hello)).rejects.toMatchObject({
        ...code('key-changed'),
        message: `hv-test (127.0.0.1, port ${proxy.port}) showed the key ${fingerprint(sshd.hostKey)} (ssh-ed25519), and ${fingerprint(old)} (ssh-ed25519) is pinned`,
      });
      const tried = proxy.connections();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(proxy.connections()).toBe(tried);
    });
  });

  describe('as whom', () => {
    test('with a key from an agent', async () => {
      const socket = join(sshd.directory, 'agent');
      const agent = spawn('timeout', ['60', 'ssh-agent', '-D', '-a', socket], { stdio: 'ignore' });
      const exit = once(agent, 'exit');
      try {
        const env = { ...process.env, SSH_AUTH_SOCK: socket };
        await until('the agent answers', () =>
          run('ssh-add', [sshd.identity], { env }).then(
            () => true,
            () => false,
          ),
        );
        await expectHello(linkTo(sshd.spec({ authentication: { kind: 'agent', socket } })));
        await run('ssh-add', ['-D'], { env });
        await expect(
          linkTo(sshd.spec({ authentication: { kind: 'agent', socket } })).exec(hello),
        ).rejects.toMatchObject({ ...code('denied'), help: expect.stringContaining('ssh-add -l') });
      } finally {
        agent.kill('SIGTERM');
        await exit;
      }
      await expect(
        linkTo(sshd.spec({ authentication: { kind: 'agent', socket } })).exec(hello),
      ).rejects.toMatchObject(code('denied'));
    });

    test('with a key that the host does not know: denied', async () => {
      const path = join(sshd.directory, 'stranger');
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
      const link = linkTo(throughProxy({ authentication: { kind: 'identity', path } }), {
        backoff: [1, 1],
      });
      await expect(link.exec(hello)).rejects.toMatchObject({
        ...code('denied'),
        help: expect.stringContaining(path),
      });
      expect(proxy.connections()).toBe(1);
    });

    test('with a key that is not there, has a passphrase or is none: said before anything is connected', async () => {
      const locked = join(sshd.directory, 'locked');
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret', '-f', locked]);
      for (const path of [
        join(sshd.directory, 'nowhere'),
        locked,
        join(sshd.directory, 'sshd_config'),
      ]) {
        const link = linkTo(throughProxy({ authentication: { kind: 'identity', path } }));
        await expect(link.exec(hello)).rejects.toMatchObject({
          ...code('identity'),
          message: expect.stringContaining(path),
        });
      }
      expect(proxy.connections()).toBe(0);
    });
  });

  describe('in vain', () => {
    const silent: Server[] = [];
    const sockets = new Set<Socket>();
    afterEach(() => {
      for (const socket of sockets) socket.destroy();
      for (const server of silent.splice(0)) server.close();
    });
    const silentPort = async (): Promise<number> => {
      const server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
      silent.push(server);
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    };

    test('a host that says nothing is unreachable within 5 seconds', async () => {
      const start = performance.now();
      await expect(
        linkTo(sshd.spec({ port: await silentPort() })).exec({ ...hello, deadline: 60_000 }),
      ).rejects.toMatchObject({
        ...code('unreachable'),
        message: expect.stringContaining('it was not seen since the bot started'),
      });
      expect(performance.now() - start).toBeGreaterThan(4000);
      expect(performance.now() - start).toBeLessThan(5500);
    });

    test('a port where nobody listens, and a server of another kind', async () => {
      const port = await silentPort();
      silent.splice(0).forEach((server) => void server.close());
      await expect(linkTo(sshd.spec({ port })).exec(hello)).rejects.toMatchObject(
        code('unreachable'),
      );
      const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
        0,
        '127.0.0.1',
      );
      await once(web, 'listening');
      const address = web.address();
      const other = typeof address === 'object' && address !== null ? address.port : 0;
      await expect(linkTo(sshd.spec({ port: other })).exec(hello)).rejects.toMatchObject(
        code('unreachable'),
      );
      web.close();
    });

    test('a kept connection that has fallen silent is found out, and the host said to be unreachable', async () => {
      const link = linkTo(throughProxy(), { silence: 200, connectDeadline: 600 });
      await expectHello(link);
      proxy.fallSilent();
      const start = performance.now();
      await expect(link.exec({ ...hello, deadline: 60_000 })).rejects.toMatchObject(
        code('unreachable'),
      );
      expect(performance.now() - start).toBeLessThan(2000);
    });
  });

  describe('again', () => {
    test('a connection that was cut while idle is made anew by itself', async () => {
      const link = linkTo(throughProxy(), { backoff: [1, 10] });
      await expectHello(link);
      proxy.cut();
      await until('a second connection', () => proxy.connections() === 2);
      await expectHello(link);
      expect(proxy.connections()).toBe(2);
    });

    test('a command finds a new one at once, whatever the backoff', async () => {
      const link = linkTo(throughProxy(), { backoff: [60_000, 60_000] });
      await expectHello(link);
      proxy.cut();
      await expectHello(link);
      expect(proxy.connections()).toBe(2);
    });

    test('those who ask at once share one attempt', async () => {
      const link = linkTo(throughProxy());
      await Promise.all(Array.from({ length: 5 }, () => expectHello(link)));
      expect(proxy.connections()).toBe(1);
    });

    test('after close there is none', async () => {
      const link = linkTo(throughProxy(), { backoff: [1, 1] });
      await expectHello(link);
      await link.close();
      await expect(link.exec(hello)).rejects.toMatchObject(code('given-up'));
      expect(proxy.connections()).toBe(1);
    });
  });

  test('a set of hosts connects to those that are asked, primes all, and closes all', async () => {
    const hosts = new HostLinks(
      [throughProxy({ name: parseHostName('one') }), throughProxy({ name: parseHostName('two') })],
      surroundings,
    );
    expect(() => hosts.link(parseHostName('three'))).toThrow(
      expect.objectContaining({ ...code('unknown'), suggestions: ['one', 'two'] }),
    );
    await hosts.link(parseHostName('two')).exec(hello);
    expect(proxy.connections()).toBe(1);
    expect(hosts.lastSeen(parseHostName('one'))).toBeUndefined();
    expect(hosts.lastSeen(parseHostName('two'))).toEqual(surroundings.now());
    expect(hosts.isConnected(parseHostName('one'))).toBe(false);
    expect(hosts.isConnected(parseHostName('two'))).toBe(true);
    await hosts.prime();
    expect(proxy.connections()).toBe(2);
    expect(hosts.isConnected(parseHostName('one'))).toBe(true);
    proxy.cut();
    await expect.poll(() => hosts.isConnected(parseHostName('two'))).toBe(false);
    await hosts.close();
    await expect(hosts.link(parseHostName('one')).exec(hello)).rejects.toMatchObject(
      code('given-up'),
    );
  });
});
