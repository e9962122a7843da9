/** A log that keeps its lines, for tests. */
import { createLog, type Log } from '../../../src/log/log.ts';

export function collectLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ level: 'trace', write: (line) => lines.push(line) }), lines };
}
