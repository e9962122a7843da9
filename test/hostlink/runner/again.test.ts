/** A command that is told to wait its turn is run again, for as long as its step says, and no longer. */
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { compile } from '../../../hostlink/runner/compile.ts';
import { submit } from '../../../hostlink/runner/runner.ts';
import { command } from '../../../hostlink/shell/command.ts';
import { defineStep, run } from '../../../hostlink/steps/define-step.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, type World } from '../../support/runner-world.ts';
import { shellsTried } from '../../support/shells.ts';
import { testKinds, testRun } from '../../support/test-steps.ts';

let world: World | undefined;
afterEach(() => world?.remove());

/** Complains until it has been called `calls` times, then makes the mark; what it prints goes to stdout all the time. */
const busyTool = `echo called >> "$1.calls"; echo working
  if [ "$(wc -l <"$1.calls")" -ge "$2" ]; then : > "$1"; else echo "$3" >&2; exit 4; fi`;

const busy = defineStep({
  kind: 'test.run',
  args: z.object({
    mark: z.string(),
    calls: z.string(),
    says: z.string(),
    seconds: z.number(),
    regardless: z.literal(true).optional(),
  }),
  risk: 'routine',
  title: () => 'Wait its turn',
  check: ({ mark }) => ({
    kind: 'file',
    path: mark,
    missing: 'absent',
    texts: [],
    other: 'present',
  }),
  apply: ({ mark, calls, says, seconds, regardless }) => [
    run(command('sh', '-c', busyTool, 'sh', mark, calls, says), {
      again: { complains: 'zone is busy', seconds },
      pardons: 'nothing to do',
      ...(regardless && { regardless }),
    }),
    run(command('sh', '-c', ': > "$1"', 'sh', mark)),
  ],
  undo: ({ mark }) => [run(command('rm', '-f', mark))],
});

for (const shell of shellsTried) {
  describeReal(`run again under ${shell}`, [shell], () => {
    const ends = async (args: {
      calls: string;
      says: string;
      seconds: number;
      regardless?: true;
    }) => {
      const here = makeWorld(shell);
      world = here;
      const operation = here.operation();
      const plan = here.plan({ steps: [testRun.step({ argv: ['true'], mark: here.at('mark') })] });
      const step = busy.step({ mark: here.at('mark'), ...args });
      const kinds = new Map([...testKinds, [busy.kind, busy]]);
      const script = compile({
        plan: { ...plan, steps: [step] },
        operation,
        host: here.link.spec,
        kinds,
        guardKinds: new Map(),
      });
      const events: string[] = [];
      const end = await submit(here.link, operation, script, {
        onEvent: (event) =>
          events.push(
            event.kind === 'failed'
              ? `failed ${event.status}`
              : event.kind === 'said'
                ? event.text
                : event.kind,
          ),
      });
      return { end, events };
    };

    test('until it is its turn', async () => {
      const { end, events } = await ends({
        calls: '4',
        says: 'sorry, the zone is busy now',
        seconds: 10,
      });
      expect(end, events.join('; ')).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('not for any other complaint', async () => {
      const { end, events } = await ends({ calls: '4', says: 'no space left', seconds: 10 });
      expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      expect(events).toContain('failed 4');
      expect(events.filter((text) => text === 'no space left')).toHaveLength(1);
    });

    test('a failure that says there was nothing to do is none', async () => {
      const { end, events } = await ends({
        calls: '9',
        says: 'there is nothing to do',
        seconds: 9,
      });
      expect(end, events.join('; ')).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('what follows it regardless is done, and the check decides', async () => {
      const { end, events } = await ends({
        calls: '4',
        says: 'no space left',
        seconds: 1,
        regardless: true,
      });
      expect(end, events.join('; ')).toEqual({ kind: 'ended', outcome: 'done' });
    });

    test('not for ever', async () => {
      const { end, events } = await ends({ calls: '1000', says: 'the zone is busy', seconds: 1 });
      expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      expect(events).toContain('failed 4');
    });
  });
}
