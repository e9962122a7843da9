/** One operation's journal on a host, as lines: whether it is the one that an undisturbed operation writes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Leak } from './leak.ts';

/** Kinds and fields of its events in order; none while there is no journal. */
export function journalWords(state: string, operation: string): readonly string[] {
  const file = join(state, 'ops', operation, 'events');
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, 'utf8').split('\n').slice(1, -1);
  return whole.map((line) =>
    line
      .split(' ')
      .slice(2)
      .join(' ')
      .replace(/^(claimed \w+) .*/, '$1'),
  );
}

export const hasEnd = (words: readonly string[]): boolean =>
  words.some((word) => word.startsWith('end '));

export function journalFaults(
  operation: string,
  words: readonly string[],
  undisturbed: readonly string[],
  zone: string,
): readonly Leak[] {
  const leaks: Leak[] = [];
  const say = (what: string) => leaks.push({ kind: 'journal', what: `${operation}: ${what}` });
  const ends = words.filter((word) => word.startsWith('end ')).length;
  if (ends !== 1) say(`${ends} ends`);
  // Whom it had to wait for is nobody's fault.
  const plain = words
    .filter((word) => !word.startsWith('waiting '))
    .map((word) => word.replaceAll(zone, '<zone>'));
  if (plain.join('\n') !== undisturbed.join('\n'))
    say(`${plain.join(', ')} instead of ${undisturbed.join(', ')}`);
  return leaks;
}
