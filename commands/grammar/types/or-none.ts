/** A value, or `none` for taking away what is there. */
import type { ArgumentType } from '../../argument-type.ts';

export const orNone = <T>({ placeholder, parse }: ArgumentType<T>): ArgumentType<T | null> => ({
  placeholder: `${placeholder}|none`,
  parse: (text) => (/^none$/i.test(text) ? null : parse(text)),
});
