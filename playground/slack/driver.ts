/**
 * A person at the keyboard, for tests: types, presses, reads, and waits for what is to appear. Never sleeps: it looks
 * again each time that something changed.
 */
import type { SlackCore } from './core.ts';
import type { Outcome } from './interactions/gesture.ts';
import { press } from './interactions/press.ts';
import { typeCommand } from './interactions/slash.ts';
import type { Message } from './workspace/model.ts';
import { messagesSeenBy } from './workspace/seen-by.ts';

export interface Person {
  /** Types `/zone list`, or any text after `/zone`. */
  slash(text: string): Promise<Outcome>;
  click(
    message: Pick<Message, 'ts'>,
    actionId: string,
    more?: { readonly blockId?: string; readonly value?: string },
  ): Promise<Outcome>;
  /** What they see, oldest first. */
  messages(): readonly Message[];
  /**
   * The first message that they see for which the predicate holds, now or later.
   * @param within real milliseconds
   * @throws Error that says what they saw instead
   */
  waitFor(predicate: (message: Message) => boolean, within?: number): Promise<Message>;
}

/** Acts as this user in this channel; in the first one when it is left out. */
export function asUser(core: SlackCore, user: string, channel?: string): Person {
  const where = channel ?? core.workspace.channels[0]?.id ?? '';
  const messages = (): readonly Message[] => {
    const [place, person] = [core.workspace.channel(where), core.workspace.user(user)];
    if (place === undefined || person === undefined) {
      throw new Error(`There is no user ${user} or no channel ${where}`);
    }
    return messagesSeenBy(core.workspace, place, person);
  };
  return {
    slash: (text) =>
      typeCommand(core, { user, channel: where, text: text.replace(/^\/zone\b/, '') }),
    click: ({ ts }, actionId, more = {}) =>
      press(core, { user, channel: where, ts, actionId, ...more }),
    messages,
    waitFor: (predicate, within = 10_000) =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          unsubscribe();
          clearTimeout(timer);
        };
        const look = (): void => {
          const found = messages().find(predicate);
          if (found === undefined) return;
          settle();
          resolve(found);
        };
        const unsubscribe = core.workspace.subscribe(look);
        const timer = setTimeout(() => {
          settle();
          reject(new Error(`Not seen within ${within} ms. Seen:\n${printed(messages())}`));
        }, within);
        look();
      }),
  };
}

const printed = (messages: readonly Message[]): string =>
  messages
    .map(
      (message) =>
        `${message.ts} ${message.onlyFor === undefined ? '' : '(only them) '}${message.text}`,
    )
    .join('\n');
