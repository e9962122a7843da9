/**
 * Names of ZFS file systems and volumes, `pool/a/b`, by pool_namecheck() and dataset_namecheck() in illumos'
 * zfs_namecheck.c. Snapshots (`@`) and bookmarks (`#`) are no datasets here.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type DatasetName = Branded<string, 'DatasetName'>;

/** ZFS_MAX_DATASET_NAME_LEN is 256 with the NUL. */
const maxLength = 255;

/** Words of `zpool create` that can begin no pool name (zpool(8)). */
const reservedPools = /^(mirror|raidz|draid|spare|log|c[0-9])/;

/** Why a text cannot name a dataset, or undefined when it can. */
export function datasetNameFault(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.length > maxLength)
    return `has ${text.length} characters, at most ${maxLength} are allowed`;
  const components = text.split('/');
  if (components.includes('')) return 'has an empty part: no "/" at its ends, and no "//"';
  if (components.some((part) => part === '.' || part === '..'))
    return 'must not have "." or ".." as a part';
  if (!components.every((part) => /^[A-Za-z0-9_.: -]+$/.test(part)))
    return 'must hold only letters, digits, "_", ".", ":", "-" and spaces';
  if (!/^[A-Za-z]/.test(text)) return 'must begin with a letter';
  if (reservedPools.test(text)) return 'begins with a word that ZFS keeps for itself';
  return undefined;
}

/** @throws Diagnostic `zmgr::dataset::bad-name` */
export function parseDatasetName(text: string): DatasetName {
  const fault = datasetNameFault(text);
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::dataset::bad-name',
      message: `The dataset name "${text.slice(0, 80)}" ${fault}`,
      help: 'Write a name like rpool/zones/web01.',
    });
  }
  return text as DatasetName;
}

/** For schemas: the same rule. */
export const datasetName = z
  .string()
  .refine((text) => datasetNameFault(text) === undefined, 'not a dataset name')
  .transform((text) => text as DatasetName);
