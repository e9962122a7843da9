/** file.text: a file of root's is, byte for byte, what was read; null: there is none. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { areaLocks } from '../steps/define-step.ts';
import { defineGuard } from './define-guard.ts';

export const fileText = defineGuard({
  kind: 'file.text',
  args: z
    .object({
      path: absolutePath,
      within: absolutePath.optional(),
      text: z.string().nullable(),
      lock: z.enum(areaLocks).optional(),
    })
    .strict(),
  locks: ({ lock }) => (lock === undefined ? [] : [lock]),
  title: ({ path, text }) =>
    text === null ? `There is no ${path} yet` : `Nobody has changed ${path}`,
  holds: ({ path, within, text }) => ({
    kind: 'root-file',
    path,
    within,
    missing: text === null ? 'present' : 'foreign',
    texts: text === null ? [] : [[text, 'present']],
    other: 'foreign',
  }),
});
