/** Every kind of step there is. A new one is a file of its own and a line here; the laws of test/laws take it from here. */
import type { StepKinds } from './define-step.ts';
import { directoryCreate } from './directory-create.ts';
import { entryCreate } from './entry-create.ts';
import { entrySettle } from './entry-settle.ts';
import { fileCreate } from './file-create.ts';
import { vnicCreate } from './vnic-create.ts';
import { zoneBoot } from './zone-boot.ts';
import { zoneConfigure } from './zone-configure.ts';
import { zoneHalt } from './zone-halt.ts';
import { zoneInstall } from './zone-install.ts';
import { zoneReboot } from './zone-reboot.ts';
import { zoneShutdown } from './zone-shutdown.ts';

export const stepKinds: StepKinds = new Map(
  [
    directoryCreate,
    entryCreate,
    entrySettle,
    fileCreate,
    vnicCreate,
    zoneBoot,
    zoneConfigure,
    zoneHalt,
    zoneInstall,
    zoneReboot,
    zoneShutdown,
  ].map((step) => [step.kind, step]),
);
