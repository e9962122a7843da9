/** Argument types for words and texts that need no rule of their own. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ArgumentType } from '../../argument-type.ts';

/** Any word: a topic of help, a brand, something to look for. */
export const word = (placeholder: string): ArgumentType<string> => ({
  placeholder,
  parse: (text) => text,
});

/** A free text for people: a reason. */
export const text: ArgumentType<string> = { ...word('text'), isProse: true };

/** A whole number from 1, at most `most`. */
export const count = (most: number): ArgumentType<number> => ({
  placeholder: 'number',
  parse: (typed) => {
    const value = /^[0-9]{1,6}$/.test(typed) ? Number(typed) : 0;
    if (value < 1 || value > most) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-number',
        message: `"${typed.slice(0, 80)}" is no number from 1 to ${most}`,
        help: `Write a whole number, for example ${Math.min(20, most)}.`,
      });
    }
    return value;
  },
});
