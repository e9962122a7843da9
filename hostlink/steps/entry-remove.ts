/**
 * entry.remove: takes a zone's entry out of the registry, if it is word for word what was planned for. What a person
 * wrote into it meanwhile is not thrown away.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { type Advice, defineStep } from './define-step.ts';

/** What the runner's remove_file prints of a file that is another one by now. */
const stays = 'was changed by somebody else and stays';

const changed = (path: string): Advice => ({
  says: stays,
  code: 'zmgr::zone::entry-changed',
  message: `Somebody changed ${path} meanwhile, and it was not thrown away`,
  help: `Look at it on the host. If nothing of it is needed, \`rm ${path}\` there and resume the operation.`,
});

export const entryRemove = defineStep({
  kind: 'entry.remove',
  args: z.object({
    zone: zoneName,
    path: absolutePath,
    /** The whole file as it must be. */
    text: z.string(),
  }),
  risk: 'routine',
  locks: ['registry'],
  title: ({ zone }) => `Remove the entry of ${zone}`,
  check: ({ path, text }) => ({
    kind: 'file',
    path,
    missing: 'present',
    texts: [[text, 'absent']],
    // Removing it is refused then, in words.
    other: 'absent',
  }),
  apply: ({ path, text }) => [{ kind: 'remove-file', path, texts: [text] }],
  undo: ({ path, text }) => [{ kind: 'create-file', path, text, mode: '0644' }],
  advice: ({ path }) => [changed(path)],
});
