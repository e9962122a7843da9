/** A moment of the past, as people write one: a day, a day with a time, or how long ago. Times are UTC. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ArgumentType } from '../../argument-type.ts';

export type Moment =
  | { readonly kind: 'at'; readonly date: Date }
  | { readonly kind: 'ago'; readonly milliseconds: number };

const minute = 60_000;
const units: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
};

export const moment: ArgumentType<Moment> = {
  placeholder: 'time',
  parse: (text) => {
    const [, count, unit] = /^([0-9]{1,5})([mhdw])$/.exec(text.toLowerCase()) ?? [];
    if (unit !== undefined) {
      return { kind: 'ago', milliseconds: Number(count) * (units[unit] ?? 0) };
    }
    const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}))?$/.exec(text) ?? [];
    const date = new Date(`${day}T${time}:00.000Z`);
    // A 30th of February is taken for a day of March by Date, and by nobody else.
    if (day !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) {
      return { kind: 'at', date };
    }
    throw new Diagnostic({
      code: 'zmgr::command::bad-time',
      message: `"${text.slice(0, 80)}" is no time`,
      help: 'Write how long ago, like 24h or 7d, or a day like 2026-11-20, or 2026-11-20T14:30 (UTC).',
    });
  },
};

export const dateOf = (moment: Moment, now: Date): Date =>
  moment.kind === 'at' ? moment.date : new Date(now.getTime() - moment.milliseconds);
