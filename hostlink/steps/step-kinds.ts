/** Every kind of step there is. A new one is a file of its own and a line here; the laws of test/laws take it from here. */

import { datasetCreate } from './dataset-create.ts';
import type { StepKinds } from './define-step.ts';
import { dhcpChange } from './dhcp-change.ts';
import { dhcpRestart } from './dhcp-restart.ts';
import { dhcpStart } from './dhcp-start.ts';
import { dhcpStop } from './dhcp-stop.ts';
import { directoryCreate } from './directory-create.ts';
import { entryCreate } from './entry-create.ts';
import { entryEdit } from './entry-edit.ts';
import { entryMark } from './entry-mark.ts';
import { entryRemove } from './entry-remove.ts';
import { entrySettle } from './entry-settle.ts';
import { etherstubCreate } from './etherstub-create.ts';
import { etherstubDelete } from './etherstub-delete.ts';
import { fileCreate } from './file-create.ts';
import { fileEdit } from './file-edit.ts';
import { filePut } from './file-put.ts';
import { fileRemove } from './file-remove.ts';
import { forwardingGlobal } from './forwarding-global.ts';
import { forwardingInterface } from './forwarding-interface.ts';
import { natChange } from './nat-change.ts';
import { natStart } from './nat-start.ts';
import { netCreate } from './net-create.ts';
import { netRemove } from './net-remove.ts';
import { publisherSet } from './publisher-set.ts';
import { vlanCreate } from './vlan-create.ts';
import { vlanDelete } from './vlan-delete.ts';
import { vnicCreate } from './vnic-create.ts';
import { vnicDelete } from './vnic-delete.ts';
import { zoneBoot } from './zone-boot.ts';
import { zoneCapMemory } from './zone-cap-memory.ts';
import { zoneClone } from './zone-clone.ts';
import { zoneConfigure } from './zone-configure.ts';
import { zoneDelete } from './zone-delete.ts';
import { zoneHalt } from './zone-halt.ts';
import { zoneInstall } from './zone-install.ts';
import { zoneReboot } from './zone-reboot.ts';
import { zoneRename } from './zone-rename.ts';
import { zoneSeed } from './zone-seed.ts';
import { zoneSet } from './zone-set.ts';
import { zoneShutdown } from './zone-shutdown.ts';
import { zoneUninstall } from './zone-uninstall.ts';

export const stepKinds: StepKinds = new Map(
  [
    datasetCreate,
    dhcpChange,
    dhcpRestart,
    dhcpStart,
    dhcpStop,
    directoryCreate,
    entryCreate,
    entryEdit,
    entryMark,
    entryRemove,
    entrySettle,
    etherstubCreate,
    etherstubDelete,
    fileCreate,
    fileEdit,
    filePut,
    fileRemove,
    forwardingGlobal,
    forwardingInterface,
    natChange,
    natStart,
    netCreate,
    netRemove,
    publisherSet,
    vlanCreate,
    vlanDelete,
    vnicCreate,
    vnicDelete,
    zoneBoot,
    zoneCapMemory,
    zoneConfigure,
    zoneClone,
    zoneDelete,
    zoneHalt,
    zoneInstall,
    zoneReboot,
    zoneRename,
    zoneSeed,
    zoneSet,
    zoneShutdown,
    zoneUninstall,
  ].map((step) => [step.kind, step]),
);
