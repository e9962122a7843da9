/** ZFS datasets. */
import type { Explanations } from './explanation.ts';

export const datasetDiagnostics = {
  'zmgr::dataset::bad-name': {
    happened: 'The name is no dataset that ZFS could have. zfs(8).',
    remedy: 'Write it like `rpool/zones/web01`.',
  },
  'zmgr::dataset::in-use': {
    happened:
      'A dataset that a zone is to look after is, or lies above or below, one that a zone has already. Two zones that write to one file system spoil it.',
    remedy: 'Name another dataset. `{zone}` in the name of a template gives each zone its own.',
  },
  'zmgr::dataset::inherits-mountpoint': {
    happened:
      'A dataset that a zone is to look after inherits its mountpoint from the dataset above it, and zoneadm gives no such one to a zone.',
    remedy: 'Set it on the host, once nothing there uses it: `zfs set mountpoint=none <dataset>`.',
  },
  'zmgr::dataset::no-parent': {
    happened: 'A dataset was to be made for a zone, and the one that it would lie in is not there.',
    remedy: 'Make that one on the host, or correct the name.',
  },
  'zmgr::dataset::not-for-zones': {
    happened:
      'A whole zpool, or a boot environment of the host, was to be given to a zone, which could then destroy it.',
    remedy: 'Name a dataset of its own, like `rpool/data/web01`.',
  },
} satisfies Explanations;
