/** What it means that a zone does not go down, or does not come up, where zoneadm's own words don't tell what to do. */
import * as zoneadm from '../illumos/zoneadm.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Advice } from './define-step.ts';

/** It is neither up nor down, and a person must choose. */
export const shutdownTimedOut = (zone: ZoneName): Advice => ({
  says: zoneadm.unableToShutDown,
  code: 'zmgr::zone::shutdown-timed-out',
  message: `${zone} did not shut down in the time that the host gives it; it may run on with some of its services stopped, or still go down`,
  help: `\`/zone halt ${zone}\` stops it at once, \`/zone reboot ${zone} force=yes\` boots it again after that; what its services have not written is lost.`,
});

export const linkUnavailable = (zone: ZoneName): Advice => ({
  says: zoneadm.noNetworkDevice,
  code: 'zmgr::zone::link-unavailable',
  message: `${zone} did not boot: a link of its configuration is missing, or in use by somebody else`,
  help: `\`/zone show ${zone}\` shows its links; on the host, \`dladm show-link\` shows those that there are.`,
});
