/** Options by getopt(3C): single letters, those with a colon take a value, and the first operand ends them. */

export interface Options {
  /** By letter; an option without a value has the empty string. */
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** The first letter that is unknown, or that lacks its value. */
  readonly bad: { readonly letter: string; readonly lacksValue: boolean } | undefined;
}

/** The last of an option that is given several times counts. */
export function parseOptions(argv: readonly string[], letters: string): Options {
  const { values, ...rest } = parseRepeated(argv, letters);
  return {
    ...rest,
    options: new Map([...values].map(([letter, all]) => [letter, all.at(-1) ?? ''])),
  };
}

export interface RepeatedOptions extends Omit<Options, 'options'> {
  /** By letter, in their order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** For options that may be given several times. */
export function parseRepeated(argv: readonly string[], letters: string): RepeatedOptions {
  const values = new Map<string, string[]>();
  const give = (letter: string, value: string) =>
    values.set(letter, [...(values.get(letter) ?? []), value]);
  let at = 0;
  for (; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    for (let place = 1; place < word.length; place += 1) {
      const letter = word.charAt(place);
      const known = letter === ':' ? -1 : letters.indexOf(letter);
      if (known === -1)
        return { values, operands: argv.slice(at), bad: { letter, lacksValue: false } };
      if (letters.charAt(known + 1) !== ':') {
        give(letter, '');
        continue;
      }
      const attached = word.slice(place + 1);
      const value = attached === '' ? argv[at + 1] : attached;
      if (value === undefined) return { values, operands: [], bad: { letter, lacksValue: true } };
      if (attached === '') at += 1;
      give(letter, value);
      break;
    }
  }
  return { values, operands: argv.slice(at), bad: undefined };
}
