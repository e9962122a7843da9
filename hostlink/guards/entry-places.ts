/** entry.places: where the entry is to be changed, it says what was read. Elsewhere people may write what they like. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { hunk, hunksProbe } from '../steps/entry-edit.ts';
import { defineGuard } from './define-guard.ts';

export const entryPlaces = defineGuard({
  kind: 'entry.places',
  args: z.object({ zone: zoneName, path: absolutePath, hunks: z.array(hunk).min(1).readonly() }),
  locks: ['registry'],
  title: ({ zone }) => `Nobody has changed these places in the entry of ${zone}`,
  holds: ({ path, hunks }) => hunksProbe(path, hunks, { before: 'present', after: 'foreign' }),
});
