/** A disk that is full before the start, or fills up on the way: no new step starts, what was done is taken back, and the
 * journal tells it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { type FollowEnd, readJournal, resume, submit } from '../../../hostlink/runner/runner.ts';
import { type SmallDisk, smallDisk } from '../../support/full-disk.ts';
import { until } from '../../support/processes.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type World } from '../../support/runner-world.ts';
import { type ShellName, shellsTried } from '../../support/shells.ts';
import { testFile, testLastingThing, testRun, testThing } from '../../support/test-steps.ts';

let world: World | undefined;
let disk: SmallDisk | undefined;
afterEach(() => {
  disk?.remove();
  world?.remove();
  disk = undefined;
});

async function newWorld(shell: ShellName) {
  const made = makeWorld(shell);
  const small = await smallDisk(made.state, '400k');
  world = made;
  disk = small;
  const link = made.linkWith({ through: small.through });
  return { ...made, link, see: small.see };
}

/** Fills the state directory to the last byte. */
const fill = (state: string) =>
  `i=0; while [ $i -lt 9 ]; do i=$((i + 1)); dd if=/dev/zero of="${state}/fill" bs=64 count=100000 2>/dev/null; cat "${state}/fill" >>"${state}/more" 2>/dev/null; done; true`;

/** Enough steps for the journal to outgrow the page that tmpfs has given it. */
const manyFiles = (here: World) =>
  Array.from({ length: 80 }, (_, index) =>
    testFile.step({ path: here.at(`file${index}`), text: '' }),
  );

const root = process.getuid?.() === 0;
const requirements = root ? ['unshare', 'nsenter', 'mount'] : ['a root user'];

for (const shell of shellsTried) {
  describeReal(`a full disk under ${shell}`, [shell, ...requirements], () => {
    test('that fills up while a step runs: all is taken back, and said', async () => {
      const here = await newWorld(shell);
      const operation = here.operation();
      const plan = here.plan({
        steps: [
          testThing.step({ path: here.at('1'), text: '1' }),
          testRun.step({ argv: ['sh', '-c', fill(here.state)], mark: here.at('2') }),
          ...manyFiles(here),
        ],
      });
      const end = await submit(here.link, operation, here.script(plan, operation));
      expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      const { events } = await readJournal(here.link, operation);
      expect(outline(events)).toEqual(
        expect.arrayContaining(['stopping disk-full', 'undone 2', 'undone 1', 'end unwound']),
      );
      expect(outline(events)).not.toContain('started 82');
      expect(here.dump()).toEqual([]);
      expect(readFileSync(here.see(`${here.ops(operation)}/events`), 'utf8')).toContain('!\n');
    });

    test('past the point of no return: stuck, and resume goes on once there is room', async () => {
      const here = await newWorld(shell);
      const operation = here.operation();
      const plan = here.plan({
        steps: [
          testLastingThing.step({ path: here.at('1'), text: '1' }),
          testRun.step({ argv: ['sh', '-c', fill(here.state)], mark: here.at('2') }),
          ...manyFiles(here),
        ],
      });
      const end = await submit(here.link, operation, here.script(plan, operation));
      expect(end).toEqual({ kind: 'ended', outcome: 'stuck' });
      for (const name of ['fill', 'more'])
        rmSync(here.see(`${here.state}/${name}`), { force: true });
      expect(await resume(here.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('before the start: nothing is begun', async () => {
      const here = await newWorld(shell);
      const operation = here.operation();
      const plan = here.plan({ steps: [testThing.step({ path: here.at('1'), text: '1' })] });
      const script = here.script(plan, operation);
      // Room for the script, and for little more: not for the reserve.
      writeFileSync(
        here.see(`${here.state}/fill`),
        Buffer.alloc(400 * 1024 - script.length - 60_000),
      );
      let end: FollowEnd | undefined;
      let refused: unknown;
      try {
        end = await submit(here.link, operation, script);
      } catch (error) {
        refused = error;
      }
      if (end === undefined) expect(refused).toMatchObject({ code: 'zmgr::runner::not-kept' });
      else expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      expect(here.dump()).toEqual([]);
      await until('nothing runs', async () => {
        const { state } = await readJournal(here.link, operation);
        return state.kind !== 'running';
      });
    });

    test('without room for the script: refused, with what to look at', async () => {
      const here = await newWorld(shell);
      const operation = here.operation();
      writeFileSync(here.see(`${here.state}/fill`), Buffer.alloc(392 * 1024));
      const plan = here.plan({ steps: [testThing.step({ path: here.at('1'), text: '1' })] });
      const submitted = submit(here.link, operation, here.script(plan, operation));
      await expect(submitted).rejects.toThrow(
        expect.objectContaining({ code: 'zmgr::runner::not-kept' }),
      );
      expect(here.dump()).toEqual([]);
    });
  });
}
