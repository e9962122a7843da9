/**
 * Time, passed in: what the hour is, and to be called when some of it has gone by. The local Slack's three seconds and
 * thirty minutes are counted on it, so that a test can let them pass at once.
 */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once, that many milliseconds later; what is returned takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

/** A timer of Node's that is longer than this goes off at once. */
const longestTimer = 2 ** 31 - 1;

/** Waiting alone keeps no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      const next = left > longestTimer ? () => wait(left - longestTimer) : run;
      timer = setTimeout(next, Math.min(left, longestTimer)).unref();
    };
    wait(milliseconds);
    return () => clearTimeout(timer);
  },
};

interface Appointment {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to advance. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #appointments = new Set<Appointment>();

  /** @param start milliseconds since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const appointment = { at: this.#now + milliseconds, run };
    this.#appointments.add(appointment);
    return () => this.#appointments.delete(appointment);
  }

  /** Lets time pass; what falls due runs in its order, each at its own time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#appointments]
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#appointments.delete(due);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }
}
