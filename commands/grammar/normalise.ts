/**
 * From what a person typed to what is read. Telephones turn quotes, hyphens and spaces into prettier ones; copied text
 * brings characters that nobody sees. `typed` is what the person sees, on one line; `text` is what the parser reads.
 */

export interface Normalised {
  readonly typed: string;
  readonly text: string;
  /** For each character (code point) of `text`, its column in `typed`, from 1. */
  readonly columns: readonly number[];
}

/** What looks like nothing: zero-width, bidirectional, variation selectors, control characters, halves of surrogates. */
const unseen = /\p{Default_Ignorable_Code_Point}|\p{Cs}|(?!\s)\p{Cc}/gu;
const doubleQuotes = /[“”„‟]/;
const singleQuotes = /[‘’‚‛]/;
/** En dash, em dash, horizontal bar: what `--` becomes. */
const dashes = /[–—―]/;

/** Idempotent: reading `text` again changes nothing. */
export function normalise(input: string): Normalised {
  const typed = input.replace(unseen, '').normalize('NFC').replace(/\s/g, ' ').trim();
  let text = '';
  const columns: number[] = [];
  [...typed].forEach((character, index) => {
    const read = readAs(character);
    text += read;
    for (const _ of read) columns.push(index + 1);
  });
  return { typed, text, columns };
}

function readAs(character: string): string {
  if (doubleQuotes.test(character)) return '"';
  if (singleQuotes.test(character)) return "'";
  if (dashes.test(character)) return '--';
  return character;
}
