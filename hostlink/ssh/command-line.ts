/**
 * A script as the one line that sshd hands to the user's login shell, whichever that is. sh, csh and fish agree on so
 * little that only this is used: words between single quotes that hold nothing but printable ASCII without `'`, `\` and
 * `!` (csh substitutes history even there, and fish unescapes backslashes). All else is written in octal, and /bin/sh
 * puts it together again with printf %b, forgetting the pieces (`set --`) before it runs the whole.
 */
import { Diagnostic } from '../diagnostic.ts';

/** What travels: sshd takes packets up to 256 KiB, Linux 128 KiB in one argument. Half of that leaves room. */
export const maxCommandLine = 64 * 1024;

/** csh(1), "Word lengths": 1,024 characters. printf goes through its arguments one by one, so many short ones do. */
const wordLength = 1000;

/** @throws Diagnostic `zmgr::host::script-too-long`, `zmgr::shell::nul` */
export function commandLine(script: string): string {
  if (script.includes('\0')) {
    throw new Diagnostic({ code: 'zmgr::shell::nul', message: 'A script holds a NUL character' });
  }
  const words: string[] = [];
  let word = '';
  for (const byte of Buffer.from(script)) {
    const piece = isHarmless(byte)
      ? String.fromCharCode(byte)
      : `\\0${byte.toString(8).padStart(3, '0')}`;
    if (word.length + piece.length > wordLength) {
      words.push(word);
      word = '';
    }
    word += piece;
  }
  words.push(word);
  const line = `exec /bin/sh -c 'eval "set --;$(printf %b "$@")"' sh ${words.map((one) => `'${one}'`).join(' ')}`;
  if (line.length > maxCommandLine) {
    throw new Diagnostic({
      code: 'zmgr::host::script-too-long',
      message: `A script is ${line.length} bytes long as it travels, and at most ${maxCommandLine} can`,
      help: 'What is longer goes to the script on its standard input.',
    });
  }
  return line;
}

const isHarmless = (byte: number): boolean =>
  byte >= 0x20 && byte <= 0x7e && byte !== 0x21 && byte !== 0x27 && byte !== 0x5c;
