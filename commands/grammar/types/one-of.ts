/** One word of a closed set, in whatever case it is typed. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { nearest } from '../../../hostlink/nearest.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** @param what names the set in messages: `zone state`. */
export function oneOf<const Word extends string>(
  what: string,
  words: readonly Word[],
): ArgumentType<Word> {
  return {
    placeholder: what.split(' ').at(-1) ?? what,
    choices: { kind: 'words', words },
    parse: (text) => {
      const found = words.find((word) => word === text.toLowerCase());
      if (found === undefined) {
        throw new Diagnostic({
          code: 'zmgr::command::bad-word',
          message: `"${text.slice(0, 80)}" is no ${what}`,
          help: `Write one of: ${words.join(', ')}.`,
          suggestions: nearest(text, words),
        });
      }
      return found;
    },
  };
}
