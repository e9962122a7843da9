/** Getting an operation to its host: whole or not at all, once, and whatever becomes of the link. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { parsePlan } from '../../../hostlink/plan/make-plan.ts';
import type { JournalEvent } from '../../../hostlink/runner/events.ts';
import {
  attach,
  cancel,
  readJournal,
  removeOperation,
  resume,
  submit,
} from '../../../hostlink/runner/runner.ts';
import { until } from '../../support/processes.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type World } from '../../support/runner-world.ts';
import { type ShellName, shellsTried } from '../../support/shells.ts';
import { testFile, testLastingThing, testThing } from '../../support/test-steps.ts';

const worlds: World[] = [];
const newWorld = (shell: ShellName): World => {
  const world = makeWorld(shell);
  worlds.push(world);
  return world;
};
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

const simple = (world: World) =>
  world.plan({ steps: [testThing.step({ path: world.at('0'), text: '0' })] });

/** A plan whose second step hangs until `go` is called. */
function hanging(world: World, more: Parameters<World['plan']>[0]['steps'] = []) {
  const blocker = `${world.directory}/blocker`;
  writeFileSync(blocker, '');
  return {
    plan: world.plan({
      steps: [
        testThing.step({ path: world.at('first'), text: '0' }),
        testThing.step({ path: world.at('hangs'), text: '1', trouble: 'hangs', blocker }),
        ...more,
      ],
    }),
    go: () => rmSync(blocker),
  };
}

