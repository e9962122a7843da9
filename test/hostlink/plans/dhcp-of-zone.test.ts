/** Reservations that were made for a zone go with it and follow its name; others' stay, and are told of. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { pointOfNoReturn } from '../../../hostlink/plan/make-plan.ts';
import type { Plan } from '../../../hostlink/plan/plan.ts';
import type { ZoneDhcpFacts } from '../../../hostlink/plans/dhcp-of-zone.ts';
import { planZoneDestroy, zoneLossSchema } from '../../../hostlink/plans/zone-destroy.ts';
import { confirmZoneDestroyed } from '../../../hostlink/plans/zone-destroyed.ts';
import { confirmZoneForgotten, planZoneForget } from '../../../hostlink/plans/zone-forget.ts';
import { planZoneRename } from '../../../hostlink/plans/zone-rename.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import type { DhcpTexts } from '../../support/dhcp-texts.ts';
import { factsOf, hostWith, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';

const zone = parseZoneName('old1');
const own = (name: string, address: string) =>
  `host ${name} {\n  # zonebot: zone old1\n  hardware ethernet 2:8:20:1:2:3;\n  fixed-address ${address};\n}\n`;
const by = 'subnet 10.1.0.0 netmask 255.255.255.0 { }\n';
const others = 'host old12 {\n  # zonebot: zone old12\n}\n#host old1 { # zonebot: zone old1 }\n';
const config = `${by}${own('old1', '10.1.0.50')}${others}${own('old1-setup', '10.1.0.51')}`;

const factsWith = (dhcp: DhcpTexts, zones = ordinaryTexts.zones) =>
  factsOf(hostWith({ dhcp, zones }));

const down = ordinaryTexts.zones.replace('1:old1:running', '-:old1:installed');
const destroyed = (dhcp: DhcpTexts, seen: Partial<ZoneDhcpFacts> = {}): Plan =>
  planZoneDestroy({
    zone,
    host: testHost,
    facts: { ...factsWith(dhcp), datasets: undefined, ...seen },
  });
const broken = new Diagnostic({ code: 'zmgr::dhcp::unreadable', message: 'Line 1 has no end' });
const forgotten = (dhcp: DhcpTexts): Plan =>
  planZoneForget({ zone, host: testHost, facts: factsWith(dhcp) });
const renamed = (dhcp: DhcpTexts): Plan =>
  planZoneRename({
    zone,
    to: parseZoneName('new1'),
    host: testHost,
    facts: factsWith(dhcp, down),
  });

const configuring = z.object({
  hunks: z.array(z.object({ from: z.string(), to: z.string() })),
  runs: z.boolean(),
});
function fileAfter(plan: Plan): string {
  const step = plan.steps.find(({ kind }) => kind === 'dhcp.change');
  const { hunks, runs } = configuring.parse(step?.args);
  expect(runs).toBe(false);
  return hunks.reduce((text, { from, to }) => text.replace(from, () => to), config);
}

test('forgetting frees all of them, and nothing else', () => {
  const plan = forgotten({ config });
  expect(fileAfter(plan)).toBe(by + others);
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['dhcp.change', 'entry.remove']);
  expect(plan.guards.map(({ kind }) => kind)).toContain('dhcp.places');
  const after = factsOf(
    hostWith({ dhcp: { config: by + others }, registry: { 'zones/old1.kdl': undefined } }),
  );
  expect(() => confirmZoneForgotten(plan, after)).not.toThrow();
  const still = factsOf(hostWith({ dhcp: { config }, registry: { 'zones/old1.kdl': undefined } }));
  expect(() => confirmZoneForgotten(plan, still)).toThrow('old1 has its reservation in DHCP still');
});

test('a rename has them follow', () => {
  expect(fileAfter(renamed({ config }))).toBe(
    config.replaceAll('  # zonebot: zone old1\n', '  # zonebot: zone new1\n'),
  );
});

test('a destroy frees them while there is a way back, and says so', () => {
  const plan = destroyed({ config });
  expect(fileAfter(plan)).toBe(by + others);
  const at = plan.steps.findIndex(({ kind }) => kind === 'dhcp.change') + 1;
  expect(at).toBeLessThan(pointOfNoReturn(plan, stepKinds)?.step ?? 0);
  expect(zoneLossSchema.parse(plan.chosen.loss).reservations).toEqual([
    'the reservation of 10.1.0.50 for old1 (2:8:20:1:2:3)',
    'the reservation of 10.1.0.51 for old1-setup (2:8:20:1:2:3)',
  ]);
  const gone = hostWith({
    zones: '',
    vnics: '',
    registry: { 'zones/old1.kdl': undefined },
    dhcp: { config },
  });
  expect(() => confirmZoneDestroyed(plan, factsOf(gone))).toThrow('its reservation in DHCP');
  expect(() =>
    confirmZoneDestroyed(plan, factsOf({ ...gone, dhcp: { config: by } })),
  ).not.toThrow();
});

test.each<[string, DhcpTexts, string | undefined, Partial<ZoneDhcpFacts>?]>([
  ['no reservation', { config: by }, undefined],
  ['no file', {}, undefined],
  [
    'a file that is broken',
    {},
    "its file can't be read: Line 1 has no end",
    { dhcpFile: { kind: 'unread', diagnostic: broken } },
  ],
  [
    'no dhcpd that could check it',
    { config },
    'no dhcpd was found',
    { dhcpProgram: { kind: 'read', value: undefined } },
  ],
  ['one that somebody else wrote for it', { config: 'host old1 { }\n' }, 'zonebot did not make it'],
])('%s keeps no zone from going', (_, dhcp, because, seen) => {
  const plan = destroyed(dhcp, seen);
  expect(plan.steps.map(({ kind }) => kind)).not.toContain('dhcp.change');
  const { stay } = zoneLossSchema.parse(plan.chosen.loss);
  expect(stay.length > 0).toBe(because !== undefined);
  for (const one of stay) expect(one.because).toContain(because);
});
