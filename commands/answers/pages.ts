/** Long lists in pages: the one that is asked for, and whole commands for those beside it. */
import type { Offer, Part } from '../answer.ts';
import { offers } from './parts.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** From 1; the last one where one beyond it was asked for. */
  readonly page: number;
  readonly pages: number;
  /** `41–80 of `; empty where all is on one. */
  readonly range: string;
}

export function pageOf<T>(items: readonly T[], wanted: number, length: number): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / length));
  const page = Math.min(wanted, pages);
  const first = (page - 1) * length;
  const shown = items.slice(first, first + length);
  const range = pages === 1 ? '' : `${first + 1}–${first + shown.length} of `;
  return { items: shown, page, pages, range };
}

/** @param spelt a page's command; undefined where it can't be typed */
export function pageParts(
  { page, pages }: Pick<Page<unknown>, 'page' | 'pages'>,
  spelt: (page: number) => string | undefined,
): readonly Part[] {
  const to = (label: string, number: number): readonly Offer[] => {
    const text = number < 1 || number > pages ? undefined : spelt(number);
    return text === undefined ? [] : [{ label, text, isInPlace: true }];
  };
  const list = [...to('Previous page', page - 1), ...to('Next page', page + 1)];
  return list.length === 0 ? [] : [offers(...list)];
}
