/**
 * Output of dladm(8) and ipadm(8), by illumos-gate usr/src/lib/libofmt/common/ofmt.c: a table for people, or with -p fields separated by
 * colons, in the order asked for. A single field is printed as it is; among several, `:` and `\` get a backslash.
 */
import type { ToolCall } from '../calls/call.ts';

export interface Field {
  readonly name: string;
  readonly width: number;
}

export interface Table {
  readonly fields: readonly Field[];
  /** Names of the fields that a person sees who asks for none. */
  readonly usual: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export interface TableWish {
  /** Comma-separated names as typed after -o, in any case; or undefined. */
  readonly wanted: string | undefined;
  readonly parsable: boolean;
}

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll(':', '\\:');

/** @returns the exit status. */
export function printTable(call: ToolCall, table: Table, { wanted, parsable }: TableWish): number {
  if (parsable && wanted?.toLowerCase() === 'all') {
    call.complain(`${call.tool}: 'all' is not a valid output format in parsable mode`);
    return 1;
  }
  const names =
    wanted === undefined
      ? table.usual
      : wanted.toLowerCase() === 'all'
        ? table.fields.map(({ name }) => name)
        : wanted.split(',').map((name) => name.toUpperCase());
  const chosen: Field[] = [];
  for (const name of names) {
    const field = table.fields.find((one) => one.name === name);
    if (field === undefined) {
      call.complain(`${call.tool}: unknown output field: \`${name}'`);
      return 1;
    }
    chosen.push(field);
  }
  if (parsable) {
    for (const row of table.rows) {
      const values = chosen.map(({ name }) => row[name] ?? '');
      call.print(values.length === 1 ? (values[0] ?? '') : values.map(escaped).join(':'));
    }
    return 0;
  }
  const line = (values: readonly string[]) =>
    values
      .map((value, at) => value.padEnd((chosen[at]?.width ?? 0) - 1))
      .join(' ')
      .trimEnd();
  call.print(line(chosen.map(({ name }) => name)));
  for (const row of table.rows)
    call.print(
      line(chosen.map(({ name }) => ((row[name] ?? '') === '' ? '--' : (row[name] ?? '')))),
    );
  return 0;
}
