/** dataset.mounted: a ZFS file system is mounted at this place. */
import { z } from 'zod';
import * as zfs from '../illumos/zfs.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { datasetName } from '../names/dataset-name.ts';
import { defineGuard } from './define-guard.ts';

export const datasetMounted = defineGuard({
  kind: 'dataset.mounted',
  args: z.object({ dataset: datasetName, mountpoint: absolutePath }),
  title: ({ dataset, mountpoint }) => `The dataset ${dataset} is mounted at ${mountpoint}`,
  holds: ({ dataset, mountpoint }) => ({
    kind: 'command',
    command: zfs.mountOf(dataset),
    verdicts: [
      [{ exit: 'zero', equals: zfs.mountLine(mountpoint) }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
      [{ exit: 'nonzero', complains: zfs.noSuchDataset }, 'absent'],
    ],
  }),
});
