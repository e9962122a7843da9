/** zone.settings: of what is to be changed, the zone has what was seen. The rest of its configuration is no matter. */
import { z } from 'zod';
import { settingChange } from '../illumos/zone-settings.ts';
import { zoneName } from '../names/zone-name.ts';
import { settingInWords, settingsProbe } from '../steps/zone-set.ts';
import { defineGuard } from './define-guard.ts';

export const zoneSettings = defineGuard({
  kind: 'zone.settings',
  args: z.object({ zone: zoneName, changes: z.array(settingChange).min(1).readonly() }),
  title: ({ zone, changes }) =>
    `Nobody has changed ${changes.map((one) => settingInWords(one).split(' ')[0]).join(', ')} of ${zone}`,
  holds: ({ zone, changes }) =>
    settingsProbe(zone, changes, { from: 'present', to: 'foreign', mixed: 'foreign' }),
});
