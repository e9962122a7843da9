/**
 * dataset.untied: nobody holds or has cloned a snapshot below this dataset, but for those that were seen and are no
 * hindrance. More snapshots of it change nothing.
 */
import { z } from 'zod';
import * as datasets from '../illumos/zone-datasets.ts';
import { datasetName } from '../names/dataset-name.ts';
import { defineGuard } from './define-guard.ts';

export const datasetUntied = defineGuard({
  kind: 'dataset.untied',
  args: z.object({
    dataset: datasetName,
    /** Lines of zone-datasets.ts' tiesOf that are none of others. */
    ties: z.array(z.string()),
  }),
  title: ({ dataset }) => `No snapshot of ${dataset} is held, or has been cloned`,
  holds: ({ dataset, ties }) => ({
    kind: 'command',
    command: datasets.tiesOf(dataset),
    verdicts: [
      [{ exit: 'zero', eachLine: ties }, 'present'],
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
});
