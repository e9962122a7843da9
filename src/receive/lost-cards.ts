/**
 * What follows when a card can't be shown any more: its channel is gone, archived or closed to the bot, or it was deleted
 * twice. The operation goes on; who asked for it is told in a direct message, once, how to follow it. A card that is there
 * and can't be edited any more gets a reply instead.
 */
import type { Answer } from '../../commands/answer.ts';
import { code, commands, paragraph } from '../../commands/answers/parts.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import { type OperationId, parseOperationId } from '../../hostlink/names/operation-id.ts';
import { forOperation, type Log } from '../log/log.ts';
import { editWindowClosed } from '../outbox/outbox.ts';
import { isUnavailable } from '../store/database.ts';
import type { OperationRecord } from '../store/operation-record.ts';

export type Addressee =
  | { readonly kind: 'person'; readonly user: string }
  | { readonly kind: 'thread'; readonly channel: string; readonly of: string };

export interface LostCardsParts {
  readonly find: (id: OperationId) => Promise<OperationRecord>;
  /** Posts under a key of its own, to a person or in the thread of the message with that key; the same again once. */
  readonly tell: (key: string, to: Addressee, answer: Answer) => Promise<void>;
  readonly log: Log;
}

/** For the outbox's `onGivenUp`. */
export function lostCards({ find, tell, log }: LostCardsParts) {
  return async (key: string, why: string): Promise<void> => {
    const id = /^operation:([a-z2-7]{10})$/.exec(key)?.[1];
    if (id === undefined) return;
    try {
      const operation = await find(parseOperationId(id));
      const { actor, channel } = operation;
      forOperation(log, operation.id).warn({ channel, why }, 'a card is no longer shown');
      const to: Addressee =
        why === editWindowClosed
          ? { kind: 'thread', channel, of: key }
          : { kind: 'person', user: actor.user };
      await tell(`${key}:lost`, to, notice(operation, why));
    } catch (error) {
      // The outbox tries again when the store is back; of anything else, other messages must not suffer.
      if (isUnavailable(error)) throw error;
      log.error({ err: error, key }, 'nobody could be told of a lost card');
    }
  };
}

function notice({ id, verb, subject, state, channel }: OperationRecord, why: string): Answer {
  const summary = `The card of ${verb} ${subject} can't be shown any more`;
  return {
    summary,
    parts: [
      paragraph(
        `The card of ${verb} `,
        code(subject),
        ' in ',
        { channel },
        ` can't be shown any more (${why}). `,
        hasEnded(state)
          ? `The operation has ended: ${state}.`
          : `The operation is ${state}, and goes on by itself.`,
      ),
      ...commands([`op show ${id}`]),
    ],
  };
}
