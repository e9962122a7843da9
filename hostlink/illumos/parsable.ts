/**
 * The parsable output (-p, -c) that dladm(8) and ipadm(8) share: illumos' lib/libofmt, ofmt.c. Fields are separated by
 * `:`; inside a value `:` and `\` are escaped with `\`, but only when more than one field was asked for: a single field
 * is printed as it is. So always ask for two fields or more, unless no value can hold either character.
 */
import type { SourceLocation } from '../diagnostic.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';

export interface ParsableRow<Field extends string> {
  readonly fields: Readonly<Record<Field, string>>;
  readonly where: SourceLocation;
}

/** @throws Diagnostic `zmgr::host::not-understood` for a line with another number of fields, or an escape ofmt does not make. */
export function parseParsable<const Field extends string>(
  text: string,
  names: readonly [Field, Field, ...Field[]],
  source: string,
): readonly ParsableRow<Field>[] {
  return linesOf(text, source).map((where) => {
    const values = splitFields(where.text);
    if (values === undefined) throw notUnderstood(where, 'holds a "\\" that escapes nothing');
    if (values.length !== names.length) {
      throw notUnderstood(where, `has ${values.length} fields, not ${names.length}`);
    }
    const fields = Object.fromEntries(names.map((name, at) => [name, values[at]]));
    return { fields: fields as Record<Field, string>, where };
  });
}

function splitFields(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  let field = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (character === '\\') {
      at += 1;
      const escaped = line[at];
      if (escaped !== ':' && escaped !== '\\') return undefined;
      field += escaped;
    } else if (character === ':') {
      fields.push(field);
      field = '';
    } else {
      field += character;
    }
  }
  return [...fields, field];
}

/** A line as the tools print it, for a check that compares whole lines. */
export const parsableLine = (values: readonly [string, string, ...string[]]): string =>
  values.map((value) => value.replace(/[:\\]/g, '\\$&')).join(':');
