/** Whether nothing is left of a zone that was to be destroyed: no zone, no entry, none of its links. Pure. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Plan } from '../plan/plan.ts';
import { vnicDelete } from '../steps/vnic-delete.ts';
import { hasReservation } from './dhcp-of-zone.ts';
import { type ZoneDestroyFacts, zoneLossSchema } from './zone-destroy.ts';

const deleted = z.object({ link: z.string() });

/** @throws Diagnostic `zmgr::zone::not-destroyed` that says what is left. */
export function confirmZoneDestroyed(
  { host, subject, steps, chosen }: Plan,
  {
    zones,
    vnics,
    registry,
    dhcpFile,
  }: Pick<ZoneDestroyFacts, 'zones' | 'vnics' | 'registry' | 'dhcpFile'>,
): void {
  const links = steps.flatMap(({ kind, args }) =>
    kind === vnicDelete.kind ? deleted.parse(args).link : [],
  );
  const zone = zones.find(({ name }) => name === subject);
  const link = vnics.find(({ name }) => links.includes(name));
  const path = `zones/${subject}.kdl`;
  const hasEntry =
    [...registry.zones.values()].some(({ name }) => name === subject) ||
    registry.faults.some((fault) => fault.path === path && fault.blocks);
  const freed = zoneLossSchema.safeParse(chosen.loss).data?.reservations ?? [];
  const wasFreed = freed.length > 0;
  const left = [
    ...(zone === undefined ? [] : [`the zone itself, ${zone.state.replace('_', ' ')}`]),
    ...(link === undefined ? [] : [`the VNIC ${link.name}`]),
    ...(hasEntry ? ['its entry in the registry'] : []),
    ...(wasFreed && hasReservation(subject, { dhcpFile }) ? ['its reservation in DHCP'] : []),
  ];
  if (left.length === 0) return;
  throw new Diagnostic({
    code: 'zmgr::zone::not-destroyed',
    message: `Of ${subject} there is still ${left.join(', and ')}`,
    help: `\`/zone show ${host}/${subject}\` shows what there is of it; \`/zone destroy ${host}/${subject}\` begins anew with that.`,
  });
}
