/** zone.memory-cap: the zone's memory is capped as was seen. */
import { capArguments, capProbe } from '../steps/zone-cap-memory.ts';
import { defineGuard } from './define-guard.ts';

export const zoneMemoryCap = defineGuard({
  kind: 'zone.memory-cap',
  args: capArguments,
  title: ({ zone }) => `Nobody has changed memory of ${zone}`,
  holds: (args) => capProbe(args, { from: 'present', to: 'foreign' }),
});
