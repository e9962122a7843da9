/**
 * Reminds people of reviews that are not closed: in the thread of the review's card, and each reviewer who has not spoken in
 * a direct message; again and again until it is. A reminder has a number and messages by that number, so that however
 * many bots there are, and whenever one crashes, each goes out once.
 */
import type { Answer } from '../../commands/answer.ts';
import { commands, paragraph, person, strong, time } from '../../commands/answers/parts.ts';
import type { Named } from '../../commands/desk.ts';
import { namesIn } from '../../commands/operations/consent-words.ts';
import { isOverdue, reviewsSoFar } from '../../commands/operations/glass-words.ts';
import { titleOf } from '../../commands/operations/standing.ts';
import type { Clock } from '../clock.ts';
import type { BreakGlass } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { PutOptions } from '../outbox/message.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import type { OperationsTable } from '../store/operations-table.ts';
import { isUnseated } from '../store/replicas/roster.ts';
import type { People } from './people.ts';
import { glassKey } from './told-glass.ts';

export interface RemindersParts {
  readonly table: Pick<OperationsTable, 'dueReminders' | 'reminded' | 'find'>;
  readonly put: (key: string, channel: string, what: Answer, options?: PutOptions) => Promise<void>;
  readonly glass: BreakGlass;
  readonly reviewers: Named;
  readonly people: People;
  /** Where the card of the review is. */
  readonly channel: string;
  /** Something that homes show has changed. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Reminders {
  stop(): Promise<void>;
}

/** Milliseconds between two looks. */
const rounds = 30_000;

export function startReminders(parts: RemindersParts): Reminders {
  const { table, clock, log } = parts;
  const stopped = new AbortController();

  const look = async (): Promise<void> => {
    for (const reminder of await table.dueReminders(clock.now())) {
      const operation = await table.find(reminder.operation);
      if (operation?.glass?.broken === undefined) continue;
      await remind(parts, operation, reminder.number);
      const now = clock.now();
      const next = new Date(now.getTime() + parts.glass.remind);
      if (await table.reminded(reminder, next, now)) parts.changed();
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await look();
      } catch (error) {
        if (isUnseated(error)) return;
        log.warn({ err: error }, 'reviews were not looked after');
      }
      await clock.sleep(rounds, stopped.signal);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}

async function remind(
  { put, reviewers, people, clock, channel }: RemindersParts,
  operation: OperationRecord,
  number: number,
): Promise<void> {
  const { id, actor } = operation;
  const broken = operation.glass?.broken;
  if (broken === undefined) return;
  const key = `${glassKey(id)}:reminder:${number}`;
  const spoken = new Set(broken.reviews.map(({ by }) => by.user));
  const text = reminderOf(operation, isOverdue(broken, clock.now()));
  for (const user of await people(reviewers, actor.user)) {
    if (!spoken.has(user)) await put(`${key}:${user}`, user, text);
  }
  const called = { ...text, parts: [paragraph(...namesIn(reviewers)), ...text.parts] };
  await put(key, channel, called, { inThreadOf: glassKey(id) });
}

function reminderOf(operation: OperationRecord, overdue: boolean): Answer {
  const { id, actor, glass } = operation;
  const broken = glass?.broken;
  const title = titleOf(operation);
  const what = overdue ? '🔴 Overdue: nobody has closed the review of' : '🔴 Not reviewed yet:';
  return {
    summary: `${what} ${title}`,
    parts: [
      paragraph(
        `${what} `,
        strong(title),
        ', done by break-glass by ',
        person(actor.user),
        ...(broken === undefined
          ? []
          : [` · ${reviewsSoFar(broken)} · ${overdue ? 'was due' : 'until'} `, time(broken.until)]),
      ),
      ...commands([`op show ${id}`, `review ${id} -- what you found`]),
    ],
  };
}
