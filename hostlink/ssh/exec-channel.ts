/**
 * A command on an open channel (RFC 4254 §6.5), from its first byte to its end. A channel that closes without an exit
 * status, and one that was given up, end as unknown: what was started on the host may go on.
 */
import type { Duplex, Readable } from 'node:stream';
import type { ExecEnd, ExecRequest } from '../host.ts';
import { Stopped } from './stop.ts';

/** What ssh2 gives for a channel, as far as it is used here. */
export interface ExecChannel extends Duplex {
  readonly stderr: Readable;
  close(): void;
}

interface Bounds {
  /** Aborted with a Stopped. */
  readonly stop: AbortSignal;
  /** Bytes on both streams together. */
  readonly outputLimit: number;
  /** Aborted when the connection has ended: an exit status that came just before may stand over torn output. */
  readonly lost: AbortSignal;
}

type Unknown = Extract<ExecEnd, { kind: 'unknown' }>;
const nothing = { stdout: new Uint8Array(), stderr: new Uint8Array() };

/** An outcome that nobody knows, for that reason: a Stopped, or a fault of the connection. */
export function unknownEnd(
  reason: unknown,
  output: Pick<Unknown, 'stdout' | 'stderr'> = nothing,
): Unknown {
  if (reason instanceof Stopped)
    return { kind: 'unknown', because: reason.because, why: reason.message, ...output };
  const why = reason instanceof Error ? reason.message : String(reason);
  return { kind: 'unknown', because: 'link-lost', why, ...output };
}

/** @throws whatever `onStdout` throws; the channel is given up then. */
export function runOn(
  channel: ExecChannel,
  { stdin, onStdout }: Pick<ExecRequest, 'stdin' | 'onStdout'>,
  { stop, outputLimit, lost }: Bounds,
): Promise<ExecEnd> {
  return new Promise((resolve, reject) => {
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    let size = 0;
    let exit: { readonly status: number | null; readonly signal: string | undefined } | undefined;
    let isOver = false;

    /** Settles once. What still comes is read and dropped, or the channel would never close. */
    const over = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      stop.removeEventListener('abort', stopped);
      settle();
    };
    const output = () => ({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
    const giveUp = (reason: unknown): void => {
      over(() => resolve(unknownEnd(reason, output())));
      channel.close();
    };
    const stopped = (): void => giveUp(stop.reason);
    const keep = (into: Uint8Array[], chunk: Uint8Array): void => {
      size += chunk.byteLength;
      if (size > outputLimit)
        giveUp(new Stopped('output-limit', `It printed more than ${outputLimit} bytes`));
      else into.push(chunk);
    };

    channel.on('data', (chunk: Uint8Array) => {
      if (!isOver) keep(stdout, chunk);
      if (isOver) return;
      try {
        onStdout?.(chunk);
      } catch (error) {
        over(() => reject(error));
        channel.close();
      }
    });
    channel.stderr.on('data', (chunk: Uint8Array) => {
      if (!isOver) keep(stderr, chunk);
    });
    channel.on('exit', (status: number | null, signal?: string) => {
      exit = { status, signal };
    });
    // Of writing to a command that does not read: how it ends says more.
    channel.on('error', () => {});
    channel.once('close', () => {
      if (lost.aborted) return over(() => resolve(unknownEnd(lost.reason, output())));
      if (exit === undefined) {
        return over(() =>
          resolve(unknownEnd(new Error('The channel closed without an exit status'), output())),
        );
      }
      const { status, signal = 'unknown' } = exit;
      over(() =>
        resolve(
          status === null
            ? { kind: 'killed', signal, ...output() }
            : { kind: 'exited', status, ...output() },
        ),
      );
    });

    if (stop.aborted) return stopped();
    stop.addEventListener('abort', stopped, { once: true });
    channel.end(stdin ?? '');
  });
}
