/** entry.absent: the registry has no entry of this zone. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineGuard } from './define-guard.ts';

export const entryAbsent = defineGuard({
  kind: 'entry.absent',
  args: z.object({ zone: zoneName, path: absolutePath }),
  locks: ['registry'],
  title: ({ zone }) => `${zone} has no entry in the registry`,
  holds: ({ path }) => ({ kind: 'file', path, missing: 'present', texts: [], other: 'foreign' }),
});
