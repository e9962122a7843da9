/**
 * file.put: a file of root's (below /etc, below a zonepath) gets another text, is made, or goes; root does it, whole or
 * not at all.
 *
 *     filePut.step({ path, old: null, new: text, owner: 'root:root', mode: '0644' })           a new file
 *     filePut.step({ path, within: `${zonepath}/root`, old, new: text, … })                    in a zone that is down
 *     filePut.step({ path, old: text, new: null, … })                                           away with it
 *
 * A file that was there keeps its owner and mode. Nothing of it can be half done, since it is renamed: its check knows no
 * `partial`. Who depends on another's area (`dhcp`, `nat`) says so by `lock`.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { areaLocks, defineStep } from './define-step.ts';

export const filePut = defineStep({
  kind: 'file.put',
  args: z
    .object({
      path: absolutePath,
      within: absolutePath.optional(),
      /** The whole file as it is now; null where there is none. */
      old: z.string().nullable(),
      new: z.string().nullable(),
      /** Of a file that is made, also when it is put back. */
      owner: z.string().regex(/^[a-z][a-z0-9_-]*:[a-z][a-z0-9_-]*$/),
      mode: z.string().regex(/^0?[0-7]{3}$/),
      lock: z.enum(areaLocks).optional(),
    })
    .strict(),
  risk: 'routine',
  locks: ({ lock }) => (lock === undefined ? [] : [lock]),
  title: ({ path, old, new: text }) => {
    if (text === null) return `Remove ${path}`;
    return old === null ? `Write ${path}` : `Change ${path}`;
  },
  check: ({ path, within, old, new: text }) => ({
    kind: 'root-file',
    path,
    within,
    missing: missingIs(old, text),
    texts: [
      ...(text === null ? [] : [[text, 'present'] as const]),
      ...(old === null ? [] : [[old, 'absent'] as const]),
    ],
    other: 'foreign',
  }),
  apply: ({ old, new: text, lock: _, ...where }) => [
    { kind: 'put-file', from: old, to: text, ...where },
  ],
  undo: ({ old, new: text, lock: _, ...where }) => [
    { kind: 'put-file', from: text, to: old, ...where },
  ],
});

function missingIs(old: string | null, text: string | null) {
  if (text === null) return 'present';
  return old === null ? 'absent' : 'foreign';
}
