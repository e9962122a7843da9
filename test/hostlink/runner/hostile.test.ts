/** Values that would be dangerous as shell text, patterns or options arrive as they are, wherever a plan holds them. */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { parsePlan } from '../../../hostlink/plan/make-plan.ts';
import { readable } from '../../../hostlink/runner/said.ts';
import { describeReal } from '../../support/real.ts';
import { makeWorld, outline, type World } from '../../support/runner-world.ts';
import { shellsTried } from '../../support/shells.ts';
import {
  testFile,
  testRun,
  testThing,
  testUnclear,
  testUnspoken,
} from '../../support/test-steps.ts';

let world: World | undefined;
afterEach(() => world?.remove());

const values = [
  "it's",
  '"double"',
  '$(touch owned)',
  '`touch owned`',
  '$IFS',
  'a\nb',
  'a\n\n',
  '\n',
  ' leading and trailing ',
  '-n',
  '--',
  '-rf',
  '\\',
  '\\n\\t\\0101',
  "\\'",
  'a\rb\r',
  '*?[a-z]',
  '~root',
  '#!sh',
  '!!',
  '%s%n%d',
  'été 網路 🦓',
  '\u202egnp',
  '\u001b[2J',
  'x'.repeat(63),
  '; exit 1',
  '&& false',
  '| cat',
  '> owned',
  '<<EOF',
  'EOF',
  'PLAN',
  '}',
  "'; exit 9; '",
  '',
];

for (const shell of shellsTried) {
  describeReal(`hostile values under ${shell}`, [shell], () => {
    test('in paths, texts, commands and guards, they do what plain ones do', async () => {
      world = makeWorld(shell);
      const named = values.filter((value) => value !== '');
      const plan = world.plan({
        steps: [
          ...named.map((value) => testThing.step({ path: world?.at(value) ?? '', text: value })),
          ...values.map((text, index) =>
            testFile.step({ path: world?.at(`f${index}`) ?? '', text }),
          ),
          ...values.map((text, index) =>
            testRun.step({
              argv: ['printf', '%s|%s\n', text, text],
              mark: world?.at(`r${index}`) ?? '',
            }),
          ),
        ],
        guards: values
          .filter((value) => value.length > 3)
          .map((text) => testUnspoken.guard({ directory: world?.tree ?? '', suffix: text, text })),
      });
      const { end, operation, events } = await world.run(plan);
      expect(outline(events).filter((line) => /^(failed|said|stale)/.test(line))).toEqual([]);
      expect(end).toEqual({ kind: 'ended', outcome: 'done' });
      for (const value of named)
        expect(readFileSync(`${world.at(value)}/text`, 'utf8')).toBe(value);
      values.forEach((value, index) => {
        expect(readFileSync(world?.at(`f${index}`) ?? '', 'utf8')).toBe(value);
        const number = named.length + values.length + index + 1;
        const printed = readFileSync(`${world?.ops(operation)}/out/${number}`, 'utf8');
        expect(printed).toBe(`${value}|${value}\n`);
      });
      expect(parsePlan(readFileSync(`${world.ops(operation)}/plan.json`, 'utf8'))).toEqual(plan);
      for (const directory of [world.tree, world.state, world.ops(operation)])
        expect(existsSync(`${directory}/owned`)).toBe(false);
    });

    test('what a failed step prints comes to the journal, its last eight lines, escaped and cut', async () => {
      world = makeWorld(shell);
      const lines = [
        'gone',
        'gone too',
        ...values.filter((value) => !value.includes('\n') && value.trim() !== '').slice(0, 6),
        'y'.repeat(3000),
        '12 2026-11-21T07:30:00Z end done',
      ];
      const plan = world.plan({
        steps: [
          testThing.step({
            path: world.at('0'),
            text: '',
            trouble: 'fails',
            blocker: world.state,
            says: lines.join('\n'),
          }),
        ],
      });
      const { end, events } = await world.run(plan);
      expect(end).toEqual({ kind: 'ended', outcome: 'unwound' });
      const said = events.flatMap((event) => (event.kind === 'said' ? [event.text] : []));
      expect(said).toHaveLength(8);
      expect(said.map(readable)).toEqual(lines.slice(-8).map((line) => line.slice(0, 1000)));
    });

    test('what an unclear check complained of is said', async () => {
      world = makeWorld(shell);
      const { events } = await world.run(
        world.plan({
          steps: [testUnclear.step({ says: 'zoneadm: it is on fire!\n\u001b[1mreally\n' })],
        }),
      );
      expect(outline(events)).toEqual(
        expect.arrayContaining([
          'failed 1 check 7 unclear',
          'said 1 zoneadm: it is on fire\\041',
          'said 1 \\033[1mreally',
        ]),
      );
    });

    test('a step that prints without end is kept to its last 16 MiB', async () => {
      world = makeWorld(shell);
      const { operation, end } = await world.run(
        world.plan({
          steps: [
            testRun.step({
              argv: ['sh', '-c', 'head -c 20000000 /dev/zero | tr "\\0" x; echo the end'],
              mark: world.at('0'),
            }),
          ],
        }),
      );
      expect(end).toEqual({ kind: 'ended', outcome: 'done' });
      const kept = readFileSync(`${world.ops(operation)}/out/1`, 'utf8');
      expect(kept).toHaveLength(16 * 1024 * 1024);
      expect(kept.endsWith('xthe end\n')).toBe(true);
    });
  });
}
