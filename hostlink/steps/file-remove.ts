/** file.remove: takes a file out of the registry, if it is word for word what was planned for. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineStep } from './define-step.ts';

export const fileRemove = defineStep({
  kind: 'file.remove',
  args: z.object({
    path: absolutePath,
    /** The whole file as it must be. */
    text: z.string(),
  }),
  // What a file said and people wrote into it is gone, and so is its name.
  risk: 'destructive',
  locks: ['registry'],
  title: ({ path }) => `Remove ${path}`,
  check: ({ path, text }) => ({
    kind: 'file',
    path,
    missing: 'present',
    texts: [[text, 'absent']],
    // Removing it is refused then, in words.
    other: 'absent',
  }),
  apply: ({ path, text }) => [{ kind: 'remove-file', path, texts: [text] }],
  undo: ({ path, text }) => [{ kind: 'create-file', path, text, mode: '0644' }],
});
