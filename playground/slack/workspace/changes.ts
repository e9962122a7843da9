/** That something changed, told to whoever shows the workspace. */

/** Something changed in what is seen: in a channel, by all who read it or by one; or by one person wherever they are. */
export interface Change {
  /** Rises by one with each change in the workspace. */
  readonly sequence: number;
  readonly channel: string | undefined;
  readonly onlyFor: string | undefined;
}

export class Changes {
  /** The last one for each channel and audience: all that `last` needs. Rising. */
  readonly #changes: Change[] = [];
  readonly #listeners = new Set<(change: Change) => void>();

  tell(channel: string | undefined, onlyFor: string | undefined): void {
    const sequence = (this.#changes.at(-1)?.sequence ?? 0) + 1;
    const old = this.#changes.findIndex(
      (known) => known.channel === channel && known.onlyFor === onlyFor,
    );
    if (old !== -1) this.#changes.splice(old, 1);
    const change: Change = { sequence, channel, onlyFor };
    this.#changes.push(change);
    for (const listener of this.#listeners) listener(change);
  }

  /** The number of the last one that concerns this user in this channel; 0 when there was none. */
  last(channel: string, user: string): number {
    return this.#changes.findLast((change) => concerns(change, channel, user))?.sequence ?? 0;
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const concerns = (change: Change, channel: string, user: string): boolean =>
  (change.channel === channel || change.channel === undefined) &&
  (change.onlyFor === undefined || change.onlyFor === user);
