/** The zone that another is cloned from: whether it may be, and what of it the new one takes over. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import { zoneState } from '../guards/zone-state.ts';
import type { HostSpec } from '../host.ts';
import type { Brand } from '../illumos/brands.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { zoneEntryNamed } from '../registry/lookup.ts';
import type { Registry } from '../registry/model.ts';
import type { Step } from '../steps/define-step.ts';
import { zoneClone } from '../steps/zone-clone.ts';
import { refuseUnfinished } from './unfinished-entry.ts';
import { zoneFitFor } from './zone-power-fit.ts';

export interface CloneSource {
  readonly zone: ZoneName;
  /** What it was made from, where its entry says. */
  readonly template?: string | undefined;
  /** @throws Diagnostic `zmgr::zone::other-brand` */
  step(zone: ZoneName, brand: Brand): Step;
  readonly guard: Guard;
}

/** @throws Diagnostic of zoneFitFor() and refuseUnfinished() */
export function cloneSource(
  source: ZoneName,
  host: HostSpec,
  { zones, registry }: { readonly zones: readonly ZoneListing[]; readonly registry: Registry },
): CloneSource {
  const seen = zoneFitFor({ verb: 'clone', zone: source, host: host.name, zones });
  refuseUnfinished(source, host.name, registry);
  return {
    zone: source,
    template: zoneEntryNamed(registry, source)?.template,
    guard: zoneState.guard({
      ...{ zone: source, state: seen.state },
      ...(seen.uuid !== undefined && { uuid: seen.uuid }),
    }),
    step(zone, brand) {
      if (seen.brand !== brand.name) {
        throw new Diagnostic({
          code: 'zmgr::zone::other-brand',
          message: `${source} is a zone of the brand ${seen.brand}, and the new one would be of ${brand.name}`,
          help: `Name a template of the brand ${seen.brand}: template=.`,
        });
      }
      return zoneClone.step({ zone, source, brand: brand.name });
    },
  };
}
