/**
 * The one place where a value becomes shell text. POSIX sh, "Quoting": between single quotes every character stands
 * for itself, and a single quote cannot occur; so it is closed, escaped and opened again.
 */
import { Diagnostic } from '../diagnostic.ts';

/** Words that need no quotes in any POSIX shell: kept bare, so that scripts stay readable. */
const plain = /^[A-Za-z0-9_@%+:,./-]+$/;

/**
 * One word for a POSIX shell.
 * @throws Diagnostic `zmgr::shell::nul` for a NUL, which no argument can hold.
 */
export function quote(word: string): string {
  if (word.includes('\0')) {
    throw new Diagnostic({
      code: 'zmgr::shell::nul',
      message: 'A command argument holds a NUL character',
    });
  }
  return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line from its arguments. */
export function quoteAll(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}
