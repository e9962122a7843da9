/**
 * zone.seed: a file in the root of a zone that has not been booted yet: its name, or what it does by itself at its first
 * boot. Its secrets stand in the plan by their hashes. Written once the root is mounted, which it is after an install, and
 * not after a reboot of the host until the zone was ready.
 */
import { z } from 'zod';
import * as zoneadm from '../illumos/zoneadm.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { secretReference } from '../plan/secret.ts';
import { quote } from '../shell/quote.ts';
import { defineStep } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';

const seedArguments = z
  .object({
    zone: zoneName,
    /** Of the zone, on the host. */
    root: absolutePath,
    path: absolutePath,
    mode: z.string().regex(/^0[0-7]{3}$/),
    /** A clone brings along the file of the zone that it was made from; it goes, whatever it says. */
    instead: z.boolean().exactOptional(),
    text: z.array(z.union([z.string(), secretReference])).readonly(),
  })
  .strict();
type Seed = z.infer<typeof seedArguments>;

/** Without values, as everywhere but in what is compiled for a host, a secret is told by its hash. */
const textOf = ({ text }: Seed): string =>
  text
    .map((part) => (typeof part === 'string' ? part : quote(part.value ?? `secret ${part.secret}`)))
    .join('');

const ofRoot = { owner: 'root:root' } as const;

export const zoneSeed = defineStep({
  kind: 'zone.seed',
  args: seedArguments,
  risk: 'routine',
  title: ({ zone, root, path }) => `Write ${path.slice(root.length)} of ${zone}`,
  check: (seed) => ({
    kind: 'root-file',
    path: seed.path,
    within: seed.root,
    mounted: true,
    missing: 'absent',
    texts: [[textOf(seed), 'present']],
    other: seed.instead === true ? 'absent' : 'foreign',
  }),
  apply: (seed) => [
    // A zone that was ready leaves its root mounted.
    {
      kind: 'see-mounted',
      path: seed.root,
      commands: [zoneadm.ready(seed.zone), zoneadm.halt(seed.zone)],
      ...unlessBusy,
    },
    ...(seed.instead === true
      ? [{ kind: 'clear-root-file' as const, path: seed.path, within: seed.root }]
      : []),
    {
      kind: 'put-file',
      path: seed.path,
      within: seed.root,
      from: null,
      to: textOf(seed),
      mode: seed.mode,
      ...ofRoot,
    },
  ],
  undo: (seed) => [
    {
      kind: 'put-file',
      path: seed.path,
      within: seed.root,
      from: textOf(seed),
      to: null,
      mode: seed.mode,
      ...ofRoot,
    },
  ],
});
