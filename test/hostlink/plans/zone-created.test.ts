import { expect, test } from 'vitest';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseZoneName } from '../../../hostlink/names/zone-name.ts';
import { planZoneCreate } from '../../../hostlink/plans/zone-create.ts';
import { confirmZoneCreated } from '../../../hostlink/plans/zone-created.ts';
import { factsOf, hostWith, ordinaryTexts, testHost } from '../../support/illumos-facts.ts';

const zone = parseZoneName('web01');
const planned = (boot: boolean) =>
  planZoneCreate({
    wish: { zone, boot },
    host: testHost,
    facts: factsOf(ordinaryTexts),
    holds: [],
    today: '2026-11-21',
  });

const entry = 'zone "web01" {\n  template "oi"\n  address "10.1.0.11/24"\n}\n';
const creating = entry.replace('}', '  state "creating"\n}');

/** What is found: the zone's state in `zoneadm list`, and its entry. */
const found = (state: string | undefined, text: string | undefined) =>
  factsOf(
    hostWith({
      zones:
        ordinaryTexts.zones +
        (state === undefined
          ? ''
          : `2:web01:${state}:/zones/web01:0d4b5fcc-0000-4000-8000-000000000002:ipkg:excl\n`),
      registry: {
        ...ordinaryTexts.registry,
        ...(text !== undefined && { 'zones/web01.kdl': text }),
      },
    }),
  );

test.each([
  ['running', entry, true, undefined],
  ['installed', entry, false, undefined],
  // It halted itself right after its first boot.
  ['installed', entry, true, undefined],
  [undefined, entry, true, 'web01 is not a zone of the host'],
  ['configured', entry, false, 'web01 is only configured'],
  ['incomplete', entry, true, 'web01 is only incomplete'],
  ['ready', entry, true, 'web01 was not booted'],
  ['running', undefined, true, 'web01 has no entry in the registry'],
  ['running', creating, true, 'web01 has an entry that is still creating'],
])('a zone found %s, its entry %j, booted %s: %s', (state, text, boot, complaint) => {
  let said: string | undefined;
  try {
    confirmZoneCreated(planned(boot), found(state, text));
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    said = error.message;
  }
  expect(said).toBe(complaint);
});
