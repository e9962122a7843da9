/** A Slack that keeps what it is given, and fails as it is told: a fault for each call to come, none when they run out. */
import type { Clock } from '../../../../src/clock.ts';
import type {
  FileWriter,
  MessageContent,
  OutgoingFile,
  SlackWriter,
  WriteFault,
} from '../../../../src/outbox/writer.ts';

export type Fault =
  | 'ok'
  /** The answer is lost, but it was done. */
  | 'lost-after'
  /** The answer is lost, and nothing was done. */
  | 'lost-before'
  | 'rate-limited';

export interface Shown {
  readonly ts: string;
  readonly channel: string;
  readonly key: string;
  content: MessageContent;
  deleted: boolean;
}

export interface Call {
  readonly method: 'post' | 'update' | 'find' | 'upload' | 'show' | 'look';
  readonly key: string;
  readonly at: number;
}

export class FakeSlack {
  readonly messages: Shown[] = [];
  readonly calls: Call[] = [];
  /** Bytes that Slack has, and where they are shown: `channel`, or `channel/thread`. */
  readonly uploads: { readonly file: OutgoingFile; readonly shownIn: string[] }[] = [];
  /** For the calls to come, in order. */
  faults: Fault[] = [];
  /** Answered instead, by whoever sets it. */
  answer: (call: Call, content?: MessageContent) => WriteFault | undefined = () => undefined;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  shown(key: string): readonly Shown[] {
    return this.messages.filter((message) => message.key === key && !message.deleted);
  }

  delete(key: string): void {
    for (const message of this.shown(key)) message.deleted = true;
  }

  readonly writer: SlackWriter = {
    post: (channel, content, key) =>
      this.#called('post', key, content, () => {
        const ts = String(this.messages.length + 1);
        this.messages.push({ ts, channel, key, content, deleted: false });
        return { kind: 'posted', ts } as const;
      }),
    update: (_channel, ts, content, key) =>
      this.#called('update', key, content, () => {
        const message = this.messages.find((one) => one.ts === ts);
        if (message === undefined || message.deleted)
          return { kind: 'gone', what: 'message', why: 'message_not_found' } as const;
        message.content = content;
        return { kind: 'updated' } as const;
      }),
    find: (_channel, key) =>
      this.#called('find', key, undefined, () => {
        const [message] = this.shown(key);
        return message === undefined
          ? ({ kind: 'absent' } as const)
          : ({ kind: 'posted', ts: message.ts } as const);
      }),
  };

  readonly files: FileWriter = {
    upload: (file) =>
      this.#called('upload', file.name, undefined, () => {
        this.uploads.push({ file, shownIn: [] });
        return { kind: 'uploaded', id: String(this.uploads.length - 1) } as const;
      }),
    show: (id, title, { channel, threadTs }) =>
      this.#called('show', title, undefined, () => {
        const where = threadTs === undefined ? channel : `${channel}/${threadTs}`;
        this.uploads[Number(id)]?.shownIn.push(where);
        return { kind: 'shown' } as const;
      }),
    isShown: (id, channel) =>
      this.#called('look', id, undefined, () => {
        const shownIn = this.uploads[Number(id)]?.shownIn ?? [];
        const isThere = shownIn.some((where) => where.split('/')[0] === channel);
        return { kind: isThere ? 'shown' : 'absent' } as const;
      }),
  };

  async #called<Answer>(
    method: Call['method'],
    key: string,
    content: MessageContent | undefined,
    act: () => Answer,
  ): Promise<Answer | WriteFault> {
    const call = { method, key, at: this.#clock.now().getTime() };
    this.calls.push(call);
    const answer = this.answer(call, content);
    if (answer !== undefined) return answer;
    const fault = this.faults.shift() ?? 'ok';
    switch (fault) {
      case 'ok':
        return act();
      case 'lost-after':
        act();
        return { kind: 'unknown-outcome' };
      case 'lost-before':
        return { kind: 'unknown-outcome' };
      case 'rate-limited':
        return { kind: 'rate-limited', retryAfterSeconds: 7 };
      default:
        return fault satisfies never;
    }
  }
}

/** The parts of a process: once it has died, none of its calls comes to anything. */
export function mortal<T extends object>(parts: T, isDead: () => boolean): T {
  return new Proxy(parts, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        if (isDead()) return await new Promise(() => {});
        const result: unknown = await Reflect.apply(value, target, args);
        // It was done, and nobody lives who could learn of it.
        if (isDead()) return await new Promise(() => {});
        return result;
      };
    },
  });
}
