/** What Slack makes of a typed command, and that nothing typed gets through as a control sequence by itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { VirtualClock } from '../../../playground/slack/clock.ts';
import { escapeCommand } from '../../../playground/slack/interactions/escape.ts';
import { seed } from '../../../playground/slack/seed.ts';
import { Workspace } from '../../../playground/slack/workspace/workspace.ts';
import { readCases } from '../../support/slack-cases.ts';

const workspace = new Workspace(seed, new VirtualClock(0));

const cases = readCases('escaping').map((pair) => z.tuple([z.string(), z.string()]).parse(pair));

test.each(cases)('%s', (typed, arrives) => {
  expect(escapeCommand(typed, workspace)).toBe(arrives);
});

test('what arrives holds no bare < or > but in references', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const rest = escapeCommand(typed, workspace).replaceAll(
        /<(?:@U\w+\|[\w.-]+|#C\w+\|[\w-]+|!subteam\^\w+\|@[\w-]+|mailto:[^<>]+|https?:[^<>]+)>/g,
        '',
      );
      expect(rest).not.toMatch(/[<>]/);
    }),
  );
});
