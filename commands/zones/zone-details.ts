/**
 * What only the host of a zone can tell of it: what it uses, how its services are, what it takes on disk. A second exec,
 * on that host alone; each detail that can't be read is an answer of its own.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type ZoneCounters, zoneCounters } from '../../hostlink/illumos/kstat.ts';
import { type ZoneLoad, zoneLoad } from '../../hostlink/illumos/prstat.ts';
import {
  type Service,
  type ServiceTrouble,
  zoneServices,
  zoneServiceTroubles,
} from '../../hostlink/illumos/svcs.ts';
import { datasetAt, type ZoneDataset } from '../../hostlink/illumos/zfs-space.ts';
import { parseAbsolutePath } from '../../hostlink/names/absolute-path.ts';
import { type Attempt, attempted } from '../../hostlink/observe/attempt.ts';
import type { Desk } from '../desk.ts';
import type { FoundZone } from './found-zone.ts';

/** Of a zone that runs. */
export interface InnerDetails {
  readonly load: Attempt<ZoneLoad | undefined>;
  readonly counters: Attempt<ZoneCounters>;
  readonly services: Attempt<readonly Service[]>;
  readonly troubles: Attempt<readonly ServiceTrouble[]>;
}

export interface ZoneDetails {
  readonly dataset: Attempt<ZoneDataset>;
  readonly inside?: InnerDetails;
}

/** @returns undefined for a zone of which there is nothing on the host yet, or any more. */
export async function readDetails(
  { hosts }: Desk,
  { host, listing }: FoundZone,
): Promise<Attempt<ZoneDetails> | undefined> {
  if (listing?.kind !== 'zone' || listing.state === 'configured') return undefined;
  const { name, id, zonepath } = listing;
  try {
    const dataset = attempted(datasetAt(parseAbsolutePath(zonepath)));
    if (id === undefined) return { kind: 'read', value: await hosts.observe(host, { dataset }) };
    const observed = await hosts.observe(host, {
      dataset,
      load: attempted(zoneLoad(id)),
      counters: attempted(zoneCounters(id)),
      services: attempted(zoneServices(name)),
      troubles: attempted(zoneServiceTroubles(name)),
    });
    return { kind: 'read', value: { dataset: observed.dataset, inside: observed } };
  } catch (error) {
    if (error instanceof Diagnostic) return { kind: 'unread', diagnostic: error };
    throw error;
  }
}
