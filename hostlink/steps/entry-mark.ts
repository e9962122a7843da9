/**
 * entry.mark: puts a line with a state into a zone's entry, so that everybody who looks knows that somebody is at work
 * on the zone, and nobody boots it. What people wrote into the file stays as it is.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep } from './define-step.ts';

export const entryMark = defineStep({
  kind: 'entry.mark',
  args: z.object({
    zone: zoneName,
    path: absolutePath,
    /** The word of the state, for people. */
    state: z.enum(['destroying', 'moving']),
    /** The line with the state, exactly. */
    line: z.string(),
    /** The line after which it is put. */
    after: z.string(),
  }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ zone, state }) => `Mark the entry of ${zone} as ${state}`,
  check: ({ path, line }) => ({
    kind: 'line',
    path,
    line,
    // An entry that is gone needs no mark.
    missing: 'present',
    has: 'present',
    hasNot: 'absent',
  }),
  apply: ({ path, line, after }) => [{ kind: 'insert-line', path, after, line }],
  undo: ({ path, line }) => [{ kind: 'drop-line', path, line }],
});
