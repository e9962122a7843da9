/**
 * The names that a person may have meant. Every "unknown name" diagnostic of the project offers these.
 */
import damerauLevenshtein from 'damerau-levenshtein';

const maxDistance = 2;
const maxOffered = 3;

/**
 * At most three candidates, best first: those within two typing slips (Damerau-Levenshtein, letter case aside) and
 * those that the word is the beginning of.
 */
export function nearest(word: string, candidates: Iterable<string>): readonly string[] {
  const wanted = word.toLowerCase();
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(candidates)) {
    const distance = distanceOf(wanted, name.toLowerCase());
    if (distance !== undefined) found.push({ name, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, maxOffered)
    .map(({ name }) => name);
}

function distanceOf(wanted: string, name: string): number | undefined {
  const isBeginning = wanted !== '' && name.startsWith(wanted);
  const otherwise = isBeginning ? maxDistance + 1 : undefined;
  // The package fills a whole matrix, so that lengths are compared first.
  if (Math.abs(wanted.length - name.length) > maxDistance) return otherwise;
  const { steps } = damerauLevenshtein(wanted, name);
  // Two slips turn any two letters into any other two: at least one must be right.
  const isNear = steps <= maxDistance && steps < Math.max(wanted.length, name.length);
  return isNear || wanted === name ? steps : otherwise;
}

/**
 * Whether a word is most likely this name, mistyped: two slips in a long name, one in a short one. Stricter than what
 * is offered as nearest, for where nobody asked: `note` is a word of its own, not `net`.
 */
export function isLikelySlip(word: string, name: string): boolean {
  const allowed = name.length > 5 ? maxDistance : 1;
  return (
    word !== name &&
    Math.abs(word.length - name.length) <= allowed &&
    damerauLevenshtein(word, name).steps <= allowed
  );
}
