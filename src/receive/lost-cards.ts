/**
 * What follows when a card can't be shown any more: its channel is gone, archived or closed to the bot, or it was deleted
 * twice. The operation goes on. Who asked for it is told in a direct message, once, how to follow it; those whose word it
 * waits for, how to give it. A card that is there and can't be edited any more gets a reply instead.
 */
import type { Answer } from '../../commands/answer.ts';
import { code, commands, paragraph, person } from '../../commands/answers/parts.ts';
import type { Approval } from '../../commands/desk.ts';
import { approversOf, lossParts } from '../../commands/operations/consent-words.ts';
import { hasEnded } from '../../commands/operations/ended-states.ts';
import { standing, titleOf } from '../../commands/operations/standing.ts';
import { type OperationId, parseOperationId } from '../../hostlink/names/operation-id.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { Card } from '../cards/card.ts';
import { buttonFor } from '../cards/operation-card.ts';
import { forOperation, type Log } from '../log/log.ts';
import { editWindowClosed } from '../outbox/outbox.ts';
import { isUnavailable } from '../store/database.ts';
import type { OperationRecord } from '../store/operation-record.ts';

export type Addressee =
  | { readonly kind: 'person'; readonly user: string }
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'thread'; readonly channel: string; readonly of: string };

export interface LostCardsParts {
  readonly find: (id: OperationId) => Promise<OperationRecord>;
  /** Those that wait for people. */
  readonly waiting: () => Promise<readonly OperationRecord[]>;
  /** Posts under a key of its own; the same again once. A thread is that of the message with the key `of`. */
  readonly tell: (key: string, to: Addressee, what: Answer | Card) => Promise<void>;
  /** Who is in a user group. Throws where Slack does not tell. */
  readonly members: (usergroup: string) => Promise<ReadonlySet<string> | undefined>;
  /** All accounts of the person whose account it is. */
  readonly accountsOf: (user: string) => readonly string[];
  /** The configured channel. */
  readonly channel: string;
  readonly log: Log;
}

export interface LostCards {
  /** For the outbox's `onGivenUp`: a message is written no longer. */
  givenUp(key: string, why: string): Promise<void>;
  /** All cards of a channel are out of sight. @throws Diagnostic `zmgr::store::unavailable` */
  channelGone(channel: string, why: string): Promise<void>;
}

/** More people than these are not written to one by one. */
const mostTold = 50;

export function lostCards(parts: LostCardsParts): LostCards {
  const { find, waiting, tell, log } = parts;

  const tellOf = async (operation: OperationRecord, key: string, why: string): Promise<void> => {
    const { actor, channel } = operation;
    forOperation(log, operation.id).warn({ channel, why }, 'a card is no longer shown');
    if (why === editWindowClosed) {
      const to: Addressee = { kind: 'thread', channel, of: key };
      return await tell(`${key}:lost`, to, notice(operation, why));
    }
    await tell(`${key}:lost`, { kind: 'person', user: actor.user }, notice(operation, why));
    const { consent, state } = operation;
    if (state === 'waiting' && consent?.kind === 'approval') {
      await tellApprovers(parts, operation, consent, key, why);
    }
  };

  return {
    givenUp: async (key, why) => {
      const id = /^operation:([a-z2-7]{10})$/.exec(key)?.[1];
      if (id === undefined) return;
      try {
        await tellOf(await find(parseOperationId(id)), key, why);
      } catch (error) {
        // The outbox tries again when the store is back; of anything else, other messages must not suffer.
        if (isUnavailable(error)) throw error;
        log.error({ err: error, key }, 'nobody could be told of a lost card');
      }
    },
    channelGone: async (channel, why) => {
      for (const operation of await waiting()) {
        if (operation.channel === channel)
          await tellOf(operation, `operation:${operation.id}`, why);
      }
    },
  };
}

async function tellApprovers(
  { tell, members, accountsOf, channel, log }: LostCardsParts,
  operation: OperationRecord,
  consent: Approval,
  key: string,
  why: string,
): Promise<void> {
  const people = new Set(consent.mention.users);
  let isTold = true;
  for (const group of consent.mention.usergroups) {
    try {
      for (const user of (await members(group)) ?? []) people.add(user);
    } catch (error) {
      isTold = false;
      log.warn({ usergroup: group, err: error }, 'Slack does not tell who is in a user group');
    }
  }
  const settled = [
    ...(consent.self ? [] : [operation.actor.user]),
    ...operation.votes.map(({ by }) => by.user),
  ].flatMap((user) => accountsOf(user));
  const asked = [...people].filter((user) => !settled.includes(user));
  for (const user of asked.slice(0, mostTold)) {
    const to: Addressee = { kind: 'person', user };
    await tell(`${key}:lost:${user}`, to, requestFor(operation, consent, why));
  }
  // Where not all can be written to one by one, they are called together, as long as there is a place for that.
  const isAllTold = isTold && asked.length <= mostTold;
  if (isAllTold || channel === operation.channel) return;
  const request = requestFor(operation, consent, why);
  const called = { ...request, parts: [paragraph(...approversOf(consent)), ...request.parts] };
  await tell(`${key}:lost:all`, { kind: 'channel', channel }, called);
}

/** What an approver needs to decide without the card. */
function requestFor(operation: OperationRecord, consent: Approval, why: string): Card {
  const { id, channel, actor, reason } = operation;
  const title = titleOf(operation);
  // What is bound to channels is not decided in a direct message.
  const isHere = consent.channels.length === 0;
  return {
    summary: `${title} waits for your decision, and its card can't be shown`,
    parts: [
      paragraph(
        { strong: title },
        ' waits for your decision. Its card in ',
        { channel },
        ` can't be shown any more (${why}).`,
      ),
      paragraph(...standing(operation, stepKinds)),
      ...(reason === undefined
        ? []
        : [paragraph({ strong: 'Why' }, ', in the words of ', person(actor.user), `: ${reason}`)]),
      ...lossParts(operation, stepKinds),
      ...(isHere
        ? []
        : [
            paragraph(
              'It is decided in ',
              ...consent.channels.flatMap((one, index) => [
                index === 0 ? '' : ' or ',
                { channel: one },
              ]),
              ':',
            ),
          ]),
      ...commands([`approve ${id}`, `deny ${id}`, `op show ${id}`]),
    ],
    buttons: (isHere ? (['approve', 'deny', 'details'] as const) : (['details'] as const)).map(
      (action) => buttonFor(action, operation),
    ),
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
