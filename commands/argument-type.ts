/** What a kind of value is: how it is typed, and how it is understood. The kinds are in grammar/types/. */
export interface ArgumentType<T> {
  /** What stands in usage lines: `zone`, `ip`. */
  readonly placeholder: string;
  /** From what was typed to a value. @throws Diagnostic that names what is wrong and says what to write. */
  readonly parse: (text: string) => T;
}
