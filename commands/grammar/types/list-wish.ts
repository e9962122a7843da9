/**
 * What is to become of a list: `web,prod` is all of it, `+web,-old` is what comes and what goes, `none` empties it.
 */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseTag } from '../../../hostlink/names/tag.ts';
import { parseZoneName, type ZoneName } from '../../../hostlink/names/zone-name.ts';
import type { ListWish } from '../../../hostlink/registry/list-wish.ts';
import type { ArgumentType } from '../../argument-type.ts';
import { addressRange } from './address-range.ts';
import { ipAddress } from './ip-address.ts';
import { betweenReservations, reservation } from './reservation.ts';

export const listWish = <T>(
  placeholder: string,
  parseItem: (text: string) => T,
  /** Between which two things a list is parted. */
  between: RegExp = /,/,
): ArgumentType<ListWish<T>> => ({
  placeholder,
  parse: (text) => {
    if (/^none$/i.test(text)) return { kind: 'whole', values: [] };
    const items = text
      .split(between)
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const changes = items.filter((item) => /^[+-]/.test(item));
    if (items.length === 0 || (changes.length > 0 && changes.length < items.length)) {
      throw new Diagnostic({
        code: 'zmgr::command::mixed-list',
        message: `"${text.slice(0, 80)}" is neither a list nor changes of one`,
        help: 'Write all of it, `web,prod`; or with a sign before each what comes and what goes, `+web,-old`; or `none`.',
      });
    }
    if (changes.length === 0) return { kind: 'whole', values: items.map(parseItem) };
    const signed = (sign: string): readonly T[] =>
      items.filter((item) => item.startsWith(sign)).map((item) => parseItem(item.slice(1)));
    return { kind: 'edit', add: signed('+'), remove: signed('-') };
  },
});

export const tag: ArgumentType<string> = { placeholder: 'tag', parse: parseTag };
export const tagList: ArgumentType<ListWish> = listWish('tags', parseTag);
export const zoneNameList: ArgumentType<ListWish<ZoneName>> = listWish('zones', parseZoneName);
export const rangeList = listWish('first-last', addressRange.parse);
export const addressList = listWish('ips', ipAddress.parse);
export const reservationList = listWish('reservations', reservation.parse, betweenReservations);

/** Names, each by the rule of its kind. */
export const listOf = <T>({ placeholder, parse }: ArgumentType<T>): ArgumentType<ListWish<T>> =>
  listWish(`${placeholder}s`, parse);
