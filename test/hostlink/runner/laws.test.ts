/** What holds for every plan, in every shell: fresh, again, failing anywhere, past the point of no return. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { attach, resume, unwind } from '../../../hostlink/runner/runner.ts';
import type { Step } from '../../../hostlink/steps/define-step.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type World } from '../../support/runner-world.ts';
import { type shellNames, shellsTried } from '../../support/shells.ts';
import {
  type Trouble,
  testAbsent,
  testBothThing,
  testFile,
  testKeepingThing,
  testLastingThing,
  testLinkThing,
  testRegistryThing,
  testSeenThing,
  testStickyThing,
  testThing,
} from '../../support/test-steps.ts';

const worlds: World[] = [];
const newWorld = (shell: (typeof shellNames)[number]): World => {
  const world = makeWorld(shell);
  worlds.push(world);
  return world;
};
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

const things = [testThing, testRegistryThing, testLinkThing, testBothThing] as const;

/** Plans as lists of which kind each step is; the last number stands for a file. */
const kindLists = fc.array(fc.integer({ min: 0, max: things.length }), {
  minLength: 1,
  maxLength: 5,
});

const steps = (
  world: World,
  list: readonly number[],
  failing?: { readonly at: number; readonly trouble: Trouble },
): readonly Step[] =>
  list.map((kind, index) => {
    const path = world.at(`${index}`);
    const thing = things[kind];
    if (thing === undefined && failing?.at !== index) {
      return testFile.step({ path, text: `text ${index}\n` });
    }
    return (thing ?? testThing).step({
      path,
      text: `thing ${index}`,
      ...(failing?.at === index
        ? { trouble: failing.trouble, blocker: `${world.directory}/blocker` }
        : {}),
    });
  });

