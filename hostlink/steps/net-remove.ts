/** net.remove: takes a net from a zone that is down, all of its addresses with it. zonecfg(8). */
import * as zonecfg from '../illumos/zonecfg.ts';
import { defineStep, run } from './define-step.ts';
import { netArguments, netProbe } from './net-create.ts';

export const netRemove = defineStep({
  kind: 'net.remove',
  args: netArguments,
  risk: 'disruptive',
  title: ({ zone, physical }) => `Take the net over ${physical} from ${zone}`,
  check: (args) => netProbe(args, { there: 'absent', gone: 'present', other: 'foreign' }),
  apply: ({ zone, physical }) => [run(zonecfg.removeNets(zone, physical))],
  undo: ({ zone, resources }) => [run(zonecfg.addNets(zone, resources, 'exclusive'))],
});
