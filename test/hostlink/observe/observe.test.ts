/** What observing does when a host does not answer as it should. */
import { describe, expect, test } from 'vitest';
import type { ExecEnd, ExecRequest, HostLink } from '../../../hostlink/host.ts';
import { commandFact, filesFact } from '../../../hostlink/observe/define-fact.ts';
import { observe } from '../../../hostlink/observe/observe.ts';
import { command } from '../../../hostlink/shell/command.ts';
import { shellSpec } from '../../support/shell-link.ts';

const mark = Buffer.alloc(16, 7).toString('hex');
const observing = { deadline: 1000, random: (length: number) => Buffer.alloc(length, 7) };
const spec = shellSpec({ state: '/state', path: '/usr/sbin:/usr/bin', elevation: 'pfexec' });
const nothing = { stdout: new Uint8Array(), stderr: new Uint8Array() };

/** Answers with these ends, one after the other. */
function answering(...ends: readonly ExecEnd[]): HostLink & { readonly requests: ExecRequest[] } {
  const requests: ExecRequest[] = [];
  return {
    spec,
    requests,
    exec: async (request) => {
      requests.push(request);
      const end = ends[requests.length - 1];
      if (end === undefined) throw new Error('asked too often');
      return end;
    },
  };
}
const exited = (stdout: string, stderr = '', status = 0): ExecEnd => {
  const frame = (text: string) =>
    Buffer.from(`${mark} 0 begin\n${text}\n${mark} 0 end ${status}\n`);
  return { kind: 'exited', status: 0, stdout: frame(stdout), stderr: frame(stderr) };
};
const unknown = (because: 'link-lost' | 'deadline' | 'aborted' | 'output-limit'): ExecEnd => ({
  kind: 'unknown',
  why: 'who knows',
  because,
  ...nothing,
});
const echo = commandFact({ name: 'echo', command: command('echo'), parse: (text) => text });
const code = (what: string) => ({ code: `zmgr::host::${what}` });

describe('observe', () => {
  test('asks once more when the link was lost, and then no more', async () => {
    const link = answering(unknown('link-lost'), exited('hello'));
    expect(await observe(link, { echo }, observing)).toEqual({ echo: 'hello' });
    expect(link.requests).toHaveLength(2);
    expect(link.requests[1]?.deadline).toBeLessThanOrEqual(1000);

    const lost = answering(unknown('link-lost'), unknown('link-lost'));
    await expect(observe(lost, { echo }, observing)).rejects.toMatchObject(code('unanswered'));
  });

  test('reads all again what fell into the middle of a change, three times at most', async () => {
    const facts = { echo, half: { ...echo, isTorn: (text: string) => text === 'half' } };
    const two = (text: string): ExecEnd => {
      const frames = [0, 1].map((at) =>
        Buffer.from(`${mark} ${at} begin\n${text}\n${mark} ${at} end 0\n`),
      );
      const empty = [0, 1].map((at) => Buffer.from(`${mark} ${at} begin\n\n${mark} ${at} end 0\n`));
      const [stdout, stderr] = [Buffer.concat(frames), Buffer.concat(empty)];
      return { kind: 'exited', status: 0, stdout, stderr };
    };
    const link = answering(two('half'), two('whole'));
    expect(await observe(link, facts, observing)).toEqual({ echo: 'whole', half: 'whole' });
    expect(link.requests).toHaveLength(2);

    const broken = answering(two('half'), two('half'), two('half'));
    expect(await observe(broken, facts, observing)).toEqual({ echo: 'half', half: 'half' });
  });

  test.each([
    ['deadline', 'unanswered'],
    ['aborted', 'unanswered'],
    ['output-limit', 'too-much'],
  ] as const)('does not ask again after %s', async (because, what) => {
    const link = answering(unknown(because));
    await expect(observe(link, { echo }, observing)).rejects.toMatchObject(code(what));
    expect(link.requests).toHaveLength(1);
  });

  test('a killed shell and an empty answer are diagnostics', async () => {
    const killed: ExecEnd = { kind: 'killed', signal: 'SIGKILL', ...nothing };
    await expect(observe(answering(killed), { echo }, observing)).rejects.toMatchObject(
      code('unanswered'),
    );
    const silent: ExecEnd = { kind: 'exited', status: 0, ...nothing };
    await expect(observe(answering(silent), { echo }, observing)).rejects.toMatchObject(
      code('garbled'),
    );
  });

  test('a fact says what a refusal means to it; others are failures', async () => {
    const fact = commandFact<string | undefined>({
      name: 'zonecfg',
      command: command('zonecfg'),
      parse: (text) => text,
      refusals: [['No such zone configured', undefined]],
    });
    const refused = exited('', 'web01: No such zone configured\n', 1);
    expect(await observe(answering(refused), { fact }, observing)).toEqual({ fact: undefined });
    await expect(
      observe(answering(exited('', 'Permission denied', 1)), { fact }, observing),
    ).rejects.toMatchObject({
      ...code('tool-failed'),
      cause: expect.objectContaining({ message: 'Permission denied' }),
    });
  });

  test('a broken archive is not an empty one', async () => {
    const files = filesFact({
      name: 'files',
      directory: () => '/etc',
      members: ['*'],
      parse: ({ files }) => files,
    });
    await expect(
      observe(answering(exited('x'.repeat(700))), { files }, observing),
    ).rejects.toMatchObject(code('garbled'));
    await expect(
      observe(answering(exited('x'.repeat(100))), { files }, observing),
    ).rejects.toMatchObject(code('garbled'));
    await expect(
      observe(answering(exited('', '', 127)), { files }, observing),
    ).rejects.toMatchObject(code('tool-missing'));
    await expect(
      observe(answering(exited('', 'tar: ./x: Permission denied', 2)), { files }, observing),
    ).rejects.toMatchObject(code('unreadable'));
    expect(await observe(answering(exited('')), { files }, observing)).toEqual({
      files: new Map(),
    });
  });

  test('privileged commands are elevated, and values stay values', async () => {
    const link = answering(exited('ok'));
    const fact = commandFact({
      name: 'odd',
      command: { argv: ['zlogin', "it's; reboot"], privileged: true },
      parse: (text) => text,
    });
    await observe(link, { fact }, observing);
    expect(link.requests[0]?.script).toContain(`pfexec zlogin 'it'\\''s; reboot' </dev/null`);
  });
});