for (const shell of shellsTried) {
  describeReal(`the runner's laws under ${shell}`, [shell], () => {
    test('a fresh run brings all about; a second finds all, and changes nothing', async () => {
      await fc.assert(
        fc.asyncProperty(kindLists, async (list) => {
          const world = newWorld(shell);
          const guards = [testAbsent.guard({ path: world.at('nothing') })];
          const plan = world.plan({ steps: steps(world, list), guards });
          const first = await world.run(plan);
          expect(first.end).toEqual({ kind: 'ended', outcome: 'done' });
          expect(outline(first.events).filter((line) => line.startsWith('done'))).toHaveLength(
            list.length,
          );
          const made = world.dump();
          const second = await world.run(plan);
          expect(second.end).toEqual({ kind: 'ended', outcome: 'done' });
          expect(outline(second.events).filter((line) => /^(found|started)/.test(line))).toEqual(
            list.map((_, index) => `found ${index + 1}`),
          );
          expect(world.dump()).toEqual(made);
        }),
        { numRuns: 8 },
      );
    });

    test('a failure at any step, of any kind, leaves the tree as it was', async () => {
      const troubles = ['fails', 'half', 'lies'] as const;
      await fc.assert(
        fc.asyncProperty(
          kindLists,
          fc.nat(),
          fc.constantFrom(...troubles),
          async (list, anywhere, trouble) => {
            const world = newWorld(shell);
            writeFileSync(`${world.directory}/blocker`, '');
            const failing = { at: anywhere % list.length, trouble };
            // One thing is there already: it is found, and no unwinding may touch it.
            const before = testThing.step({ path: world.at('before'), text: 'before' });
            await world.run(world.plan({ steps: [before] }));
            const dumped = world.dump();
            const plan = world.plan({ steps: [before, ...steps(world, list, failing)] });
            const { end, events } = await world.run(plan);
            expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
            expect(outline(events)).toContain('found 1');
            expect(
              outline(events).some((line) => line.startsWith(`failed ${failing.at + 2} `)),
            ).toBe(true);
            expect(world.dump()).toEqual(dumped);
          },
        ),
        { numRuns: 12 },
      );
    });

    test.each([
      { trouble: 'fails', outcome: 'unwound', stays: false },
      { trouble: 'half', outcome: 'stuck', stays: true },
    ] as const)(
      'what cannot be taken back since it is seen: one that $trouble ends $outcome',
      async ({ trouble, outcome, stays }) => {
        const world = newWorld(shell);
        const blocker = `${world.directory}/blocker`;
        writeFileSync(blocker, '');
        const plan = world.plan({
          steps: [
            testThing.step({ path: world.at('0'), text: '0' }),
            testSeenThing.step({ path: world.at('1'), text: '1', trouble, blocker }),
          ],
        });
        const { operation, end } = await world.run(plan);
        expect(end).toEqual({ kind: 'ended', outcome });
        expect(existsSync(world.at('0'))).toBe(stays);
        if (stays)
          await expect(unwind(world.link, operation)).rejects.toThrow(
            expect.objectContaining({ code: 'zmgr::operation::past-return' }),
          );
      },
    );

    test.each([testLastingThing, testSeenThing])(
      'past the point of no return, a $kind, nothing is unwound, and resume ends as an undisturbed run',
      async (lasting) => {
        const world = newWorld(shell);
        const blocker = `${world.directory}/blocker`;
        writeFileSync(blocker, '');
        const plan = world.plan({
          steps: [
            testThing.step({ path: world.at('0'), text: '0' }),
            lasting.step({ path: world.at('1'), text: '1' }),
            testRegistryThing.step({ path: world.at('2'), text: '2', trouble: 'half', blocker }),
            testFile.step({ path: world.at('3'), text: '3' }),
          ],
        });
        const { operation, end, events } = await world.run(plan);
        expect(end).toEqual({ kind: 'ended', outcome: 'stuck' });
        expect(outline(events)).toContain('failed 3 apply 5 partial');
        expect(outline(events).some((line) => line.startsWith('und'))).toBe(false);
        await expect(unwind(world.link, operation)).rejects.toThrow(
          expect.objectContaining({ code: 'zmgr::operation::past-return' }),
        );
        rmSync(blocker);
        const later: string[] = [];
        const resumed = await resume(world.link, operation, {
          from: events.length,
          onEvent: (event) => later.push(...outline([event])),
        });
        expect(resumed).toEqual({ kind: 'ended', outcome: 'done' });
        expect(later.filter((line) => !line.startsWith('locked'))).toEqual([
          'claimed resume',
          'started 3',
          'done 3',
          'started 4',
          'done 4',
          'end done',
        ]);
        const undisturbed = newWorld(shell);
        await undisturbed.run(
          undisturbed.plan({
            steps: plan.steps.map((step) => ({
              ...step,
              args: {
                ...step.args,
                path: String(step.args.path).replace(world.tree, undisturbed.tree),
              },
            })),
          }),
        );
        expect(world.dump()).toEqual(undisturbed.dump());
      },
    );

    test('a step that keeps, and an undo that fails, leave the operation stuck', async () => {
      const world = newWorld(shell);
      const blocker = `${world.directory}/blocker`;
      writeFileSync(blocker, '');
      const first = testThing.step({ path: world.at('0'), text: '0' });
      const keeping = await world.run(
        world.plan({
          steps: [
            first,
            testKeepingThing.step({ path: world.at('1'), text: '1', trouble: 'fails', blocker }),
          ],
        }),
      );
      expect(keeping.end).toEqual({ kind: 'ended', outcome: 'stuck' });
      expect(world.dump()).toHaveLength(2);
      expect(await unwind(world.link, keeping.operation)).toEqual({
        kind: 'ended',
        outcome: 'unwound',
      });
      expect(world.dump()).toEqual([]);

      const sticky = await world.run(
        world.plan({
          steps: [
            first,
            testStickyThing.step({ path: world.at('1'), text: '1' }),
            testThing.step({ path: world.at('2'), text: '2', trouble: 'fails', blocker }),
          ],
        }),
      );
      expect(sticky.end).toEqual({ kind: 'ended', outcome: 'stuck' });
      expect(outline(sticky.events)).toContain('failed 2 undo 1 present');
      // What stands under the step that could not be taken back stays too.
      expect(outline(sticky.events)).not.toContain('undoing 1');
      rmSync(blocker);
      expect(await resume(world.link, sticky.operation)).toEqual({
        kind: 'ended',
        outcome: 'done',
      });
      expect(await attach(world.link, sticky.operation)).toEqual({
        kind: 'ended',
        outcome: 'done',
      });
    });

    test('a guard that no longer holds makes the operation stale, and nothing is done', async () => {
      const world = newWorld(shell);
      writeFileSync(world.at('taken'), '');
      const before = world.dump();
      const plan = world.plan({
        steps: [testThing.step({ path: world.at('0'), text: '0' })],
        guards: [
          testAbsent.guard({ path: world.at('free') }),
          testAbsent.guard({ path: world.at('taken') }),
        ],
      });
      const { operation, end, events } = await world.run(plan);
      expect(end).toEqual({ kind: 'ended', outcome: 'stale' });
      expect(outline(events)).toContain('stale 2 changed');
      expect(world.dump()).toEqual(before);
      expect(await resume(world.link, operation)).toEqual({ kind: 'ended', outcome: 'stale' });
    });

    test('what is somebody else’s is neither changed nor taken back', async () => {
      const world = newWorld(shell);
      writeFileSync(world.at('1'), 'theirs');
      const before = world.dump();
      const plan = world.plan({
        steps: [
          testThing.step({ path: world.at('0'), text: '0' }),
          testFile.step({ path: world.at('1'), text: 'ours' }),
        ],
      });
      const { end, events } = await world.run(plan);
      expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      expect(outline(events)).toContain('failed 2 check 0 foreign');
      expect(world.dump()).toEqual(before);
    });
  });
}
