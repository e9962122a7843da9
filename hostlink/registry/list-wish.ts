/** What is to become of a list that a file says: all of it, or what comes to it and what goes. */
import { Diagnostic } from '../diagnostic.ts';

export type ListWish<T = string> =
  | { readonly kind: 'whole'; readonly values: readonly T[] }
  | { readonly kind: 'edit'; readonly add: readonly T[]; readonly remove: readonly T[] };

/**
 * The list as wished: each thing once, what stays in its order, what is new behind it.
 * @param words how a thing is told, by which two are the same
 * @throws Diagnostic `zmgr::registry::not-in-list` for what is to go and is not there: it may be a slip
 */
export function wishedList<T>(
  now: readonly T[],
  wish: ListWish<T>,
  words: (thing: T) => string,
  name: string,
): readonly T[] {
  const once = (things: readonly T[]): readonly T[] => [
    ...new Map(things.map((thing) => [words(thing), thing])).values(),
  ];
  if (wish.kind === 'whole') return once(wish.values);
  const there = now.map(words);
  const missing = wish.remove.map(words).find((word) => !there.includes(word));
  if (missing !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::registry::not-in-list',
      message: `${missing} is to go from ${name}, and does not stand there`,
      help:
        there.length === 0
          ? `It has no ${name}.`
          : `There stand: ${there.slice(0, 10).join(', ')}${there.length > 10 ? ', …' : ''}.`,
    });
  }
  const gone = new Set(wish.remove.map(words));
  return once([...now.filter((thing) => !gone.has(words(thing))), ...wish.add]);
}