for (const shell of shellsTried) {
  describeReal(`reaching the runner under ${shell}`, [shell], () => {
    test('one exec carries a plan out; its plan and journal stay, its script does not', async () => {
      const world = newWorld(shell);
      const plan = simple(world);
      const { operation, end } = await world.run(plan);
      expect(end).toEqual({ kind: 'ended', outcome: 'done' });
      expect(world.link.execs()).toBe(1);
      await until('the runner is done', () => !existsSync(`${world.ops(operation)}/script`));
      expect(readdirSync(world.ops(operation)).sort()).toEqual([
        'events',
        'out',
        'plan.json',
        'run',
      ]);
      expect(parsePlan(readFileSync(`${world.ops(operation)}/plan.json`, 'utf8'))).toEqual(plan);
    });

    test('many submits at once, and again after the end, run it once', async () => {
      const world = newWorld(shell);
      const operation = world.operation();
      const script = world.script(simple(world), operation);
      const all = await Promise.all(
        Array.from({ length: 6 }, () => submit(world.link, operation, script)),
      );
      all.push(await submit(world.link, operation, script));
      expect(all).toEqual(all.map(() => ({ kind: 'ended', outcome: 'done' })));
      const { events } = await readJournal(world.link, operation);
      expect(outline(events).filter((line) => line.startsWith('started'))).toEqual(['started 1']);
      expect(outline(events).filter((line) => line.startsWith('claimed'))).toEqual(['claimed run']);
    });

    test('a script cut short is not started', async () => {
      const world = newWorld(shell);
      const operation = world.operation();
      const script = world.script(simple(world), operation);
      const cut = {
        ...world.link,
        exec: (request: Parameters<World['link']['exec']>[0]) =>
          world.link.exec({ ...request, stdin: script.slice(0, -100) }),
      };
      expect((await submit(cut, operation, script)).kind).toBe('unknown');
      expect(await attach(world.link, operation)).toEqual({ kind: 'never-submitted' });
      expect(readdirSync(world.ops(operation))).toEqual([]);
      expect(await submit(world.link, operation, script)).toEqual({
        kind: 'ended',
        outcome: 'done',
      });
    });

    test('a lost link changes nothing: attach goes on where it was', async () => {
      const world = newWorld(shell);
      const { plan, go } = hanging(world);
      const cut = new AbortController();
      const first = await world.run(plan, {
        signal: cut.signal,
        onEvent: (event) => {
          if (event.kind === 'started' && event.step === 2) cut.abort();
        },
      });
      expect(first.end.kind).toBe('unknown');
      go();
      const later: JournalEvent[] = [];
      const end = await attach(world.link, first.operation, {
        from: first.events.length,
        onEvent: (event) => later.push(event),
      });
      expect(end).toEqual({ kind: 'ended', outcome: 'done' });
      expect(later[0]?.seq).toBe(first.events.length + 1);
      expect(outline(later)).toEqual(['done 2', 'end done']);
      expect(world.link.execs()).toBe(2);
    });

    test('a submit cut before its first event is started by whoever attaches', async () => {
      const world = newWorld(shell);
      const operation = world.operation();
      const script = world.script(simple(world), operation);
      // As a submit leaves it that was cut after the script was linked and before the start.
      await submit(world.link, operation, script);
      await until('the runner is done', () => !existsSync(`${world.ops(operation)}/script`));
      for (const name of ['events', 'run', 'out', 'plan.json'])
        rmSync(`${world.ops(operation)}/${name}`, { recursive: true });
      rmSync(world.at('0'), { recursive: true });
      writeFileSync(`${world.ops(operation)}/script`, script);
      expect((await readJournal(world.link, operation)).state).toEqual({ kind: 'not-started' });
      expect(await attach(world.link, operation)).toEqual({ kind: 'ended', outcome: 'done' });
      expect(world.dump()).toHaveLength(2);
    });

    test('cancel stops between steps and takes all back', async () => {
      const world = newWorld(shell);
      const { plan, go } = hanging(world, [testFile.step({ path: world.at('last'), text: '' })]);
      const operation = world.operation();
      const script = world.script(plan, operation);
      const hung = new Promise<void>((resolve) => {
        void submit(world.link, operation, script, {
          onEvent: (event) => {
            if (event.kind === 'started' && event.step === 2) resolve();
          },
        });
      });
      await hung;
      const cancelled = cancel(world.link, operation);
      await until('it was asked', () => existsSync(`${world.ops(operation)}/cancel`));
      go();
      expect(await cancelled).toEqual({ kind: 'ended', outcome: 'cancelled' });
      const { events } = await readJournal(world.link, operation);
      expect(outline(events)).toContain('stopping cancelled');
      expect(outline(events)).not.toContain('started 3');
      expect(world.dump()).toEqual([]);
      expect(await resume(world.link, operation)).toEqual({ kind: 'ended', outcome: 'cancelled' });
    });

    test('cancel past the point of no return is not heeded', async () => {
      const world = newWorld(shell);
      const blocker = `${world.directory}/blocker`;
      writeFileSync(blocker, '');
      const path = world.at('lasting');
      const operation = world.operation();
      const plan = world.plan({
        steps: [
          testLastingThing.step({ path, text: '', trouble: 'hangs', blocker }),
          testThing.step({ path: world.at('1'), text: '1' }),
        ],
      });
      const end = submit(world.link, operation, world.script(plan, operation));
      await until('it hangs', async () =>
        existsSync(`${world.ops(operation)}/events`)
          ? readFileSync(`${world.ops(operation)}/events`, 'utf8').includes('started 1')
          : false,
      );
      const cancelled = cancel(world.link, operation);
      await until('it was asked', () => existsSync(`${world.ops(operation)}/cancel`));
      rmSync(blocker);
      expect(await cancelled).toEqual({ kind: 'ended', outcome: 'done' });
      expect(await end).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('what a host does not know', async () => {
      const world = newWorld(shell);
      const operation = world.operation();
      for (const ask of [attach, cancel, resume])
        expect(await ask(world.link, operation)).toEqual({ kind: 'never-submitted' });
      expect(await readJournal(world.link, operation)).toEqual({
        events: [],
        state: { kind: 'never-submitted' },
      });
      expect(await removeOperation(world.link, operation)).toBe(true);
    });

    test('a state directory that cannot be used is said so', async () => {
      const world = newWorld(shell);
      writeFileSync(`${world.directory}/file`, '');
      const link = world.linkWith({ state: `${world.directory}/file/below` });
      await expect(attach(link, world.operation())).rejects.toThrow(
        expect.objectContaining({ code: 'zmgr::runner::state-directory' }),
      );
    });

    test('the script is for its owner alone', async () => {
      const world = newWorld(shell);
      const { plan, go } = hanging(world);
      const operation = world.operation();
      const end = submit(world.link, operation, world.script(plan, operation));
      await until('it runs', () => existsSync(`${world.ops(operation)}/events`));
      expect(statSync(`${world.ops(operation)}/script`).mode & 0o777).toBe(0o600);
      go();
      expect(await end).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('a journal that no runner writes is unreadable, and nothing is guessed', async () => {
      const world = newWorld(shell);
      const { operation } = await world.run(simple(world));
      const journal = `${world.ops(operation)}/events`;
      writeFileSync(journal, readFileSync(journal, 'utf8').replace('started 1', 'started 2'));
      const end = await attach(world.link, operation);
      expect(end).toMatchObject({ kind: 'unreadable', diagnostic: { code: 'zmgr::journal::bad' } });
    });
  });
}
