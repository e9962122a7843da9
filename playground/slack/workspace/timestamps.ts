/** Timestamps of messages: seconds, a dot, six digits. Never twice the same and never going back, whatever the clock does. */

export class Timestamps {
  /** Microseconds since the epoch. */
  #last = 0n;

  /** @param now milliseconds since the epoch */
  next(now: number): string {
    const wanted = BigInt(Math.floor(now)) * 1000n;
    this.#last = wanted > this.#last ? wanted : this.#last + 1n;
    return `${this.#last / 1_000_000n}.${String(this.#last % 1_000_000n).padStart(6, '0')}`;
  }
}

/** The order of two timestamps of the same channel, for sort. */
export function compareTimestamps(a: string, b: string): number {
  const [aSeconds = '', aMicros = ''] = a.split('.');
  const [bSeconds = '', bMicros = ''] = b.split('.');
  return (
    Number(aSeconds) - Number(bSeconds) ||
    Number(aMicros.padEnd(6, '0')) - Number(bMicros.padEnd(6, '0'))
  );
}
