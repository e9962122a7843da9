/** The files of the workspace, in memory: a place is asked for, the bytes are sent to it, the upload is completed. */
import type { Clock } from '../clock.ts';
import { type Random, randomHex, randomId } from '../random.ts';
import type { SlackFile } from './file.ts';

export type Received = 'received' | 'no-such-place' | 'wrong-size';

export class Files {
  readonly #files = new Map<string, SlackFile>();
  /** The id of the file that goes there, by the secret of the place. */
  readonly #places = new Map<string, string>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Keeps a place; `secret` is known to the uploader alone. */
  reserve(
    user: string,
    name: string,
    size: number,
  ): { readonly id: string; readonly secret: string } {
    const id = `F${randomId(this.#random, 10)}`;
    const secret = randomHex(this.#random, 32);
    const created = Math.floor(this.#clock.now() / 1000);
    this.#files.set(id, { id, name, title: name, size, user, created, isComplete: false });
    this.#places.set(secret, id);
    return { id, secret };
  }

  /** Takes the bytes, once. What Slack answers to another number of bytes than announced is not documented: refused here. */
  receive(secret: string, bytes: Uint8Array): Received {
    const file = this.#files.get(this.#places.get(secret) ?? '');
    if (file === undefined) return 'no-such-place';
    if (bytes.length !== file.size) return 'wrong-size';
    this.#places.delete(secret);
    this.#files.set(file.id, { ...file, bytes });
    return 'received';
  }

  /** Undefined where nothing was sent, or it is complete already. */
  complete(id: string, title: string | undefined): SlackFile | undefined {
    const file = this.#files.get(id);
    if (file?.bytes === undefined || file.isComplete) return undefined;
    const complete = { ...file, title: title ?? file.title, isComplete: true };
    this.#files.set(id, complete);
    return complete;
  }

  /** Complete ones only. */
  find(id: string): SlackFile | undefined {
    const file = this.#files.get(id);
    return file?.isComplete === true ? file : undefined;
  }

  /** Whether the upload could be completed. */
  isSent(id: string): boolean {
    const file = this.#files.get(id);
    return file?.bytes !== undefined && !file.isComplete;
  }
}
