/** file.text: a file of root's is, byte for byte, what was read. */
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
      text: z.string(),
      lock: z.enum(areaLocks).optional(),
    })
    .strict(),
  locks: ({ lock }) => (lock === undefined ? [] : [lock]),
  title: ({ path }) => `Nobody has changed ${path}`,
  holds: ({ path, within, text }) => ({
    kind: 'root-file',
    path,
    within,
    missing: 'foreign',
    texts: [[text, 'present']],
    other: 'foreign',
  }),
});
