/** Locks: never two holders, whoever dies; waiting says for whom; one that is waited for too long is given up. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type OperationId, operationId } from '../../../hostlink/names/operation-id.ts';
import { cancel, resume, submit, unwind } from '../../../hostlink/runner/runner.ts';
import { shellParts } from '../../../hostlink/runner/shell-parts.ts';
import type { Step } from '../../../hostlink/steps/define-step.ts';
import { killGroup, until } from '../../support/processes.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type World } from '../../support/runner-world.ts';
import { type ShellName, shellsTried } from '../../support/shells.ts';
import { testRegistryThing, testThing } from '../../support/test-steps.ts';

const worlds: World[] = [];
const newWorld = (shell: ShellName): World => {
  const world = makeWorld(shell);
  worlds.push(world);
  return world;
};
afterAll(() => {
  for (const world of worlds) world.remove();
});

/**
 * Takes the lock so many times; whoever finds somebody else inside says so. Every second time it is left locked, by a
 * process that has died: a new one takes its place.
 */
const contender = (operation: string, path: string) => `
PATH='${path}' LC_ALL=C; export PATH LC_ALL
operation=${operation} lock_timeout=60000 whole_locks=
${shellParts('waiting', 'tickets', 'alive', 'journal', 'locks')}
event() { :; }
stop_is_asked() { return 1; }
identify_boot
printf '%s\\n' "$operation $$ 0 $boot" >"$owner"
take demo || exit 9
mkdir inside 2>/dev/null || printf 'two holders\\n' >>races
printf 'x\\n' >>taken
sleep 0.01
rmdir inside 2>/dev/null
[ "$1" = dies ] || give_back demo
`;

for (const shell of shellsTried) {
  describeReal(`locks under ${shell}`, [shell], () => {
    test('a dozen contenders, half of whom die holding it: never two holders', async () => {
      const world = newWorld(shell);
      const { path } = world.link.spec;
      const sh = join(path.split(':')[0] ?? '', 'sh');
      const lives = 4;
      const contend = async (index: number) => {
        const operation = operationId(world.directory, `contender ${index}`);
        mkdirSync(world.ops(operation), { recursive: true });
        // They are to find the dead at once, so that many races take little time.
        const script = contender(operation, path)
          .replace('look_at=500', 'look_at=0')
          .replace('+ 5000', '+ 20');
        writeFileSync(`${world.ops(operation)}/script`, script);
        for (let life = 0; life < lives; life += 1) {
          await new Promise((resolve) => {
            const args = [`ops/${operation}/script`, (index + life) % 2 === 0 ? 'dies' : 'lives'];
            spawn(sh, args, { cwd: world.state, stdio: 'ignore' }).on('close', resolve);
          });
        }
      };
      await Promise.all(Array.from({ length: 12 }, (_, index) => contend(index)));
      expect(readFileSync(`${world.state}/taken`, 'utf8')).toBe('x\n'.repeat(12 * lives));
      expect(() => readFileSync(`${world.state}/races`)).toThrow('ENOENT');
    }, 60_000);

    // The others mostly wait, so they do it together.
    test.concurrent('operations on one zone take turns, and say for whom they wait', async () => {
      const world = newWorld(shell);
      const hung = await hang(world, testThing);
      const second = startRun(world, [testThing.step({ path: world.at('2'), text: '' })]);
      const other = world.plan({
        steps: [testThing.step({ path: world.at('3'), text: '' })],
        locks: ['zone/db01'],
      });
      // A zone of its own waits for nobody.
      expect((await world.run(other)).end).toEqual({ kind: 'ended', outcome: 'done' });
      const waiting = `waiting zone/web01 ${hung.operation}`;
      await until('the second waits', () => journalOf(world, second.operation).includes(waiting));
      hung.go();
      expect(await hung.end).toEqual({ kind: 'ended', outcome: 'done' });
      expect(await second.end).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test.concurrent('a lock waited for too long is given up, and all is taken back', async () => {
      const world = newWorld(shell);
      const hung = await hang(world, testRegistryThing, 'zone/db01');
      const steps = [
        testThing.step({ path: world.at('2'), text: '' }),
        testRegistryThing.step({ path: world.at('3'), text: '' }),
      ];
      const { end, events } = await world.run(world.plan({ steps }), { lockTimeout: 900 });
      expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      expect(outline(events)).toEqual(
        expect.arrayContaining(['stopping lock-timeout', 'undone 1']),
      );
      hung.go();
      await hung.end;
      expect(world.dump()).toHaveLength(2);
    });

    test.concurrent('resume touches nothing without the zone’s lock', async () => {
      const world = newWorld(shell);
      const blocker = `${world.directory}/dies`;
      writeFileSync(blocker, '');
      const steps = [
        testThing.step({ path: world.at('1'), text: '1' }),
        testThing.step({ path: world.at('2'), text: '2', trouble: 'dies', blocker }),
      ];
      const { operation, end } = await world.run(world.plan({ steps }), { lockTimeout: 300 });
      expect(end).toEqual({ kind: 'interrupted' });
      rmSync(blocker);
      const hung = await hang(world, testThing);
      const before = world.dump();
      for (const take of [resume, unwind])
        expect(await take(world.link, operation)).toEqual({ kind: 'ended', outcome: 'stuck' });
      expect(world.dump()).toEqual(before);
      hung.go();
      expect(await hung.end).toEqual({ kind: 'ended', outcome: 'done' });
      expect(await resume(world.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test.concurrent('cancel is heeded while waiting', async () => {
      const world = newWorld(shell);
      const hung = await hang(world, testThing);
      const second = startRun(world, [testThing.step({ path: world.at('2'), text: '' })]);
      await until('it is there', () => journalOf(world, second.operation).includes('claimed'));
      expect(await cancel(world.link, second.operation)).toEqual({
        kind: 'ended',
        outcome: 'cancelled',
      });
      expect(await second.end).toEqual({ kind: 'ended', outcome: 'cancelled' });
      hung.go();
      await hung.end;
    });

    test.concurrent('a killed holder’s locks are taken over', async () => {
      const world = newWorld(shell);
      const hung = await hang(world, testRegistryThing);
      killGroup(Number(/claimed run [0-9]+ ([0-9]+)/.exec(journalOf(world, hung.operation))?.[1]));
      expect(await hung.end).toEqual({ kind: 'interrupted' });
      const { end } = await world.run(
        world.plan({ steps: [testRegistryThing.step({ path: world.at('2'), text: '' })] }),
      );
      expect(end).toEqual({ kind: 'ended', outcome: 'done' });
    });
  });
}

/** Submits and does not wait. */
function startRun(world: World, steps: readonly Step[], lock = 'zone/web01') {
  const operation = world.operation();
  const script = world.script(world.plan({ steps, locks: [lock] }), operation);
  return { operation, end: submit(world.link, operation, script) };
}

/** An operation that hangs in its only step, holding its locks, until it may go. */
async function hang(world: World, kind: typeof testThing, lock = 'zone/web01') {
  const blocker = `${world.directory}/blocker`;
  writeFileSync(blocker, '');
  const step = kind.step({ path: world.at('hangs'), text: '', trouble: 'hangs', blocker });
  const { operation, end } = startRun(world, [step], lock);
  await until('it hangs', () => journalOf(world, operation).includes('started 1'));
  return { operation, end, go: () => rmSync(blocker) };
}

/** Its journal as it stands, empty while there is none. */
function journalOf(world: World, operation: OperationId): string {
  const path = `${world.ops(operation)}/events`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
