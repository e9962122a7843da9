/** file.unnamed: no file of a directory names a thing, as zonebot and zmgr write it; the plan was made by a KDL parser. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineGuard } from './define-guard.ts';

export const fileUnnamed = defineGuard({
  kind: 'file.unnamed',
  args: z.object({
    directory: absolutePath,
    /** `template "oi"` */
    text: z.string().min(1),
  }),
  locks: ['registry'],
  title: ({ directory, text }) => `No file in ${directory} says ${text}`,
  holds: ({ directory, text }) => ({
    kind: 'mention',
    directory,
    suffix: '.kdl',
    texts: [text],
    found: 'foreign',
    none: 'present',
  }),
});
