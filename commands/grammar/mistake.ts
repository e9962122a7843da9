/** A diagnostic about a command line: it knows the line as typed and the column at fault. */
import { Diagnostic, type DiagnosticFields } from '../../hostlink/diagnostic.ts';

/** What a command line is called in locations. */
export const commandSource = '/zone';

/** @param column from 1; one behind the end where something is missing. */
export function mistake(
  typed: string,
  column: number,
  fields: Omit<DiagnosticFields, 'location'>,
): Diagnostic {
  return new Diagnostic({
    ...fields,
    location: { source: commandSource, line: 1, column, text: typed },
  });
}
