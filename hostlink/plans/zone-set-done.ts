/** Whether what was to be set of a zone is so: in its entry and in its configuration. Pure. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import { capsOf } from '../illumos/zone-caps.ts';
import type { ZoneConfiguration } from '../illumos/zone-configuration.ts';
import { controlIn, type SettingChange, settingChange } from '../illumos/zone-settings.ts';
import type { Plan } from '../plan/plan.ts';
import { entryEdit, hunk } from '../steps/entry-edit.ts';
import { zoneCapMemory } from '../steps/zone-cap-memory.ts';
import { zoneSet } from '../steps/zone-set.ts';
import type { ZoneSetFacts } from './zone-set.ts';

const ofEntry = z.object({ hunks: z.array(hunk) });
const ofSettings = z.object({ changes: z.array(settingChange) });
const ofMemory = z.object({ to: z.int().nullable() });

/** @throws Diagnostic `zmgr::zone::not-as-asked` */
export function confirmZoneSet(
  { host, subject, steps }: Plan,
  { configurations, registry }: Pick<ZoneSetFacts, 'configurations' | 'registry'>,
): void {
  const amiss = (what: string): Diagnostic =>
    new Diagnostic({
      code: 'zmgr::zone::not-as-asked',
      message: `${subject} ${what}`,
      help: `\`/zone show ${host}/${subject}\` shows how it stands.`,
    });
  const zone = [...configurations.values()].find(({ name }) => name === subject);
  if (zone === undefined) throw amiss('is no zone of the host any more');
  if (zone.kind === 'fault') throw zone.diagnostic;
  const entry = [...registry.zones.values()].find(({ name }) => name === subject);
  for (const { kind, args } of steps) {
    switch (kind) {
      case entryEdit.kind:
        if (!ofEntry.parse(args).hunks.every(({ to }) => entry?.text.includes(to) === true))
          throw amiss('has an entry that says something else');
        break;
      case zoneSet.kind:
        if (!ofSettings.parse(args).changes.every((change) => isSo(change, zone.configuration)))
          throw amiss('has other settings');
        break;
      case zoneCapMemory.kind:
        if ((capsOf(zone.configuration).memory ?? null) !== ofMemory.parse(args).to)
          throw amiss('has another cap of memory');
        break;
      default:
        break;
    }
  }
}

const isSo = (change: SettingChange, configuration: ZoneConfiguration): boolean =>
  change.kind === 'autoboot'
    ? configuration.autoboot === change.to
    : JSON.stringify(controlIn(configuration, change.control)) === JSON.stringify(change.to);
