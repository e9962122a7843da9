/** What Slack shows of an operation: exactly one card, with the last word, and no message twice. */
import { z } from 'zod';
import type { Message } from '../../../playground/slack/workspace/model.ts';
import type { Leak } from './leak.ts';

const ours = z.object({ event_payload: z.object({ dedupe_key: z.string() }) });

/** The key by which zonebot knows a message again; undefined for what is none of its own, or for one person alone. */
export const keyOf = ({ metadata }: Pick<Message, 'metadata'>): string | undefined =>
  ours.safeParse(metadata).data?.event_payload.dedupe_key;

/** The card's operation; undefined for any other message. */
export const operationOf = (message: Pick<Message, 'metadata'>): string | undefined =>
  /^operation:([a-z2-7]{10})$/.exec(keyOf(message) ?? '')?.[1];

export const cardsOf = (messages: readonly Message[], operation: string): readonly Message[] =>
  messages.filter((message) => operationOf(message) === operation);

/** Words of a card that stand until nothing more comes. */
export const lastWord = (text: string): string | undefined =>
  /: (done|denied|expired|stale|cancelled|unwound|stuck|interrupted|failed)\b/.exec(text)?.[1];

export function cardFaults(
  messages: readonly Message[],
  operation: string,
  zone: string,
): readonly Leak[] {
  const leaks: Leak[] = [];
  const say = (what: string) => leaks.push({ kind: 'card', what: `${operation}: ${what}` });
  const cards = cardsOf(messages, operation);
  if (cards.length !== 1) say(`${cards.length} cards in Slack`);
  for (const { text } of cards) {
    if (lastWord(text) !== 'done') say(`a card says "${text}"`);
    else if (!text.includes(zone)) say(`its card is about something else: "${text}"`);
  }
  const replies = messages
    .map((message) => keyOf(message) ?? '')
    .filter((key) => key.startsWith(`operation:${operation}:`));
  for (const key of new Set(replies)) {
    const count = replies.filter((one) => one === key).length;
    if (count > 1) say(`${key} stands there ${count} times`);
  }
  return leaks;
}
