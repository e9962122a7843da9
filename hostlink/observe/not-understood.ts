/**
 * What a host printed, line by line, and the diagnostic for a line that is not what its tool is known to print. Parsers
 * are strict: a line they do not understand is shown to a person, never skipped and never guessed at.
 */
import { Diagnostic, type SourceLocation } from '../diagnostic.ts';

/** The lines of an output, as places in it. The newline that ends the last one makes no further line. */
export function linesOf(
  text: string,
  source: string,
): readonly Required<Pick<SourceLocation, 'source' | 'line' | 'text'>>[] {
  if (text === '') return [];
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return lines.map((line, at) => ({ source, line: at + 1, text: line }));
}

/** @param why follows the place: `has 6 fields, not 7 to 9`. */
export function notUnderstood(where: SourceLocation, why: string, cause?: unknown): Diagnostic {
  return new Diagnostic({
    code: 'zmgr::host::not-understood',
    message: `Line ${where.line} of ${where.source} ${why}`,
    help: 'Nothing was guessed. If the line looks right to you, please report it with the release of the host.',
    location: where,
    ...(cause === undefined ? {} : { cause }),
  });
}
