/**
 * Breaking the glass is loud: a card of its own where the team sees it, which is edited until the review is closed, and a
 * direct message to everybody who would have been asked, or who reviews. Each is put once, by whichever bot; what is put
 * again changes nothing.
 */
import type { Answer } from '../../commands/answer.ts';
import { code, commands, paragraph, person, strong } from '../../commands/answers/parts.ts';
import type { Named } from '../../commands/desk.ts';
import { namesIn } from '../../commands/operations/consent-words.ts';
import { titleOf } from '../../commands/operations/standing.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { Card } from '../cards/card.ts';
import { glassCard } from '../cards/glass-card.ts';
import type { PutOptions } from '../outbox/message.ts';
import { cardKey } from '../receive/operation-outputs.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { People } from './people.ts';

export interface ToldGlassParts {
  readonly put: (
    key: string,
    channel: string,
    what: Answer | Card,
    options?: PutOptions,
  ) => Promise<void>;
  readonly isPut: (key: string) => Promise<boolean>;
  /** Whom the rules of now would have asked for it, and who reviews. */
  readonly called: (operation: OperationRecord) => Named;
  readonly people: People;
  /** Where the team sees it. */
  readonly channel: string;
}

export const glassKey = (id: OperationId): string => `glass:${id}`;

/** To be told of each change of an operation. */
export const toldGlass =
  ({ put, isPut, called, people, channel }: ToldGlassParts) =>
  async (operation: OperationRecord): Promise<void> => {
    if (operation.glass?.broken === undefined) return;
    const { id, actor, revision } = operation;
    const key = glassKey(id);
    const names = called(operation);
    // The card comes last, so that where it is, all have been told.
    if (!(await isPut(key))) {
      for (const user of await people(names, actor.user)) {
        await put(`${key}:to:${user}`, user, alarm(operation));
      }
      if (operation.channel !== channel) {
        const here = alarm(operation);
        const loud = { ...here, parts: [paragraph(...namesIn(names)), ...here.parts] };
        await put(`${key}:here`, operation.channel, loud, { inThreadOf: cardKey(id) });
      }
    }
    await put(key, channel, glassCard(operation, names, operation.channel), { revision });
  };

/** Says nothing that changes: it is put again after a crash. */
function alarm(operation: OperationRecord): Answer {
  const { id, actor, reason, glass } = operation;
  const title = titleOf(operation);
  return {
    summary: `🚨 Glass broken: ${title}`,
    parts: [
      paragraph('🚨 ', strong(`Glass broken: ${title}`), ', by ', person(actor.user), '.'),
      paragraph(
        'It was not waited for the yes of others · ticket ',
        code(glass?.ticket ?? ''),
        ` · else: ${glass?.broken?.instead ?? ''}`,
      ),
      ...(reason === undefined ? [] : [paragraph(strong('Why'), `: ${reason}`)]),
      ...commands([`op show ${id}`]),
    ],
  };
}
