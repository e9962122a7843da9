/** file.create: a new file of the registry, whole. Never over one that is there, and taken back only as it was written. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineStep } from './define-step.ts';

export const fileCreate = defineStep({
  kind: 'file.create',
  args: z.object({
    path: absolutePath,
    /** The whole file. */
    text: z.string(),
  }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ path }) => `Write ${path}`,
  check: ({ path, text }) => ({
    kind: 'file',
    path,
    missing: 'absent',
    texts: [[text, 'present']],
    other: 'foreign',
  }),
  apply: ({ path, text }) => [{ kind: 'create-file', path, text, mode: '0644' }],
  undo: ({ path, text }) => [{ kind: 'remove-file', path, texts: [text] }],
});
