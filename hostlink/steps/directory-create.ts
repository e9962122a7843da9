/** directory.create: a directory in one that there is. One that is there already is used, and never taken back. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineStep } from './define-step.ts';

export const directoryCreate = defineStep({
  kind: 'directory.create',
  args: z.object({ path: absolutePath }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ path }) => `Make the directory ${path}`,
  check: ({ path }) => ({
    kind: 'directory',
    path,
    missing: 'absent',
    found: 'present',
    other: 'foreign',
  }),
  apply: ({ path }) => [{ kind: 'create-directory', path, mode: '0755' }],
  undo: ({ path }) => [{ kind: 'remove-directory', path }],
});
