/**
 * The line at fault and a caret under the place, as two lines of preformatted text. Telephones show about forty
 * characters before they wrap, and a wrapped caret points nowhere: long lines are cut around the place.
 */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';

const width = 40;

/** Undefined where a diagnostic has no place in a text. */
export function caret({ location }: Diagnostic): string | undefined {
  if (location?.text === undefined || location.column === undefined) return undefined;
  const characters = [...location.text];
  const at = Math.min(Math.max(location.column - 1, 0), characters.length);
  const from = characters.length <= width ? 0 : Math.max(0, at - Math.floor(width / 2));
  const to = from + width;
  const before = from > 0 ? '…' : '';
  const after = to < characters.length ? '…' : '';
  const line = `${before}${characters.slice(from, to).join('')}${after}`;
  return `${line}\n${' '.repeat(before.length + at - from)}^`;
}
