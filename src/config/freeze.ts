/** Times of the week at which changes are not made: `fri 16:00-mon 08:00`, in a time zone of the rule's choice. */

export interface FreezeWindow {
  /** As it was written. */
  readonly text: string;
  /** Minutes since Monday, 0:00. One that ends before it begins goes over the week's end. */
  readonly from: number;
  readonly to: number;
}

export interface Freeze {
  readonly windows: readonly FreezeWindow[];
  /** IANA name: Europe/Vienna. */
  readonly timeZone: string;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** What a window looks like; config/values.ts refuses everything else. */
export const windowPattern =
  /^(mon|tue|wed|thu|fri|sat|sun) ([01][0-9]|2[0-3]):([0-5][0-9])-(mon|tue|wed|thu|fri|sat|sun) ([01][0-9]|2[0-3]):([0-5][0-9])$/;

/** @param text of windowPattern */
export function windowOf(text: string): FreezeWindow {
  const [, firstDay = '', hour, minute, lastDay = '', lastHour, lastMinute] =
    windowPattern.exec(text) ?? [];
  return {
    text,
    from: minuteOf(firstDay, Number(hour), Number(minute)),
    to: minuteOf(lastDay, Number(lastHour), Number(lastMinute)),
  };
}

/** The window that it is in now, if any. */
export function frozenBy({ windows, timeZone }: Freeze, now: Date): FreezeWindow | undefined {
  const minute = minuteOfTheWeek(now, timeZone);
  return windows.find(({ from, to }) =>
    from <= to ? from <= minute && minute < to : from <= minute || minute < to,
  );
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const minuteOf = (day: string, hour: number, minute: number): number =>
  (days.indexOf(day) * 24 + hour) * 60 + minute;

function minuteOfTheWeek(now: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return minuteOf(part('weekday').toLowerCase(), Number(part('hour')), Number(part('minute')));
}
