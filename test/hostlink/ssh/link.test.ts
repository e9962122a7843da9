/** The kept link, over OpenSSH's sshd: what it runs, and what it says when it could not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ExecEnd, ExecRequest, HostSpec } from '../../../hostlink/host.ts';
import { type LinkSettings, linkSettings, SshLink } from '../../../hostlink/ssh/link.ts';
import { describeReal } from '../../support/real.ts';
import { type Sshd, startSshd } from '../../support/sshd.ts';

const now = () => new Date('2026-03-22T10:00:00Z');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const said = (end: ExecEnd): string => text(end.stdout);

describeReal('link over sshd', ['/usr/sbin/sshd', 'ssh-keygen'], () => {
  let sshd: Sshd;
  const links: SshLink[] = [];
  const linkTo = (spec: HostSpec, settings: Partial<LinkSettings> = {}): SshLink => {
    const link = new SshLink(spec, { now, random: () => 0.5 }, { ...linkSettings, ...settings });
    links.push(link);
    return link;
  };
  const run = (link: SshLink, script: string, more: Partial<ExecRequest> = {}) =>
    link.exec({ script, deadline: 10_000, ...more });

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterEach(async () => {
    await Promise.all(links.splice(0).map((link) => link.close()));
  });
  afterAll(() => sshd.stop());

  describe('runs', () => {
    test('a script with its input, and tells both outputs and the status', async () => {
      const end = await run(linkTo(sshd.spec()), 'echo out; cat; echo err >&2; exit 3', {
        stdin: 'in\n',
      });
      expect({ ...end, stdout: said(end), stderr: text(end.stderr) }).toEqual({
        kind: 'exited',
        status: 3,
        stdout: 'out\nin\n',
        stderr: 'err\n',
      });
    });

    test('a script without input, which reads end of file', async () => {
      expect(said(await run(linkTo(sshd.spec()), 'cat; echo end'))).toBe('end\n');
    });

    test('a script that dies of a signal', async () => {
      expect(await run(linkTo(sshd.spec()), 'kill -TERM $$')).toMatchObject({
        kind: 'killed',
        signal: 'SIGTERM',
      });
    });

    test('megabytes in and out, whole', async () => {
      const link = linkTo(sshd.spec());
      const stdin = Buffer.alloc(3_000_000, 'zonebot\n');
      const end = await run(link, 'cat; cat /dev/zero | head -c 7000000', { stdin });
      expect(end.stdout.byteLength).toBe(10_000_000);
      expect(Buffer.from(end.stdout).subarray(0, stdin.length).equals(stdin)).toBe(true);
    });

    test('output as it comes', async () => {
      const chunks: string[] = [];
      const link = linkTo(sshd.spec());
      const gate = join(sshd.directory, 'gate');
      const end = await run(
        link,
        `echo first; until [ -e ${gate} ]; do sleep 0.01; done; echo second`,
        {
          onStdout: (chunk) => {
            chunks.push(text(chunk));
            // The second line can only come once the first was seen.
            if (chunks.length === 1) void run(link, `touch ${gate}`);
          },
        },
      );
      expect(said(end)).toBe('first\nsecond\n');
      expect(chunks).toEqual(['first\n', 'second\n']);
    });

    test('a listener that throws fails its own exec, and no other', async () => {
      const link = linkTo(sshd.spec());
      const onStdout = () => {
        throw new Error('no such event');
      };
      await expect(run(link, 'echo x; sleep 1', { onStdout })).rejects.toThrow('no such event');
      expect(said(await run(link, 'echo fine'))).toBe('fine\n');
    });

    test('twelve at once, on at most eight channels of one connection', async () => {
      const link = linkTo(sshd.spec());
      const running = join(sshd.directory, 'running');
      await run(link, `mkdir ${running}`);
      const script = `mkdir ${running}/$$; ls ${running} | wc -l; echo $PPID; sleep 0.2; rmdir ${running}/$$`;
      const ends = await Promise.all(Array.from({ length: 12 }, () => run(link, script)));
      const lines = ends.map((end) => said(end).trim().split('\n').map(Number));
      const most = Math.max(...lines.map(([count = 0]) => count));
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(8);
      expect(new Set(lines.map(([, connection]) => connection)).size).toBe(1);
    });
  });

  describe('gives up', () => {
    test('at the deadline: unknown, with what was said so far', async () => {
      const start = performance.now();
      const end = await run(linkTo(sshd.spec()), 'echo begun; sleep 2', { deadline: 500 });
      expect({ ...end, stdout: said(end) }).toMatchObject({
        kind: 'unknown',
        because: 'deadline',
        stdout: 'begun\n',
      });
      expect(performance.now() - start).toBeLessThan(1900);
    });

    test('when nobody wants it any more: unknown once it runs, refused before', async () => {
      const link = linkTo(sshd.spec());
      const wish = new AbortController();
      const end = run(link, 'echo begun; sleep 2', {
        signal: wish.signal,
        onStdout: () => wish.abort(),
      });
      expect(await end).toMatchObject({ kind: 'unknown', because: 'aborted' });
      await expect(run(link, 'echo never', { signal: wish.signal })).rejects.toMatchObject({
        code: 'zmgr::host::given-up',
      });
    });

    test('above the limit of output: unknown, and the link lives on', async () => {
      const link = linkTo(sshd.spec());
      const end = await run(link, 'cat /dev/zero');
      expect(end).toMatchObject({ kind: 'unknown', because: 'output-limit' });
      expect(end.stdout.byteLength).toBeLessThanOrEqual(16 * 1024 * 1024);
      expect(said(await run(link, 'echo fine'))).toBe('fine\n');
    });

    test('waiting for a channel past the deadline: nothing was run, and that is said', async () => {
      const link = linkTo(sshd.spec(), { channels: 1 });
      const mark = join(sshd.directory, 'never');
      const long = run(link, 'echo begun; sleep 1');
      await expect(run(link, `touch ${mark}`, { deadline: 200 })).rejects.toMatchObject({
        code: 'zmgr::host::busy',
      });
      expect(await long).toMatchObject({ kind: 'exited', status: 0 });
      expect(said(await run(link, `ls ${mark} 2>/dev/null; echo none`))).toBe('none\n');
    });

    test('a channel that the host refuses is told of', async () => {
      const strict = await startSshd({ config: ['MaxSessions 1'] });
      try {
        const link = linkTo(strict.spec());
        const ends = await Promise.allSettled([run(link, 'sleep 0.3'), run(link, 'sleep 0.3')]);
        expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
          reason: { code: 'zmgr::host::no-channel' },
        });
      } finally {
        await strict.stop();
      }
    });
  });

  describe('loses the connection', () => {
    test('in the middle of a command: unknown, run once, and the next one finds a new connection', async () => {
      const link = linkTo(sshd.spec());
      const runs = join(sshd.directory, 'runs');
      // $PPID is the sshd of this connection: login shell and /bin/sh are one process by exec.
      const end = await run(link, `echo run >> ${runs}; echo out; kill -9 $PPID; sleep 0.2`);
      expect({ ...end, stdout: said(end) }).toMatchObject({
        kind: 'unknown',
        because: 'link-lost',
      });
      expect(readFileSync(runs, 'utf8')).toBe('run\n');
      expect(said(await run(link, 'echo back'))).toBe('back\n');
    });

    test('with the whole host: unknown, then unreachable with the time it was last seen, then back', async () => {
      const link = linkTo(sshd.spec());
      await run(link, ':');
      let isBegun = (): void => {};
      const begun = new Promise<void>((resolve) => {
        isBegun = resolve;
      });
      const end = run(link, 'echo begun; sleep 5', { onStdout: () => isBegun() });
      await begun;
      await sshd.kill();
      expect(await end).toMatchObject({ kind: 'unknown', because: 'link-lost' });
      await expect(run(link, ':')).rejects.toMatchObject({
        code: 'zmgr::host::unreachable',
        message: `hv-test (127.0.0.1, port ${sshd.port}) cannot be reached; it was last seen 2026-03-22 10:00 UTC`,
      });
      await sshd.restart();
      expect(said(await run(link, 'echo back'))).toBe('back\n');
    });
  });
});
