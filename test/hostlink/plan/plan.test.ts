import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import { digestOf, planSchema } from '../../../hostlink/plan/plan.ts';

const covered = {
  host: parseHostName('hv-04'),
  verb: 'create',
  steps: [
    { kind: 'vnic.create', args: { link: 'web01_0', over: 'stub0' } },
    { kind: 'zone.boot', args: { zone: 'web01' } },
  ],
  guards: [{ kind: 'zone.absent', args: { zone: 'web01' } }],
};

/** The same value with its keys in another order, all the way down. */
const reordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reordered)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, its]) => [key, reordered(its)]),
        )
      : value;

describe('the digest of a plan', () => {
  it('is what is approved, as canonical JSON', () => {
    // By another hand: RFC 8785 sorts keys and leaves no space; sha256sum of that.
    expect(digestOf(covered)).toBe(
      'fb900e255229e72ea96858c62e82f00bcad983ca38b627b7aae7af99e82b99a2',
    );
  });

  it.each([
    ['another host', { host: parseHostName('hv-05') }],
    ['another verb', { verb: 'destroy' }],
    ['another order of steps', { steps: covered.steps.toReversed() }],
    ['a step less', { steps: covered.steps.slice(1) }],
    [
      'another argument',
      { steps: [{ kind: 'vnic.create', args: { link: 'web01_1', over: 'stub0' } }] },
    ],
    ['no guards', { guards: [] }],
  ])('is another for %s', (_, change) => {
    expect(digestOf({ ...covered, ...change })).not.toBe(digestOf(covered));
  });

  it('is the same whatever else a plan holds, and after a trip through JSON', () => {
    // zod drops a key called __proto__, and no step has one.
    const key = fc.string().filter((text) => text !== '__proto__');
    const leaf = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, leaf));
    const item = fc.record({ kind: fc.string(), args: fc.dictionary(key, value) });
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 4 }),
        fc.array(item, { maxLength: 3 }),
        fc.array(fc.string()),
        (steps, guards, holds) => {
          const digest = digestOf({ ...covered, steps, guards });
          const plan = {
            ...covered,
            version: 1,
            subject: 'web01',
            steps,
            guards,
            locks: ['zone/web01'],
            risk: 'routine',
            chosen: { address: '10.1.0.10' },
            holds,
            digest,
          };
          const read = planSchema.parse(JSON.parse(JSON.stringify(reordered(plan))));
          expect(digestOf(read)).toBe(digest);
        },
      ),
    );
  });
});

describe('a plan read back', () => {
  const plan = {
    ...covered,
    version: 1,
    subject: 'web01',
    locks: ['zone/web01'],
    risk: 'routine',
    chosen: {},
    holds: [],
    lockTimeout: 60,
    digest: digestOf(covered),
  };
  it('is taken as it was written', () => {
    expect(planSchema.parse(plan)).toEqual(plan);
  });
  it.each([
    ['a later version', { version: 2 }],
    ['a lock that would be a path', { locks: ['zone/../x'] }],
    ['a hidden lock', { locks: ['zone/.x'] }],
    ['an unknown risk', { risk: 'none' }],
    ['a host that is no name', { host: 'a b' }],
    ['something more', { shell: 'rm -rf /' }],
  ])('is refused with %s', (_, change) => {
    expect(planSchema.safeParse({ ...plan, ...change }).success).toBe(false);
  });
});
