/** The runner's process group is killed at every event, and in the middle of steps: the operation is interrupted, no more
 * and no less, and both resume and unwind end as they should. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import {
  attach,
  type FollowEnd,
  readJournal,
  removeOperation,
  resume,
  unwind,
} from '../../../hostlink/runner/runner.ts';
import { killGroup, until } from '../../support/processes.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type Run, type World } from '../../support/runner-world.ts';
import { type ShellName, shellsTried } from '../../support/shells.ts';
import {
  testAbsent,
  testDropLine,
  testFile,
  testLinkThing,
  testThing,
} from '../../support/test-steps.ts';

const worlds: World[] = [];
const newWorld = (shell: ShellName): World => {
  const world = makeWorld(shell);
  worlds.push(world);
  return world;
};
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

const planOf = (world: World) =>
  world.plan({
    steps: [
      testFile.step({ path: world.at('entry'), text: 'a\nstate\nb\n' }),
      testThing.step({ path: world.at('1'), text: '1' }),
      testLinkThing.step({ path: world.at('2'), text: '2' }),
      testDropLine.step({ path: world.at('entry'), after: 'a', line: 'state' }),
    ],
    guards: [testAbsent.guard({ path: world.at('1') })],
  });

/** Runs the plan and kills the runner as soon as event number `at` was seen. */
async function runAndKill(world: World, at: number): Promise<Run> {
  let group = 0;
  return world.run(planOf(world), {
    onEvent: (event) => {
      if (event.kind === 'claimed') group = event.group;
      if (event.seq === at) killGroup(group);
    },
  });
}

/** Runs a plan whose second step kills the runner's group, surely and once. */
async function runAndDie(world: World): Promise<Run> {
  const blocker = `${world.directory}/blocker`;
  writeFileSync(blocker, '');
  const steps = [
    testThing.step({ path: world.at('0'), text: '0' }),
    testThing.step({ path: world.at('1'), text: '1', trouble: 'dies', blocker }),
  ];
  const run = await world.run(world.plan({ steps }));
  rmSync(blocker);
  return run;
}

