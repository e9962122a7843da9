/** ZFS datasets. */
import type { Explanations } from './explanation.ts';

export const datasetDiagnostics = {
  'zmgr::dataset::bad-name': {
    happened: 'The name is no dataset that ZFS could have. zfs(8).',
    remedy: 'Write it like `rpool/zones/web01`.',
  },
} satisfies Explanations;
