/** Area locks are held as long as they are needed, and only ever taken in the one order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lockSpans } from '../../../hostlink/runner/lock-spans.ts';
import { type AreaLock, areaLocks } from '../../../hostlink/steps/define-step.ts';

test('a guard’s lock is held until the first step that needs it is through', () => {
  expect(
    lockSpans({ whole: [], guards: ['registry'], steps: [[], ['registry'], [], ['registry']] }),
  ).toEqual([['registry'], ['registry'], ['registry'], [], ['registry']]);
  expect(lockSpans({ whole: [], guards: ['links'], steps: [[]] })).toEqual([['links'], []]);
});

test('a lock that comes before one that is held is taken before it', () => {
  expect(lockSpans({ whole: [], guards: ['links'], steps: [['registry'], ['links']] })).toEqual([
    ['registry', 'links'],
    ['registry', 'links'],
    ['links'],
  ]);
});

test('a long step without locks holds none', () => {
  expect(lockSpans({ whole: [], guards: [], steps: [['registry'], [], ['registry']] })[2]).toEqual(
    [],
  );
});

test('for all needs: what is needed is held, what guards need is never let go before, and order is kept', () => {
  const some = fc.subarray<AreaLock>([...areaLocks]);
  fc.assert(
    fc.property(some, some, fc.array(some, { maxLength: 8 }), (whole, guards, steps) => {
      const held = lockSpans({ whole, guards, steps });
      expect(held).toHaveLength(steps.length + 1);
      [guards, ...steps].forEach((needs, at) => {
        for (const lock of [...needs, ...whole]) expect(held[at]).toContain(lock);
      });
      for (const lock of guards) {
        const first = steps.findIndex((needs) => needs.includes(lock));
        for (let at = 0; at <= first + 1; at += 1) expect(held[at]).toContain(lock);
      }
      for (let at = 1; at < held.length; at += 1) {
        const before = held[at - 1] ?? [];
        const kept = before.filter((lock) => held[at]?.includes(lock));
        for (const taken of (held[at] ?? []).filter((lock) => !before.includes(lock)))
          for (const lock of kept)
            expect(areaLocks.indexOf(taken)).toBeGreaterThan(areaLocks.indexOf(lock));
      }
    }),
  );
});
