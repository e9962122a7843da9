/** What votes come to: quorum, the veto, and people of distinct groups. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Approval } from '../../../commands/desk.ts';
import { isEnough, onePerPerson, weigh, yesCount } from '../../../src/operations/weigh.ts';
import { approval, confirmation } from './support/demands.ts';

const at = new Date('2026-11-21T10:00:00Z');
const until = new Date('2026-11-21T12:00:00Z');
const consent = (changes: Partial<Approval> = {}): Approval => {
  const demand = approval(changes);
  if (demand.kind !== 'approval') throw new Error('an approval was asked for');
  return { ...demand.terms, until };
};
const yes = (...sources: string[]) => ({ decision: 'approve', sources }) as const;
const no = { decision: 'deny', sources: [] } as const;

test('a quorum approves, one no denies, fewer wait', () => {
  expect(weigh(consent({ quorum: 2 }), [yes('a')], at)).toEqual({ to: 'waiting' });
  expect(weigh(consent({ quorum: 2 }), [yes('a'), yes('a')], at).to).toBe('approved');
  expect(weigh(consent({ quorum: 2 }), [yes('a'), yes('a'), no], at)).toEqual({ to: 'denied' });
});

test('what is approved begins after its cooldown, and within its time after that', () => {
  const weighed = weigh(consent({ cooldown: 30_000, startWithin: 300_000 }), [yes('a')], at);
  expect(weighed).toEqual({
    to: 'approved',
    startAfter: new Date('2026-11-21T10:00:30Z'),
    startUntil: new Date('2026-11-21T10:05:30Z'),
  });
});

test('a yes of others is no confirmation, and a confirmation no yes', () => {
  const own = confirmation();
  if (own.kind !== 'confirmation') throw new Error('a confirmation was asked for');
  const confirming = { ...own.terms, until };
  const word = { decision: 'confirm', sources: [] } as const;
  expect(weigh(confirming, [yes('a')], at)).toEqual({ to: 'waiting' });
  expect(weigh(confirming, [word], at).to).toBe('approved');
  expect(weigh(consent(), [word], at)).toEqual({ to: 'waiting' });
});

describe('distinct groups', () => {
  const distinct = { distinctGroups: true };

  test('two of one group count once; whom two groups name stands for the one that is free', () => {
    expect(yesCount(distinct, [yes('a'), yes('a')])).toBe(1);
    expect(yesCount(distinct, [yes('a', 'b'), yes('a')])).toBe(2);
    expect(yesCount(distinct, [yes('a'), yes('a', 'b'), yes('b')])).toBe(2);
    expect(yesCount(distinct, [yes('a', 'b'), yes('b', 'c'), yes('a')])).toBe(3);
    expect(yesCount(distinct, [yes()])).toBe(0);
  });

  test('as many as can be told apart, in whatever order they said it', () => {
    const people = fc.array(fc.subarray(['a', 'b', 'c', 'd']), { maxLength: 6 });
    /** By trying everything. */
    const most = (rest: readonly (readonly string[])[], taken: readonly string[]): number => {
      const [first, ...others] = rest;
      if (first === undefined) return 0;
      const free = first.filter((source) => !taken.includes(source));
      return Math.max(
        most(others, taken),
        ...free.map((source) => 1 + most(others, [...taken, source])),
      );
    };
    fc.assert(
      fc.property(people, (sources) => {
        expect(
          yesCount(
            distinct,
            sources.map((each) => yes(...each)),
          ),
        ).toBe(most(sources, []));
      }),
    );
  });

  test('is what a quorum is counted by', () => {
    const rule = consent({ quorum: 2, distinctGroups: true });
    expect(isEnough(rule, [yes('a'), yes('a')])).toBe(false);
    expect(isEnough(rule, [yes('a'), yes('b')])).toBe(true);
  });
});

describe('one person with several accounts', () => {
  const accountsOf = (user: string) => (['U1', 'U2'].includes(user) ? ['U1', 'U2'] : [user]);
  const said = (user: string, decision: 'approve' | 'deny', ...sources: string[]) => ({
    by: { team: 'T1', user },
    decision,
    sources,
  });

  test('counts once, for whatever names one of the accounts', () => {
    const votes = [said('U1', 'approve', 'a'), said('U2', 'approve', 'b'), said('U3', 'approve')];
    const people = onePerPerson(votes, accountsOf);
    expect(people.map(({ sources }) => sources)).toEqual([['a', 'b'], []]);
    expect(isEnough(consent({ quorum: 3 }), people)).toBe(false);
    expect(isEnough(consent({ quorum: 2 }), people)).toBe(true);
    expect(yesCount({ distinctGroups: true }, people)).toBe(1);
  });

  test('of whom one account says no has said no', () => {
    const people = onePerPerson([said('U1', 'approve'), said('U2', 'deny')], accountsOf);
    expect(weigh(consent(), people, at)).toEqual({ to: 'denied' });
  });
});
