/** What a failed power step comes to for people: its own advice, where its words are known. */
import { expect, test } from 'vitest';
import { guardKinds } from '../../../hostlink/guards/guard-kinds.ts';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { planZoneBoot } from '../../../hostlink/plans/zone-boot.ts';
import { planZoneReboot } from '../../../hostlink/plans/zone-reboot.ts';
import { planZoneShutdown } from '../../../hostlink/plans/zone-shutdown.ts';
import type { JournalEvent } from '../../../hostlink/runner/events.ts';
import { stepKinds } from '../../../hostlink/steps/step-kinds.ts';
import { titlesOf } from '../../../src/operations/host-runs.ts';
import { faultToldBy } from '../../../src/operations/told-faults.ts';
import { factsOf, hostWith, testHost } from '../../support/illumos-facts.ts';

const id = operationId('T0TEST', 'told');
const zone = parseZoneName('web01');
const titles = titlesOf(stepKinds, guardKinds);
const factsWith = (state: string, number: string) =>
  factsOf(
    hostWith({
      zones: `0:global:running:/::ipkg:shared\n${number}:web01:${state}:/zones/web01:0d4b5fcc-0000-4000-8000-000000000009:ipkg:excl\n`,
    }),
  );
const running = { zone, host: testHost, facts: factsWith('running', '7') };
const installed = { zone, host: testHost, facts: factsWith('installed', '-') };

/** The journal of a run whose only step failed so. */
const failing = (
  said: readonly string[],
  verdict: 'absent' | 'partial',
): readonly JournalEvent[] => {
  const at = '2026-11-21T09:40:00Z';
  return [
    { seq: 1, at, kind: 'claimed', verb: 'run', pid: 1, group: 1 },
    { seq: 2, at, kind: 'guarded' },
    { seq: 3, at, kind: 'started', step: 1 },
    { seq: 4, at, kind: 'failed', step: 1, phase: 'apply', status: 1, verdict },
    ...said.map((text, index) => ({ seq: 5 + index, at, kind: 'said', step: 1, text }) as const),
  ];
};

const timedOut = ["zone 'web01': unable to shutdown zone"];

test.each([
  ['shutdown', planZoneShutdown(running)],
  ['reboot', planZoneReboot({ ...running, force: false })],
])('a %s that timed out names what can be done', (_, plan) => {
  const fault = faultToldBy(id, 'unwound', plan, failing(timedOut, 'absent'), titles);
  expect(fault.code).toBe('zmgr::zone::shutdown-timed-out');
  expect(fault.message).toContain('web01 did not shut down in the time');
  expect(fault.help).toContain('`/zone halt web01`');
  expect(fault.help).toContain('`/zone reboot web01 force=yes`');
  expect(fault.causes?.at(-1)).toBe(timedOut[0]);
});

test('a reboot that came down and not up again is stuck, and says why', () => {
  const said = ["zone 'web01': failed to add network device: No such file or directory"];
  const plan = planZoneReboot({ ...running, force: false });
  const fault = faultToldBy(id, 'stuck', plan, failing(said, 'partial'), titles);
  expect(fault.code).toBe('zmgr::operation::stuck');
  expect(fault.help).toContain(`/zone op resume ${id}`);
  expect(fault.help).toContain('`/zone show web01`');
  expect(fault.causes?.[0]).toContain('a link of its configuration is missing');
});

test('words that no advice is for are told as they are', () => {
  const said = ['zoneadm: zone web01 failed to verify'];
  const fault = faultToldBy(
    id,
    'unwound',
    planZoneBoot(installed),
    failing(said, 'absent'),
    titles,
  );
  expect(fault.code).toBe('zmgr::operation::unwound');
  expect(fault.causes).toEqual(said);
});
