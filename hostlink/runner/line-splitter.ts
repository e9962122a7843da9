/** Cuts a stream of bytes into lines. A line that has no end is given on as soon as it is too long, so that it is refused. */
export class LineSplitter {
  readonly #longest: number;
  readonly #onLine: (line: string) => void;
  #rest = '';

  /** @param onLine is given each line without its newline, bytes as Latin-1 (a journal is ASCII). */
  constructor(longest: number, onLine: (line: string) => void) {
    this.#longest = longest;
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    const parts = (this.#rest + Buffer.from(chunk).toString('latin1')).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const line of parts) this.#onLine(line);
    if (this.#rest.length > this.#longest) {
      this.#onLine(this.#rest);
      this.#rest = '';
    }
  }
}