for (const shell of shellsTried) {
  describeReal(`a killed runner under ${shell}`, [shell], () => {
    test.each(['resume', 'unwind'] as const)(
      'at each event, then %s',
      async (verb) => {
        const undisturbed = newWorld(shell);
        const { events } = await undisturbed.run(planOf(undisturbed));
        let interrupted = 0;
        const crashAt = async (at: number) => {
          const world = newWorld(shell);
          const { operation, end } = await runAndKill(world, at);
          if (end.kind === 'ended') return; // it was faster than the kill
          expect(end).toEqual({ kind: 'interrupted' });
          interrupted += 1;
          expect((await readJournal(world.link, operation)).state).toEqual({ kind: 'interrupted' });
          expect(await removeOperation(world.link, operation)).toBe(false);
          const take: typeof resume = verb === 'resume' ? resume : unwind;
          const outcome = verb === 'resume' ? 'done' : 'unwound';
          expect(await take(world.link, operation)).toEqual({ kind: 'ended', outcome });
          expect(world.dump()).toEqual(verb === 'resume' ? undisturbed.dump() : []);
          expect(await removeOperation(world.link, operation)).toBe(true);
          expect(existsSync(world.ops(operation))).toBe(false);
        };
        // Most of the time is spent waiting, so a few go at a time.
        for (let at = 1; at < events.length; at += 4) {
          const some = [at, at + 1, at + 2, at + 3].filter((one) => one < events.length);
          await Promise.all(some.map(crashAt));
        }
        expect(interrupted).toBeGreaterThan(events.length / 3);
      },
      60_000,
    );

    test.each(['dies', 'dies-half'] as const)(
      'in the middle of a step (%s): judged by its check',
      async (trouble) => {
        const world = newWorld(shell);
        const blocker = `${world.directory}/blocker`;
        const steps = [
          testThing.step({ path: world.at('0'), text: '0' }),
          testThing.step({ path: world.at('1'), text: '1', trouble, blocker }),
        ];
        for (const verb of [unwind, resume]) {
          writeFileSync(blocker, '');
          const { operation, end, events } = await world.run(world.plan({ steps }));
          expect(end).toEqual({ kind: 'interrupted' });
          expect(outline(events).at(-1)).toBe('started 2');
          rmSync(blocker);
          const ended = await verb(world.link, operation);
          expect(ended.kind).toBe('ended');
          expect(world.dump()).toHaveLength(verb === resume ? 4 : 0);
        }
      },
    );

    test('an orphan keeps its operation running until it too has gone', async () => {
      const world = newWorld(shell);
      const blocker = `${world.directory}/blocker`;
      writeFileSync(blocker, '');
      let runner = 0;
      let settled: FollowEnd | undefined;
      const hangs = testThing.step({
        path: world.at('0'),
        text: '0',
        trouble: 'hangs',
        blocker,
        says: 'here I hang',
      });
      const operation = world.operation();
      const following = world.run(world.plan({ steps: [hangs] }), {
        operation,
        onEvent: (event) => {
          if (event.kind === 'claimed') runner = event.pid;
        },
      });
      void following.then(({ end }) => {
        settled = end;
      });
      const output = `${world.ops(operation)}/out/1`;
      const hasPrinted = () => existsSync(output) && readFileSync(output, 'utf8') === 'here I hang';
      await until('the step hangs', () => runner > 0 && hasPrinted());
      // Only the runner itself: its child goes on.
      process.kill(runner, 'SIGKILL');
      const reading = await readJournal(world.link, operation);
      expect(reading.state).toEqual({ kind: 'running' });
      expect(settled).toBeUndefined();
      rmSync(blocker);
      expect((await following).end).toEqual({ kind: 'interrupted' });
      expect(await resume(world.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('a ticket of another boot is dead, whoever has its pid now', async () => {
      const world = newWorld(shell);
      const { operation } = await runAndDie(world);
      const ticket = `${world.ops(operation)}/run/1`;
      const [id, , , ...boot] = readFileSync(ticket, 'utf8').trim().split(' ');
      // This very process, by group: alive, were it not for the boot.
      const group = Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[2]);
      rmSync(ticket);
      writeFileSync(ticket, `${id} 1 ${group} ${boot.join(' ')}\n`);
      expect((await readJournal(world.link, operation)).state).toEqual({ kind: 'running' });
      writeFileSync(ticket, `${id} 1 ${group} before\n`);
      expect((await readJournal(world.link, operation)).state).toEqual({ kind: 'interrupted' });
    });

    test.each(['this boot', 'before'])(
      'a dead runner whose pid came again, of %s, is not taken for the new one',
      async (boot) => {
        const world = newWorld(shell);
        const { operation } = await runAndDie(world);
        const ops = world.ops(operation);
        const ticket = `${ops}/run/1`;
        const [id, , , ...itsBoot] = readFileSync(ticket, 'utf8').trim().split(' ');
        const tells = boot === 'before' ? boot : itsBoot.join(' ');
        rmSync(ticket);
        const { path } = world.link.spec;
        await world.link.exec({
          script: [
            `PATH='${path}'; export PATH; cd '${world.state}'`,
            `printf '%s %s %s %s\\n' ${id} $$ $$ '${tells}' >ops/${id}/owner.$$`,
            `ln ops/${id}/owner.$$ ops/${id}/run/1`,
            `exec sh ops/${id}/script resume own`,
          ].join('\n'),
          deadline: 10_000,
        });
        expect(await attach(world.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
        expect(readFileSync(ticket, 'utf8')).toContain(` ${tells}\n`);
      },
    );

    test('what a kill left of a line is skipped', async () => {
      const world = newWorld(shell);
      const { operation } = await runAndDie(world);
      expect(await attach(world.link, operation)).toEqual({ kind: 'interrupted' });
      const journal = `${world.ops(operation)}/events`;
      writeFileSync(journal, readFileSync(journal, 'utf8').slice(0, -7));
      expect(await resume(world.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
      expect(readFileSync(journal, 'utf8')).toMatch(/[^\n]!\n/);
    });
  });
}
