/**
 * entry.create: writes a zone's entry into the registry, of a new zone before anything else is done, with `state
 * "creating"`. From then on its name and its addresses are taken, for this bot, for others and for people who look. Of a
 * zone that there is already, the entry is settled from the start.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep } from './define-step.ts';

export const entryCreate = defineStep({
  kind: 'entry.create',
  args: z.object({
    zone: zoneName,
    path: absolutePath,
    /** The whole file. */
    text: z.string(),
    /** The file once the zone is ready (see entry.settle): as good as the first text when the same plan runs again. */
    settled: z.string(),
  }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ zone, text, settled }) =>
    text === settled ? `Write an entry of ${zone}` : `Reserve ${zone} in the registry`,
  check: ({ path, text, settled }) => ({
    kind: 'file',
    path,
    missing: 'absent',
    texts: [
      [text, 'present'],
      [settled, 'present'],
    ],
    other: 'foreign',
  }),
  apply: ({ path, text }) => [{ kind: 'create-file', path, text, mode: '0644' }],
  undo: ({ path, text }) => [{ kind: 'remove-file', path, texts: [text] }],
});
