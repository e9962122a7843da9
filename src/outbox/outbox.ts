/**
 * The outbox: what must reach Slack is kept first and written after, so that no outage of Slack stops an operation and no
 * crash loses or doubles a message. One key is one message; the newest content wins, what was never shown is skipped.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { isUnseated } from '../store/replicas/roster.ts';
import { EditBudget } from './budget.ts';
import type { Message, MessagesTable, PutOptions } from './message.ts';
import { type Method, nextWrite } from './next-write.ts';
import { sendFile } from './send-file.ts';
import type { FileWriter, MessageContent, SlackWriter, WriteFault } from './writer.ts';

/** Of several bots on one store one writes to Slack, so that what Slack allows in a minute is counted once. */
export interface Turn {
  /** Whether it is this one. */
  isOurs(): boolean;
  /** Asked before each call that shows people something. @throws where it is ours no longer */
  insist(): Promise<void>;
  /** Something waits, and it may be another one's turn. */
  callOther(): void;
  /** Told when another one has put something, or when the turn has come to us. */
  onCall(listener: () => void): void;
}

/** Where there is nobody else. */
export const alone: Turn = {
  isOurs: () => true,
  insist: async () => {},
  callOther: () => {},
  onCall: () => {},
};

export interface OutboxParts {
  readonly turn?: Turn;
  readonly messages: MessagesTable;
  readonly writer: SlackWriter;
  readonly files: FileWriter;
  readonly clock: Clock;
  readonly log: Log;
  /** Told before a message is given up: deleted twice, or its channel is gone. Told again after a crash in between. */
  readonly onGivenUp?: (key: string, why: string) => Promise<void>;
}

export interface Outbox {
  /**
   * Kept when this resolves; written when Slack allows it.
   * @throws Diagnostic `zmgr::store::unavailable`
   */
  put(key: string, channel: string, content: MessageContent, options?: PutOptions): Promise<void>;
  /** Whether a message of that key was ever put. */
  has(key: string): Promise<boolean>;
  /** Where a message is in Slack, for replies and links; undefined while it is not posted. */
  place(key: string): Promise<{ readonly channel: string; readonly ts: string } | undefined>;
  /** Writes what can be written within that many milliseconds, then stops for good. What is left goes out at the next start. */
  stop(patience: number): Promise<void>;
}

/** Messages looked at in one turn. */
const batch = 200;

/** Slack's clock may differ from ours: a lost post is looked for from that much earlier on. */
const clockSkew = 10 * 60_000;

/** Milliseconds: between tries after an unknown outcome, and when the store is gone; doubled each time. */
const firstDelay = 1_000;
const longestDelay = 60_000;
/** Milliseconds after which it is looked for what others have put, where their call was not heard. */
const longestUnheard = 2_000;

/** Slack's word where a workspace lets messages be edited for a while only. */
export const editWindowClosed = 'edit_window_closed';

