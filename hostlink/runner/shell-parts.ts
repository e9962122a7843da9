/**
 * The constant shell text of the runner and of the scripts that reach it: sh/*.sh, POSIX sh as ksh93, dash, busybox ash
 * and FreeBSD's sh all read it, put together here and nowhere else.
 */
import { readFileSync } from 'node:fs';

export type ShellPart =
  | 'actions'
  | 'alive'
  | 'follow'
  | 'journal'
  | 'kept'
  | 'locks'
  | 'main'
  | 'outputs'
  | 'probes'
  | 'root-files'
  | 'steps'
  | 'submit'
  | 'tickets'
  | 'waiting';

/** The parts' text, in that order. */
export function shellParts(...parts: readonly ShellPart[]): string {
  return parts
    .map((part) => readFileSync(new URL(`./sh/${part}.sh`, import.meta.url), 'utf8'))
    .join('\n');
}
