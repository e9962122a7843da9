/** How the services inside a zone are: which are not up, and why. */
import type { Service, ServiceTrouble } from '../../hostlink/illumos/svcs.ts';
import type { Line, Part } from '../answer.ts';
import { bullets, code, counted, joined, marked, paragraph, strong } from '../answers/parts.ts';
import { whyUnread } from '../answers/why-unread.ts';
import type { FoundZone } from './found-zone.ts';
import type { ZoneDetails } from './zone-details.ts';
import { brandOf } from './zone-words.ts';

/** Brands whose zones run something else than illumos' services. */
const withoutServices: ReadonlySet<string> = new Set(['lx', 'bhyve', 'kvm', 'emu']);

/** More than these are a zone that is coming up, or broken as a whole. */
const mostShown = 8;

export function serviceParts(zone: FoundZone, details: ZoneDetails | undefined): readonly Part[] {
  const brand = brandOf(zone);
  if (details?.inside === undefined || brand === undefined || withoutServices.has(brand)) return [];
  const { services, troubles } = details.inside;
  if (services.kind === 'unread') {
    const { diagnostic } = services;
    return [
      paragraph(
        strong('Services'),
        ` can't be read: ${whyUnread(diagnostic)}. `,
        ...marked(diagnostic.help ?? ''),
      ),
    ];
  }
  const down = services.value.filter(isDown);
  const all = counted(services.value.length, 'service');
  if (down.length === 0)
    return [paragraph(strong('Services'), ` ✓ all ${services.value.length} are online`)];
  const reasons = troubles.kind === 'read' ? troubles.value : [];
  const left = down.length - mostShown;
  return [
    paragraph(strong('Services'), ` ⚠ ${down.length} of ${all} not online`),
    bullets([
      ...down
        .toSorted(byGravity)
        .slice(0, mostShown)
        .map((service) => serviceLine(service, reasons)),
      ...(left > 0 ? [`${left} more`] : []),
    ]),
    ...(troubles.kind === 'unread'
      ? [paragraph(`Why can't be read: ${whyUnread(troubles.diagnostic)}.`)]
      : []),
  ];
}

export const isDown = ({ state }: Service): boolean =>
  state !== 'online' && state !== 'legacy_run' && state !== 'disabled';

/** What waits for a person first; what only waits for another service last. */
const gravity: readonly Service['state'][] = [
  'maintenance',
  'degraded',
  'uninitialized',
  'offline',
];
const byGravity = (one: Service, other: Service): number =>
  gravity.indexOf(one.state) - gravity.indexOf(other.state);

/** `maintenance network/http:apache24 · Start method failed. · 2 dependent services are not running.` */
function serviceLine(
  { fmri, state, inTransition }: Service,
  troubles: readonly ServiceTrouble[],
): Line {
  const trouble = troubles.find((one) => one.fmri === fmri);
  return [
    strong(inTransition ? `${state}, changing` : state),
    ' ',
    ...joined([
      code(fmri.replace(/^svc:\//, '')),
      ...(trouble?.reasons ?? []),
      trouble?.impact === undefined || trouble.impact === 'None.' ? '' : trouble.impact,
    ]),
  ];
}
