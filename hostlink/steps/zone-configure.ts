/**
 * zone.configure: gives a zone its configuration. zonecfg(8), which commits what it has even after an error; so what
 * counts is what the zone's configuration then says.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { type NewZone, newZone } from '../illumos/zone-configuration.ts';
import { stampName } from '../illumos/zone-stamp.ts';
import * as zoneadm from '../illumos/zoneadm.ts';
import * as zonecfg from '../illumos/zonecfg.ts';
import { type ZoneName, zoneName } from '../names/zone-name.ts';
import { defineStep, run } from './define-step.ts';

/** The stamp of a configuration: what it is made of, and for which host and zone, as a short hash. */
export function stamped(host: string, zone: ZoneName, configuration: NewZone): NewZone {
  const value = createHash('sha256')
    .update(canonicalize({ host, zone, configuration }) ?? '')
    .digest('hex')
    .slice(0, 16);
  const stamp = { name: stampName, type: 'string', value } as const;
  return { ...configuration, attributes: [...configuration.attributes, stamp] };
}

export const zoneConfigure = defineStep({
  kind: 'zone.configure',
  args: z.object({
    zone: zoneName,
    configuration: newZone,
    /** A later step lets it boot with the host: by then it may do so, too. */
    autobootLater: z.literal(true).exactOptional(),
  }),
  risk: 'routine',
  title: ({ zone, configuration: { brand } }) => `Configure ${zone}, brand ${brand}`,
  check: ({ zone, configuration, autobootLater = false }) => ({
    kind: 'command',
    command: zonecfg.info(zone),
    verdicts: [
      [{ exit: 'nonzero', complains: zoneadm.noSuchZone }, 'absent'],
      ...[false, ...(autobootLater ? [true] : [])].map((booting) => {
        const autoboot = configuration.autoboot || booting;
        const lines = zonecfg.expectedInfo({ ...configuration, autoboot });
        return [{ exit: 'zero', lines }, 'present'] as const;
      }),
      ...configuration.attributes
        .filter(({ name }) => name === stampName)
        .map(
          (stamp) =>
            [{ exit: 'zero', lines: zonecfg.expectedAttribute(stamp) }, 'partial'] as const,
        ),
      [{ exit: 'zero' }, 'foreign'],
    ],
  }),
  apply: ({ zone, configuration }) => [run(zonecfg.configure(zone, configuration))],
  undo: ({ zone }) => [run(zonecfg.remove(zone))],
});