export function startOutbox(parts: OutboxParts): Outbox {
  const { messages, writer, clock, log, onGivenUp, turn = alone } = parts;
  const budget = new EditBudget();
  const methods = new Map<Method, number>();
  const retries = new Map<string, { readonly at: number; readonly delay: number }>();
  const stopped = new AbortController();
  let wake = new AbortController();
  let draining = false;

  const later = (key: string): void => {
    const delay = Math.min((retries.get(key)?.delay ?? firstDelay / 2) * 2, longestDelay);
    retries.set(key, { at: clock.now().getTime() + delay, delay });
  };

  /** What every method's faults have in common. */
  const meet = async (message: Message, method: Method, fault: WriteFault): Promise<void> => {
    const { key, version } = message;
    switch (fault.kind) {
      case 'rate-limited':
        methods.set(method, clock.now().getTime() + fault.retryAfterSeconds * 1_000);
        return;
      case 'unknown-outcome':
        later(key);
        return;
      case 'gone':
        // What can't be edited still stands there: a second one beside it would be a copy.
        if (fault.what === 'message' && !message.reposted && fault.why !== editWindowClosed) {
          await messages.deleted(key);
          return;
        }
        log.warn({ key, why: fault.why }, 'a message is no longer written');
        await onGivenUp?.(key, fault.why);
        await messages.givenUp(key, fault.why);
        return;
      case 'refused':
        log.error({ key, method, refusal: fault.error }, 'Slack refused a message');
        await messages.dropped(key, version);
        return;
      default:
        return fault satisfies never;
    }
  };

  const find = async (message: Message): Promise<void> => {
    const { key, channel, content, postBegunAt = clock.now() } = message;
    const since = new Date(postBegunAt.getTime() - clockSkew);
    const answer = await writer.find(channel, key, since, content.threadTs);
    switch (answer.kind) {
      case 'posted':
        return await messages.found(key, answer.ts);
      case 'absent':
        return await messages.postFailed(key);
      case 'refused':
        // Without a look, a second post could double the first: better late than twice.
        log.error({ key, refusal: answer.error }, 'Slack refused to look for a message');
        return later(key);
      default:
        return await meet(message, 'find', answer);
    }
  };

  const post = async (message: Message): Promise<void> => {
    const { key, channel, version } = message;
    await messages.postBegun(key, clock.now());
    const answer = await withoutBlocksIfRefused(message.content, (content) =>
      writer.post(channel, content, key),
    );
    if (answer.kind === 'posted') {
      budget.posted(key, clock.now().getTime());
      return await messages.written(key, answer.ts, version);
    }
    if (answer.kind !== 'unknown-outcome') await messages.postFailed(key);
    await meet(message, 'post', answer);
  };

  const update = async (message: Message, ts: string): Promise<void> => {
    const { key, channel, version } = message;
    budget.edited(key, clock.now().getTime());
    const answer = await withoutBlocksIfRefused(message.content, (content) =>
      writer.update(channel, ts, content, key),
    );
    if (answer.kind !== 'updated') return await meet(message, 'update', answer);
    await messages.written(key, ts, version).catch(async (error: unknown) => {
      // Whoever writes now may have written newer content before this came to Slack.
      if (isUnseated(error)) await messages.overtaken(key);
      throw error;
    });
  };

  const write = async (message: Message, method: Method): Promise<void> => {
    await turn.insist();
    switch (method) {
      case 'find':
        return await find(message);
      case 'post':
        return await post(message);
      case 'update':
        return await update(message, message.ts ?? '');
      case 'upload':
      case 'show':
      case 'look':
        return await sendFile({ ...parts, meet }, message, method);
      default:
        return method satisfies never;
    }
  };

  /** @returns until when to wait */
  const oneWrite = async (): Promise<number> => {
    const now = clock.now().getTime();
    const delays = { methods, messages: new Map([...retries].map(([key, { at }]) => [key, at])) };
    const next = nextWrite(await messages.waiting(batch), budget, delays, now);
    switch (next.kind) {
      case 'nothing':
        return Number.POSITIVE_INFINITY;
      case 'wait':
        return next.until;
      case 'write': {
        const { message, method } = next;
        const before = retries.get(message.key);
        await write(message, method);
        if (retries.get(message.key) === before) retries.delete(message.key);
        return now;
      }
      default:
        return next satisfies never;
    }
  };

  const loop = async (): Promise<void> => {
    let trouble = firstDelay;
    while (!stopped.signal.aborted) {
      wake = new AbortController();
      let until: number;
      try {
        until = turn.isOurs() ? await oneWrite() : Number.POSITIVE_INFINITY;
        trouble = firstDelay;
      } catch (error) {
        if (isUnseated(error)) return;
        log.warn({ err: error }, 'the outbox could not go on, and tries again');
        until = clock.now().getTime() + trouble;
        trouble = Math.min(trouble * 2, longestDelay);
      }
      if (draining && until === Number.POSITIVE_INFINITY) return;
      const wait = until - clock.now().getTime();
      const longest = parts.turn === undefined ? longestDelay : longestUnheard;
      if (wait > 0) await clock.sleep(Math.min(wait, longest), wake.signal);
    }
  };

  turn.onCall(() => wake.abort());
  const running = loop();
  const within = async (patience: number): Promise<void> => {
    const over = new AbortController();
    await Promise.race([running, clock.sleep(patience, over.signal)]);
    over.abort();
  };

  return {
    put: async (key, channel, content, options) => {
      await messages.put(key, channel, content, clock.now(), options);
      if (turn.isOurs()) wake.abort();
      else turn.callOther();
    },
    has: (key) => messages.has(key),
    place: (key) => messages.place(key),
    stop: async (patience) => {
      draining = true;
      wake.abort();
      await within(patience);
      stopped.abort();
      wake.abort();
      // A call that Slack has not answered by now is looked for at the next start.
      await within(patience);
    },
  };
}

/** A card that Slack will not lay out is still worth its text: what happened reaches people, if plainly. */
async function withoutBlocksIfRefused<Answer extends { readonly kind: string }>(
  content: MessageContent,
  write: (content: MessageContent) => Promise<Answer>,
): Promise<Answer> {
  const answer = await write(content);
  if (answer.kind !== 'refused' || content.blocks.length === 0) return answer;
  return await write({ ...content, blocks: [] });
}
