/** file.absent: nothing has this path, not even a link that leads nowhere. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineGuard } from './define-guard.ts';

export const fileAbsent = defineGuard({
  kind: 'file.absent',
  args: z.object({ path: absolutePath }),
  locks: ['registry'],
  title: ({ path }) => `There is no ${path}`,
  holds: ({ path }) => ({ kind: 'file', path, missing: 'present', texts: [], other: 'foreign' }),
});
