/** Every kind of guard there is. A new one is a file of its own and a line here. */
import { addressFree } from './address-free.ts';
import { datasetMounted } from './dataset-mounted.ts';
import { datasetUntied } from './dataset-untied.ts';
import type { GuardKinds } from './define-guard.ts';
import { dhcpListen } from './dhcp-listen.ts';
import { dhcpPlaces } from './dhcp-places.ts';
import { dhcpService } from './dhcp-service.ts';
import { entryAbsent } from './entry-absent.ts';
import { entryPlaces } from './entry-places.ts';
import { entryText } from './entry-text.ts';
import { fileAbsent } from './file-absent.ts';
import { fileText } from './file-text.ts';
import { fileUnnamed } from './file-unnamed.ts';
import { interfaceForwarding } from './interface-forwarding.ts';
import { linkAbsent } from './link-absent.ts';
import { linkPresent } from './link-present.ts';
import { natActive } from './nat-active.ts';
import { natService } from './nat-service.ts';
import { registryText } from './registry-text.ts';
import { routingSetting } from './routing-setting.ts';
import { zoneAbsent } from './zone-absent.ts';
import { zoneMemoryCap } from './zone-memory-cap.ts';
import { zonePresent } from './zone-present.ts';
import { zoneSettings } from './zone-settings.ts';
import { zoneState } from './zone-state.ts';

export const guardKinds: GuardKinds = new Map(
  [
    addressFree,
    datasetMounted,
    datasetUntied,
    dhcpListen,
    dhcpPlaces,
    dhcpService,
    entryAbsent,
    entryPlaces,
    entryText,
    fileAbsent,
    fileText,
    fileUnnamed,
    interfaceForwarding,
    linkAbsent,
    linkPresent,
    registryText,
    natActive,
    natService,
    routingSetting,
    zoneAbsent,
    zoneMemoryCap,
    zonePresent,
    zoneSettings,
    zoneState,
  ].map((guard) => [guard.kind, guard]),
);
