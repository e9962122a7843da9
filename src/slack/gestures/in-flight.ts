/** Work that was begun for people and is not through yet: a stop waits for it, and lets no more in. */
export class InFlight {
  readonly #work = new Set<Promise<void>>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @param work must not reject */
  async run(work: () => Promise<void>): Promise<void> {
    const running = work();
    this.#work.add(running);
    await running.finally(() => this.#work.delete(running));
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Resolves when all is through. */
  async drained(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
