/**
 * Edits of a file as places that a host can find again: whole lines, with as many of their neighbours as it takes to
 * tell them from all others. What somebody writes elsewhere in the file meanwhile is in nobody's way.
 */
import type { Hunk } from '../steps/define-step.ts';
import { type Edit, edited } from './edit.ts';
import type { KdlFile, Span } from './kdl.ts';

/** @throws Diagnostic `zmgr::kdl::edit` as edited() does */
export const hunksOf = (file: KdlFile, edits: readonly Edit[]): readonly Hunk[] =>
  hunksBetween(file.text, edited(file, edits), edits);

/** Of any text, and what the edits make of it. */
export function hunksBetween(
  text: string,
  result: string,
  edits: readonly Edit[],
): readonly Hunk[] {
  if (result === text) return [];
  const hunkOf = ({ start, end }: Span): Hunk => {
    const shift = (until: (edit: Edit) => boolean): number =>
      edits
        .filter(until)
        .reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
    // With the newline before, so that no line is taken for the end of a longer one.
    const from = Math.max(0, start - 1);
    return {
      from: text.slice(from, end),
      to: result.slice(
        from + shift((edit) => edit.end < start || (edit.end === start && edit.start < start)),
        end + shift((edit) => edit.start < end || (edit.start === end && end === text.length)),
      ),
    };
  };
  let places: readonly Span[] = edits.map(({ start, end }) => linesAround(text, { start, end }));
  for (;;) {
    places = merged(places);
    const unclear = places.find((place) => !isClear(hunkOf(place), text, result));
    if (unclear === undefined) return places.map(hunkOf);
    const isAll = unclear.start === 0 && unclear.end === text.length;
    if (isAll) return [{ from: text, to: result }];
    places = places.map((place) => (place === unclear ? withNeighbours(text, place) : place));
  }
}

/** Whether a host that has either text finds this place, once, and knows which of the two it has. */
function isClear({ from, to }: Hunk, before: string, after: string): boolean {
  const isOnce = countOf(before, from) === 1 && countOf(after, to) === 1;
  return isOnce && (to.includes(from) ? !before.includes(to) : !after.includes(from));
}

function countOf(text: string, part: string): number {
  if (part === '') return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

function linesAround(text: string, { start, end }: Span): Span {
  const isWhole = end > start && text[end - 1] === '\n';
  const newline = text.indexOf('\n', end);
  return {
    start: start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
    end: isWhole ? end : newline === -1 ? text.length : newline + 1,
  };
}

const withNeighbours = (text: string, { start, end }: Span): Span => ({
  start: start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1,
  end: linesAround(text, { start: end, end }).end,
});

/** In order; those that touch become one. */
function merged(places: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const place of [...places].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last === undefined || place.start > last.end) result.push(place);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, place.end) };
  }
  return result;
}
