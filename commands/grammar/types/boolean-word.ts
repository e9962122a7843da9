/** yes and no, in the words that people type. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { ArgumentType } from '../../argument-type.ts';

const words = new Map([
  ['yes', true],
  ['true', true],
  ['on', true],
  ['no', false],
  ['false', false],
  ['off', false],
]);

export const isBooleanWord = (text: string): boolean => words.has(text.toLowerCase());

export const booleanWord: ArgumentType<boolean> = {
  placeholder: 'yes|no',
  parse: (text) => {
    const value = words.get(text.toLowerCase());
    if (value === undefined) {
      throw new Diagnostic({
        code: 'zmgr::command::bad-boolean',
        message: `"${text.slice(0, 80)}" is neither yes nor no`,
        help: 'Write yes or no; true, false, on and off do as well.',
      });
    }
    return value;
  },
};
