/** Finds processes of this machine by their arguments. Linux. */
import { readdirSync, readFileSync } from 'node:fs';

/** The first process that has these words, one blank between, somewhere in its arguments. */
export function findProcess(words: string): number | undefined {
  const found = readdirSync('/proc').find((name) => {
    if (!/^[0-9]+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(words);
    } catch {
      return false; // Gone in the meantime.
    }
  });
  return found === undefined ? undefined : Number(found);
}

export const isAlive = (words: string): boolean => findProcess(words) !== undefined;
