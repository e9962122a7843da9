/**
 * Arguments of verbs, as values: parsing, usage lines, help and the values that a verb is handed come from them. What
 * travels between storeys and lies in the store is `ArgumentTexts`, what a person typed; values are made from it anew
 * each time, so that nothing stored is ever believed.
 */
import type { ArgumentType } from './argument-type.ts';
import { booleanWord } from './grammar/types/boolean-word.ts';

export interface Argument<T> {
  /**
   * positional: a word after the verb · rest: all words that are left · option: `key=value` · flag: `--key`, or
   * `key=yes` · list: `key=a,b`, or repeated.
   */
  readonly kind: 'positional' | 'rest' | 'option' | 'flag' | 'list';
  readonly type: ArgumentType<unknown>;
  readonly summary: string;
  readonly required: boolean;
  /** `hv-04/web01` may be written for it; the verb then has an option `host` that takes the first half. */
  readonly mayNameHost: boolean;
  /** Set for a flag that means no when it is left out; any other then means what its verb says. */
  readonly isNoWhenLeftOut?: true;
  /** @throws Diagnostic as its type does. */
  readonly read: (texts: readonly string[]) => T;
}

export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** What was typed, by argument: plain JSON. An argument that was left out has no key. */
export type ArgumentTexts = Readonly<Record<string, readonly string[]>>;

type ValueOf<A> = A extends Argument<infer T> ? T : never;
type MayBeMissing<A extends Arguments> = {
  [K in keyof A]: undefined extends ValueOf<A[K]> ? K : never;
}[keyof A];

/** The values of arguments, by their names. What was left out is missing, not undefined. */
export type Values<A extends Arguments> = {
  readonly [K in Exclude<keyof A, MayBeMissing<A>>]: ValueOf<A[K]>;
} & {
  readonly [K in MayBeMissing<A>]?: Exclude<ValueOf<A[K]>, undefined>;
};

/** @throws Diagnostic as the arguments' types do. */
export function valuesOf<A extends Arguments>(args: A, texts: ArgumentTexts): Values<A> {
  const values: Record<string, unknown> = {};
  for (const [name, argument] of Object.entries(args)) {
    const value = argument.read(texts[name] ?? []);
    if (value !== undefined) values[name] = value;
  }
  return values as Values<A>;
}

/** A required word after the verb. */
export const positional = <T>(type: ArgumentType<T>, summary: string): Argument<T> => ({
  kind: 'positional',
  type,
  summary,
  required: true,
  mayNameHost: false,
  read: ([text]) => type.parse(text ?? ''),
});

/** A required zone: `web01`, or `hv-04/web01` to say on which host. */
export const target = <T>(type: ArgumentType<T>, summary: string): Argument<T> => ({
  ...positional(type, summary),
  mayNameHost: true,
});

/** A word after the verb that may be left out. As with every place, `key=value` says it too. */
export const optionalPositional = <T>(
  type: ArgumentType<T>,
  summary: string,
): Argument<T | undefined> => ({ ...option(type, summary), kind: 'positional' });

/** A zone that may be left out: `web01`, or `hv-04/web01`. */
export const optionalTarget = <T>(
  type: ArgumentType<T>,
  summary: string,
): Argument<T | undefined> => ({ ...optionalPositional(type, summary), mayNameHost: true });

/** All words after the verb; none is fine. */
export const rest = <T>(type: ArgumentType<T>, summary: string): Argument<readonly T[]> => ({
  kind: 'rest',
  type,
  summary,
  required: false,
  mayNameHost: false,
  read: (texts) => texts.map(type.parse),
});

/** `key=value`, once. */
export const option = <T>(type: ArgumentType<T>, summary: string): Argument<T | undefined> => ({
  kind: 'option',
  type,
  summary,
  required: false,
  mayNameHost: false,
  read: ([text]) => (text === undefined ? undefined : type.parse(text)),
});

/** The same, and it can't be left out: `key=value`, or a list of one at least. */
export const needed = <T>(argument: Argument<T>): Argument<Exclude<T, undefined>> => ({
  ...argument,
  required: true,
  read: (texts) => {
    const value = argument.read(texts);
    if (value === undefined) throw new TypeError(`${argument.summary} was left out`);
    return value as Exclude<T, undefined>;
  },
});

/** `--key` or `key=yes`; `key=no` says no, which is not the same as leaving it out. */
export const flag = (summary: string): Argument<boolean | undefined> => ({
  ...option(booleanWord, summary),
  kind: 'flag',
});

/** A flag that is either said or not: leaving it out says no. */
export const toggle = (summary: string): Argument<boolean | undefined> => ({
  ...flag(summary),
  isNoWhenLeftOut: true,
});

/** `key=a,b`, or repeated. Empty when left out. */
export const list = <T>(type: ArgumentType<T>, summary: string): Argument<readonly T[]> => ({
  ...rest(type, summary),
  kind: 'list',
});
