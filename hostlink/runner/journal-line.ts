/**
 * One line of a journal: `<sequence> <time> <kind> <field>…`, as sh/journal.sh writes it. What is not exactly one of the
 * events of events.ts is undefined: the host may be hostile.
 */
import { z } from 'zod';
import { type JournalEvent, outcomes, phases, runVerbs } from './events.ts';

/** First line of every journal. A later format has another number. */
export const journalHeader = 'zonebot-journal 1';

/** In bytes; a journal is ASCII. */
export const maxLineLength = 4096;

/** What was torn by a full disk or a crash ends so and stands for nothing. */
export const isTorn = (line: string) => line.endsWith('!');

const count = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,9})$/)
  .transform(Number);
const ordinal = count.refine((number) => number >= 1 && number <= 10_000);
const lock = z.string().regex(/^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._-]{0,62})?$/);

const event = <Kind extends JournalEvent['kind'], Fields extends z.ZodRawShape>(
  kind: Kind,
  fields: Fields,
) =>
  z.strictObject({
    seq: ordinal,
    at: z.iso.datetime({ precision: 0 }),
    kind: z.literal(kind),
    ...fields,
  });

/** The fields of each kind stand in the line in the order in which they stand here. */
const events = [
  event('claimed', { verb: z.enum(runVerbs), pid: count, group: count }),
  event('waiting', { lock, holder: z.string().regex(/^[a-z2-7]{10}$/) }),
  event('locked', { lock }),
  event('guarded', {}),
  event('stale', { guard: ordinal, why: z.enum(['changed', 'unclear']) }),
  event('found', { step: ordinal }),
  event('started', { step: ordinal }),
  event('done', { step: ordinal }),
  event('failed', {
    step: ordinal,
    phase: z.enum(phases),
    status: count,
    verdict: z.enum(['absent', 'present', 'partial', 'foreign', 'unclear']),
  }),
  // Printable ASCII without "!"; other bytes are \ooo and a backslash is doubled.
  event('said', { step: ordinal, text: z.string().regex(/^[ "-~]{1,1000}$/) }),
  event('undoing', { step: ordinal }),
  event('undone', { step: ordinal }),
  event('stopping', { why: z.enum(['cancelled', 'disk-full', 'lock-timeout']) }),
  event('end', { outcome: z.enum(outcomes) }),
] as const;

const anyEvent = z.discriminatedUnion('kind', events);

/** The names of a kind's fields; undefined for a kind that there is not. */
const fieldsOf = (kind: string): readonly string[] | undefined => {
  const schema = events.find(({ shape }) => shape.kind.value === kind);
  return schema === undefined ? undefined : Object.keys(schema.shape);
};

export function parseJournalLine(line: string): JournalEvent | undefined {
  const names = fieldsOf(line.split(' ', 3)[2] ?? '');
  if (names === undefined) return undefined;
  // The last field takes all the rest: what a step said holds blanks.
  const words = line.split(' ');
  const last = names.length - 1;
  const values = [...words.slice(0, last), words.slice(last).join(' ')];
  if (words.length < names.length) return undefined;
  const parsed = anyEvent.safeParse(
    Object.fromEntries(names.map((name, index) => [name, values[index]])),
  );
  return parsed.success ? parsed.data : undefined;
}
