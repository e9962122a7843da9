/** The package ships no types. */
declare module 'damerau-levenshtein' {
  /** `steps`: insertions, deletions, substitutions and swaps of neighbours that turn one text into the other. */
  function damerauLevenshtein(
    one: string,
    other: string,
  ): { readonly steps: number; readonly relative: number; readonly similarity: number };
  export = damerauLevenshtein;
}
