/** Whether a zone that was to be created is there: installed, booted where that was planned, its entry ready. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { ZoneState } from '../illumos/zoneadm.ts';
import type { Plan } from '../plan/plan.ts';
import { zoneBoot } from '../steps/zone-boot.ts';
import type { ZoneCreateFacts } from './zone-create.ts';

/** A zone that halts or reboots itself right after its first boot was booted all the same. */
const installed: readonly ZoneState[] = ['installed', 'ready', 'running', 'shutting_down', 'down'];

/** @throws Diagnostic `zmgr::zone::not-created` that says what is missing. */
export function confirmZoneCreated(
  { host, subject, steps }: Plan,
  { zones, registry }: Pick<ZoneCreateFacts, 'zones' | 'registry'>,
): void {
  const missing = (what: string): Diagnostic =>
    new Diagnostic({
      code: 'zmgr::zone::not-created',
      message: `${subject} ${what}`,
      help: `\`/zone show ${host}/${subject}\` shows what there is of it.`,
    });
  const zone = zones.find(({ name }) => name === subject);
  if (zone === undefined) throw missing('is not a zone of the host');
  if (!installed.includes(zone.state)) throw missing(`is only ${zone.state}`);
  const boots = steps.some(({ kind }) => kind === zoneBoot.kind);
  if (boots && zone.state === 'ready') throw missing('was not booted');
  const entry = [...registry.zones.values()].find(({ name }) => name === subject);
  if (entry === undefined) throw missing('has no entry in the registry');
  if (entry.state !== 'ready') throw missing(`has an entry that is still ${entry.state}`);
}
