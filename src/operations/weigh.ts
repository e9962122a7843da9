/** What votes come to. Pure: it is asked under the operation's row lock, and once more before anything runs. */
import type { Approval, Consent } from '../../commands/desk.ts';
import type { StoredVote, Weighed } from '../store/votes.ts';

type Ballot = Pick<StoredVote, 'decision' | 'sources'>;

/** One for each person, whatever their accounts: what several of them said, and all through which they are named. */
export function onePerPerson<Vote extends Ballot & Pick<StoredVote, 'by'>>(
  votes: readonly Vote[],
  accountsOf: (user: string) => readonly string[],
): readonly Ballot[] {
  const people = new Map<string, Ballot>();
  for (const { by, decision, sources } of votes) {
    // A no is never outvoted by a yes of the same person.
    const key = `${decision} ${by.team} ${accountsOf(by.user)[0] ?? by.user}`;
    const before = people.get(key)?.sources ?? [];
    people.set(key, { decision, sources: [...new Set([...before, ...sources])] });
  }
  return [...people.values()];
}

/** @param at when the last of them was given */
export function weigh(consent: Consent, votes: readonly Ballot[], at: Date): Weighed {
  // One no is enough, whoever said yes before.
  if (votes.some(({ decision }) => decision === 'deny')) return { to: 'denied' };
  if (!isEnough(consent, votes)) return { to: 'waiting' };
  const startAfter = new Date(at.getTime() + consent.cooldown);
  const startUntil = new Date(startAfter.getTime() + consent.startWithin);
  return { to: 'approved', startAfter, startUntil };
}

type Needed =
  | { readonly kind: 'confirmation' }
  | Pick<Approval, 'kind' | 'quorum' | 'distinctGroups'>;

export function isEnough(needed: Needed, votes: readonly Ballot[]): boolean {
  switch (needed.kind) {
    case 'confirmation':
      return votes.some(({ decision }) => decision === 'confirm');
    case 'approval':
      return yesCount(needed, votes) >= needed.quorum;
    default:
      return needed satisfies never;
  }
}

/** How many of the votes count: each person once, and of distinct groups one each. */
export function yesCount(
  { distinctGroups }: Pick<Approval, 'distinctGroups'>,
  votes: readonly Ballot[],
): number {
  const yes = votes.filter(({ decision }) => decision === 'approve');
  return distinctGroups ? mostDistinct(yes.map(({ sources }) => sources)) : yes.length;
}

/**
 * The most people that can each stand for another source: a maximum matching, found by augmenting paths (Kuhn). Whom two
 * groups name stands for the one that nobody else could stand for.
 */
function mostDistinct(people: readonly (readonly string[])[]): number {
  const standsFor = new Map<string, readonly string[]>();
  const place = (sources: readonly string[], tried: Set<string>): boolean => {
    for (const source of sources) {
      if (tried.has(source)) continue;
      tried.add(source);
      const other = standsFor.get(source);
      if (other === undefined || place(other, tried)) {
        standsFor.set(source, sources);
        return true;
      }
    }
    return false;
  };
  return people.filter((sources) => place(sources, new Set())).length;
}
