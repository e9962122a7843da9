/** registry.text: a file of the registry, which is the bot's own user's, is byte for byte what was read. */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { defineGuard } from './define-guard.ts';

export const registryText = defineGuard({
  kind: 'registry.text',
  args: z.object({ path: absolutePath, text: z.string() }),
  locks: ['registry'],
  title: ({ path }) => `Nobody has changed ${path}`,
  holds: ({ path, text }) => ({
    kind: 'file',
    path,
    missing: 'foreign',
    texts: [[text, 'present']],
    other: 'foreign',
  }),
});
