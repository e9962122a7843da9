/** net.create: gives a zone one more net, over a link that it does not have yet. zonecfg(8). Counts from its next boot on. */
import { z } from 'zod';
import { netResource } from '../illumos/zone-configuration.ts';
import * as zonecfg from '../illumos/zonecfg.ts';
import { linkName } from '../names/link-name.ts';
import { zoneName } from '../names/zone-name.ts';
import { defineStep, type Probe, run, type Verdict } from './define-step.ts';

export const netArguments = z.object({
  zone: zoneName,
  /** Its VNIC. */
  physical: linkName,
  /** A resource an address; all of them over that VNIC. */
  resources: z.array(netResource).min(1).readonly(),
});

export const netCreate = defineStep({
  kind: 'net.create',
  args: netArguments,
  risk: 'routine',
  title: ({ zone, physical }) => `Give ${zone} a net over ${physical}`,
  check: (args) => netProbe(args, { there: 'present', gone: 'absent', other: 'partial' }),
  apply: ({ zone, resources }) => [run(zonecfg.addNets(zone, resources, 'exclusive'))],
  undo: ({ zone, physical }) => [run(zonecfg.removeNets(zone, physical))],
});

/** Whether a zone has these nets over a link, none, or others. */
export const netProbe = (
  { zone, physical, resources }: z.infer<typeof netArguments>,
  verdicts: Readonly<Record<'there' | 'gone' | 'other', Verdict>>,
): Probe => ({
  kind: 'command',
  command: zonecfg.infoNets(zone, physical),
  verdicts: [
    [{ exit: 'zero', equals: zonecfg.noSuchNet }, verdicts.gone],
    [{ exit: 'zero', lines: zonecfg.expectedNets(resources) }, verdicts.there],
    [{ exit: 'zero' }, verdicts.other],
  ],
});
