/**
 * What a zone may use at most, from its configuration: zonecfg(8)'s capped-memory, capped-cpu, dedicated-cpu and resource
 * controls, as its XML has them. OmniOS caps memory by a resource control, OpenIndiana by `mcap`, which rcapd(8) keeps.
 */
import type { Resource, ZoneConfiguration } from './zone-configuration.ts';

export interface ZoneCaps {
  /** Bytes in memory. */
  readonly memory?: number;
  /** Bytes of swap. */
  readonly swap?: number;
  /** Processors, 1.5 for one and a half. */
  readonly cpus?: number;
  /** Processors of its own: `2`, `2-4`. */
  readonly dedicatedCpus?: string;
  /** Its part where zones compete for processors. */
  readonly cpuShares?: number;
  readonly processes?: number;
}

export function capsOf({ resources }: ZoneConfiguration): ZoneCaps {
  const control = (name: string): number | undefined => {
    const found = resources.find(
      ({ kind, properties }) => kind === 'rctl' && properties.get('name') === name,
    );
    return wholeNumber(
      found?.inside.find(({ kind }) => kind === 'rctl-value'),
      'limit',
    );
  };
  const mcap = resources.find(({ kind }) => kind === 'mcap');
  const pset = resources.find(({ kind }) => kind === 'pset');
  const least = pset?.properties.get('ncpu_min');
  const most = pset?.properties.get('ncpu_max');
  const memory = wholeNumber(mcap, 'physcap') ?? control('zone.max-physical-memory');
  const swap = control('zone.max-swap');
  const percent = control('zone.cpu-cap');
  const cpuShares = control('zone.cpu-shares');
  const processes = control('zone.max-processes');
  return {
    ...(memory === undefined ? {} : { memory }),
    ...(swap === undefined ? {} : { swap }),
    // In hundredths of a processor.
    ...(percent === undefined ? {} : { cpus: percent / 100 }),
    ...(least === undefined || most === undefined
      ? {}
      : { dedicatedCpus: least === most ? least : `${least}-${most}` }),
    ...(cpuShares === undefined ? {} : { cpuShares }),
    ...(processes === undefined ? {} : { processes }),
  };
}

function wholeNumber(resource: Resource | undefined, property: string): number | undefined {
  const text = resource?.properties.get(property);
  return text !== undefined && /^[0-9]{1,20}$/.test(text) ? Number(text) : undefined;
}
