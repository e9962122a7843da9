/** publisher.set: a zone that is installed gets packages from one more publisher. pkg(1), on the zone's image. */
import { z } from 'zod';
import * as pkg from '../illumos/pkg.ts';
import * as zoneadm from '../illumos/zoneadm.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, type Manner, run } from './define-step.ts';
import { unlessBusy } from './unless-busy.ts';

const unlessInUse: Manner = { again: { complains: pkg.imageIsBusy, seconds: 300 } };

export const publisherSet = defineStep({
  kind: 'publisher.set',
  args: z
    .object({
      zone: zoneName,
      /** Of the zone, on the host. */
      root: absolutePath,
      publisher: z.string(),
      origin: z.string(),
      sticky: z.boolean(),
    })
    .strict(),
  risk: 'routine',
  locks: ['pkg'],
  title: ({ zone, publisher, origin }) => `Let ${zone} get packages of ${publisher} (${origin})`,
  check: ({ root, publisher: name, ...wish }) => ({
    kind: 'command',
    command: pkg.publishers(root),
    verdicts: [
      [{ exit: 'nonzero', complains: pkg.noImage }, 'absent'],
      ...pkg
        .publisherRows({ name, ...wish })
        .map((row) => [{ exit: 'zero', lines: [row] }, 'present'] as const),
      // Whatever else it has of that name is the image's own, and is replaced.
      [{ exit: 'zero' }, 'absent'],
    ],
  }),
  apply: ({ zone, root, publisher: name, ...wish }) => [
    {
      kind: 'see-mounted',
      path: root,
      commands: [zoneadm.ready(zone), zoneadm.halt(zone)],
      ...unlessBusy,
    },
    run(pkg.setPublisher(root, { name, ...wish }), unlessInUse),
  ],
  undo: ({ root, publisher }) => [
    run(pkg.unsetPublisher(root, publisher), { ...unlessInUse, pardons: pkg.noSuchPublisher }),
  ],
});
