/**
 * entry.edit: changes what a zone's entry says of some things. Only their places in the file change; what people wrote
 * around them stays, and so does what they write elsewhere meanwhile.
 */
import { z } from 'zod';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, type Probe, type Verdict } from './define-step.ts';

const values = z.array(z.string()).readonly();
export const hunk = z.object({ from: z.string(), to: z.string() }).strict();

export const entryEdit = defineStep({
  kind: 'entry.edit',
  args: z.object({
    zone: zoneName,
    path: absolutePath,
    /** For people: what is said of a thing before and after; nothing where the entry does not speak of it. */
    changes: z.array(z.object({ name: z.string(), from: values, to: values }).strict()).readonly(),
    hunks: z.array(hunk).min(1).readonly(),
  }),
  // A zone that may be destroyed again is one that somebody may destroy.
  risk: ({ changes }) =>
    changes.some(({ name, to }) => name === 'delete-protection' && to[0] !== 'yes')
      ? 'disruptive'
      : 'routine',
  locks: ['registry'],
  title: ({ zone, changes }) =>
    `Write into the entry of ${zone}: ${changes.map(entryChangeInWords).join(', ')}`,
  check: ({ path, hunks }) => hunksProbe(path, hunks, { before: 'absent', after: 'present' }),
  apply: ({ path, hunks }) => [{ kind: 'replace-hunks', path, hunks }],
  undo: ({ path, hunks }) => [
    {
      kind: 'replace-hunks',
      path,
      hunks: hunks.map(({ from, to }) => ({ from: to, to: from })),
    },
  ],
});

export const hunksProbe = (
  path: string,
  hunks: readonly z.infer<typeof hunk>[],
  verdicts: Readonly<Record<'before' | 'after', Verdict>>,
): Probe => ({ kind: 'hunks', path, hunks, ...verdicts, other: 'foreign' });

/** `tags none → web, prod` */
export const entryChangeInWords = ({
  name,
  from,
  to,
}: {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}): string => `${name} ${said(from)} → ${said(to)}`;

const said = (texts: readonly string[]): string => (texts.length === 0 ? 'none' : texts.join(', '));
