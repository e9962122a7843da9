/**
 * file.edit: changes what a file of the registry says of some things. Only their places change; what people wrote around
 * them stays.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineStep } from './define-step.ts';
import { entryChangeInWords, hunk, hunksProbe } from './entry-edit.ts';

const values = z.array(z.string()).readonly();

export const fileChanges = z
  .array(z.object({ name: z.string(), from: values, to: values }).strict())
  .readonly();

export const fileEdit = defineStep({
  kind: 'file.edit',
  args: z.object({
    path: absolutePath,
    /** For people: what is said of a thing before and after. */
    changes: fileChanges,
    hunks: z.array(hunk).min(1).readonly(),
  }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ path, changes }) => `Write into ${path}: ${changes.map(entryChangeInWords).join('; ')}`,
  check: ({ path, hunks }) => hunksProbe(path, hunks, { before: 'absent', after: 'present' }),
  apply: ({ path, hunks }) => [{ kind: 'replace-hunks', path, hunks }],
  undo: ({ path, hunks }) => [
    { kind: 'replace-hunks', path, hunks: hunks.map(({ from, to }) => ({ from: to, to: from })) },
  ],
});
