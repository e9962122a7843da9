/** Ends of a command that no real sshd can be made to give on demand. */
import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type ExecChannel, runOn } from '../../../hostlink/ssh/exec-channel.ts';
import { Semaphore } from '../../../hostlink/ssh/semaphore.ts';
import { Stopped, stopAfter } from '../../../hostlink/ssh/stop.ts';

class FakeChannel extends Duplex implements ExecChannel {
  readonly stderr = new PassThrough();
  closes = 0;
  override _read(): void {}
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
  close(): void {
    this.closes += 1;
  }
}

function start(limit = 100) {
  const channel = new FakeChannel();
  const stop = new AbortController();
  const lost = new AbortController();
  const end = runOn(channel, {}, { stop: stop.signal, lost: lost.signal, outputLimit: limit });
  return { channel, stop, lost, end };
}

describe('a command on a channel', () => {
  test('a status and then a lost connection: unknown, for the output may be torn', async () => {
    const { channel, lost, end } = start();
    channel.push('half an ans');
    channel.emit('exit', 0);
    lost.abort(new Error('read ECONNRESET'));
    channel.emit('close', 0);
    expect(await end).toMatchObject({
      kind: 'unknown',
      because: 'link-lost',
      why: 'read ECONNRESET',
    });
  });

  test('closed without a status, on a living connection: unknown', async () => {
    const { channel, end } = start();
    channel.emit('close');
    expect(await end).toMatchObject({
      kind: 'unknown',
      because: 'link-lost',
      why: 'The channel closed without an exit status',
    });
  });

  test('given up, the channel is closed, and what comes later changes nothing', async () => {
    const { channel, stop, end } = start();
    stop.abort(new Stopped('deadline', 'too long'));
    channel.emit('exit', 0);
    channel.emit('close', 0);
    expect(await end).toMatchObject({ kind: 'unknown', because: 'deadline', why: 'too long' });
    expect(channel.closes).toBe(1);
  });

  test('the limit counts both streams together', async () => {
    const { channel, end } = start(10);
    channel.stderr.write('123456');
    channel.push('12345');
    expect(await end).toMatchObject({ kind: 'unknown', because: 'output-limit' });
    expect(channel.closes).toBe(1);
  });

  test('exactly the limit is fine', async () => {
    const { channel, end } = start(10);
    channel.stderr.write('123456');
    channel.push('1234');
    channel.push(null);
    channel.emit('exit', 7);
    await new Promise((resolve) => channel.once('end', resolve));
    channel.emit('close', 7);
    expect(await end).toMatchObject({ kind: 'exited', status: 7 });
  });
});

describe('a semaphore', () => {
  const never = new AbortController().signal;

  test('serves in the order of coming, and no more than there are places', async () => {
    const semaphore = new Semaphore(1);
    const served: number[] = [];
    const first = await semaphore.acquire(never);
    const waiting = [1, 2, 3].map(async (number) => {
      const release = await semaphore.acquire(never);
      served.push(number);
      return release;
    });
    expect(served).toEqual([]);
    first();
    first();
    (await waiting[0])?.();
    (await waiting[1])?.();
    await waiting[2];
    expect(served).toEqual([1, 2, 3]);
  });

  test('who leaves is not served, and keeps nobody waiting', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire(never);
    const leaving = new AbortController();
    const left = semaphore.acquire(leaving.signal);
    const stays = semaphore.acquire(never);
    leaving.abort(new Stopped('aborted', 'gone'));
    await expect(left).rejects.toThrow('gone');
    release();
    await expect(stays).resolves.toBeTypeOf('function');
    await expect(semaphore.acquire(leaving.signal)).rejects.toThrow('gone');
  });

  test('closed, it refuses all who wait and all who come', async () => {
    const semaphore = new Semaphore(1);
    await semaphore.acquire(never);
    const waiting = semaphore.acquire(never);
    semaphore.close(new Error('lost'));
    await expect(waiting).rejects.toThrow('lost');
    await expect(semaphore.acquire(never)).rejects.toThrow('lost');
  });
});

test('a stop that was wished for before it began is one', async () => {
  const stop = stopAfter(10_000, AbortSignal.abort());
  await expect(stop.orSooner(Promise.resolve('x'))).rejects.toMatchObject({ because: 'aborted' });
  stop.dispose();
});
