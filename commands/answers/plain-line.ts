/** A line without any marks: for files, for fallbacks and for counting. */
import type { Line, Span } from '../answer.ts';

export const plainLine = (line: Line): string =>
  isSeveral(line) ? line.map(plainSpan).join('') : plainSpan(line);

const isSeveral = (line: Line): line is readonly Span[] => Array.isArray(line);

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('code' in span) return span.code;
  if ('strong' in span) return span.strong;
  if ('person' in span) return span.person;
  if ('usergroup' in span) return span.usergroup;
  return 'channel' in span ? span.channel : span.time.toISOString();
}
