/** So many at once and no more; who waits is served in the order of coming. */
export class Semaphore {
  #free: number;
  #closed: { readonly reason: unknown } | undefined;
  readonly #waiting = new Set<{
    readonly serve: () => void;
    readonly refuse: (reason: unknown) => void;
  }>();

  constructor(places: number) {
    this.#free = places;
  }

  /**
   * A place, once there is one; the caller gives it back by calling what it was given. Doing that twice counts once.
   * @throws the signal's reason, or what the semaphore was closed with, when that comes first.
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#closed !== undefined) throw this.#closed.reason;
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    let isHeld = true;
    return () => {
      if (isHeld) this.#release();
      isHeld = false;
    };
  }

  /** Nobody is served from now on. */
  close(reason: unknown): void {
    this.#closed = { reason };
    for (const waiting of this.#waiting) waiting.refuse(reason);
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(entry);
        signal.removeEventListener('abort', abort);
      };
      const abort = (): void => entry.refuse(signal.reason);
      const entry = {
        serve: () => {
          leave();
          resolve();
        },
        refuse: (reason: unknown) => {
          leave();
          reject(reason);
        },
      };
      this.#waiting.add(entry);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Hands the place on to who waits longest, so that nobody who comes later takes it in between. */
  #release(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next.serve();
  }
}
