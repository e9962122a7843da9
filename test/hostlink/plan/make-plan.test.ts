/** Plans: what follows from the rest is derived, and what is read back is whole. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHostName } from '../../../hostlink/names/host-name.ts';
import {
  makePlan,
  parsePlan,
  pointOfNoReturn,
  printPlan,
} from '../../../hostlink/plan/make-plan.ts';
import type { Step } from '../../../hostlink/steps/define-step.ts';
import { testKinds, testLastingThing, testThing } from '../../support/test-steps.ts';

const draft = (steps: readonly Step[]) => ({
  host: parseHostName('hv-04'),
  verb: 'create',
  subject: 'web01',
  steps,
  guards: [],
  locks: ['zone/web01'],
  chosen: { address: '10.0.0.5' },
  holds: ['10.0.0.5'],
});
const thing = testThing.step({ path: '/a', text: 'b' });
const lasting = testLastingThing.step({ path: '/c', text: 'd' });
const plan = makePlan(draft([thing, lasting]), testKinds);

describe('a plan', () => {
  test('has its highest step’s risk and its point of no return', () => {
    expect(plan.risk).toBe('destructive');
    expect(makePlan(draft([thing]), testKinds).risk).toBe('routine');
    expect(pointOfNoReturn(plan, testKinds)).toEqual({ step: 2, because: 'it is for ever' });
    expect(pointOfNoReturn({ steps: [thing] }, testKinds)).toBeUndefined();
  });

  test('read back is the same, digest and all', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.option(fc.string(), { nil: undefined }),
        (path, text, says) => {
          // An argument that is undefined is as one that was left out.
          const made = makePlan(draft([{ ...thing, args: { path, text, says } }]), testKinds);
          expect(parsePlan(printPlan(made))).toEqual(made);
        },
      ),
    );
  });

  test('has another digest for other steps, and the same for another time, subject or choice', () => {
    expect(makePlan(draft([thing]), testKinds).digest).not.toBe(plan.digest);
    const otherwise = { ...draft([thing, lasting]), chosen: {}, holds: [], subject: 'web02' };
    expect(makePlan(otherwise, testKinds).digest).toBe(plan.digest);
  });

  test.each([
    ['no JSON', '{'],
    ['another version', JSON.stringify({ ...plan, version: 2 })],
    ['something more', JSON.stringify({ ...plan, shell: 'rm -rf /' })],
    ['a lock that is a path', JSON.stringify({ ...plan, locks: ['../../etc'] })],
    ['changed steps', JSON.stringify({ ...plan, steps: [thing] })],
  ])('is not read back from %s', (_, text) => {
    expect(() => parsePlan(text)).toThrow(
      expect.objectContaining({ code: 'zmgr::plan::unreadable' }),
    );
  });

  test('with a step that this release does not know cannot be made', () => {
    const unknown = { kind: 'test.unknown', args: {} };
    expect(() => makePlan(draft([unknown]), testKinds)).toThrow(
      expect.objectContaining({ code: 'zmgr::plan::bad-step' }),
    );
  });
});
