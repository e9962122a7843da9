/** entry.text: the zone's entry is, byte for byte, what was read. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineGuard } from './define-guard.ts';

export const entryText = defineGuard({
  kind: 'entry.text',
  args: z.object({ zone: zoneName, path: absolutePath, text: z.string() }),
  locks: ['registry'],
  title: ({ zone }) => `Nobody has changed the entry of ${zone}`,
  holds: ({ path, text }) => ({
    kind: 'file',
    path,
    missing: 'foreign',
    texts: [[text, 'present']],
    other: 'foreign',
  }),
});
