/**
 * entry.settle: takes the line with the state out of a zone's entry: an entry without one is ready. Only that line
 * changes; what a person wrote into the file meanwhile stays.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep } from './define-step.ts';

export const entrySettle = defineStep({
  kind: 'entry.settle',
  args: z.object({
    zone: zoneName,
    path: absolutePath,
    /** The line with the state, exactly. */
    line: z.string(),
    /** The line before it, after which an undo puts it back. */
    after: z.string(),
  }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ zone }) => `Mark the entry of ${zone} ready`,
  check: ({ path, line }) => ({
    kind: 'line',
    path,
    line,
    // Whoever removed the entry meanwhile took back what this step is about.
    missing: 'foreign',
    has: 'absent',
    hasNot: 'present',
  }),
  apply: ({ path, line }) => [{ kind: 'drop-line', path, line }],
  undo: ({ path, line, after }) => [{ kind: 'insert-line', path, after, line }],
});
