/** A line with a state in a zone's entry that has none: where it goes, and what the file is with it. */
import { Diagnostic } from '../diagnostic.ts';
import { parseKdl } from './kdl.ts';
import type { EntryState, ZoneEntry } from './model.ts';
import { readZoneEntry } from './zone-entry.ts';

export interface StateLine {
  readonly line: string;
  /** The line that it is put after: the first of its text in the file. */
  readonly after: string;
  /** The whole file with it. */
  readonly text: string;
}

/**
 * Right after the line that opens the zone. Undefined where no whole line can go there (an entry on one line, one that
 * names a state, were it `ready`, and whatever people write): the entry then stays as it is.
 */
export function stateLine(
  { name, text }: Pick<ZoneEntry, 'name' | 'text'>,
  state: Exclude<EntryState, 'ready'>,
): StateLine | undefined {
  const line = `    state "${state}"`;
  const lines = text.split('\n');
  const opening = parseKdl(name, text).nodes.find((node) => node.name === 'zone')?.line ?? 0;
  const after = lines[opening - 1];
  if (after === undefined || lines.indexOf(after) !== opening - 1) return undefined;
  const marked = [...lines.slice(0, opening), line, ...lines.slice(opening)].join('\n');
  return isMarked({ name, text: marked }, state) ? { line, after, text: marked } : undefined;
}

function isMarked({ name, text }: Pick<ZoneEntry, 'name' | 'text'>, state: EntryState): boolean {
  try {
    return readZoneEntry(parseKdl(name, text), name, () => {}).state === state;
  } catch (error) {
    if (error instanceof Diagnostic) return false;
    throw error;
  }
}
