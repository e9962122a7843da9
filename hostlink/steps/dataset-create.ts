/**
 * dataset.create: a dataset for a zone to look after. zfs(8). It says which zone it was made for, so that nobody else's is
 * taken for it; taken back only while nothing lies in or beneath it.
 */
import { z } from 'zod';
import * as zfs from '../illumos/zfs.ts';
import { speltBytes } from '../illumos/zone-limits.ts';
import { datasetName } from '../names/dataset-name.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';

export const datasetCreate = defineStep({
  kind: 'dataset.create',
  args: z.object({
    dataset: datasetName,
    zone: zoneName,
    /** Bytes. */
    quota: z.int().positive().exactOptional(),
  }),
  risk: 'routine',
  title: ({ dataset, zone, quota }) =>
    `Create the dataset ${dataset} for ${zone}${quota === undefined ? '' : `, ${speltBytes(quota)} at most`}`,
  check: ({ dataset, zone }) => ({
    kind: 'command',
    command: zfs.zoneOfDataset(dataset),
    verdicts: [
      [{ exit: 'nonzero', complains: zfs.noSuchDataset }, 'absent'],
      [{ exit: 'zero', equals: zone }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ dataset, zone, quota }) => [run(zfs.createZoneDataset(dataset, zone, quota))],
  undo: ({ dataset }) => [run(zfs.destroyDataset(dataset))],
});
