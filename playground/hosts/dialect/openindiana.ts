/** OpenIndiana Hipster: stock illumos-gate with the ipkg and nlipkg brands. */
import type { Dialect } from './dialect.ts';
import { packages } from './install-scripts.ts';

/** illumos-gate's, as info and export print them. */
const net = ['address', 'allowed-address', 'physical', 'defrouter'];

export const openindiana: Dialect = {
  name: 'openindiana',
  osRelease: [
    'NAME="OpenIndiana"',
    'PRETTY_NAME="OpenIndiana Hipster 2024.10"',
    'ID="openindiana"',
    'ID_LIKE="illumos"',
    'VERSION="2024.10"',
    'VERSION_ID="2024.10"',
    'BUILD_ID="2024.10.0.1"',
    'HOME_URL="https://www.openindiana.org/"',
    'SUPPORT_URL="https://www.openindiana.org/support/"',
    'BUG_REPORT_URL="https://www.illumos.org/projects/openindiana/issues"',
    '',
  ].join('\n'),
  kernelVersion: 'illumos-01d4d8e790',
  globalBrand: 'ipkg',
  brands: [
    { name: 'ipkg', install: packages, linked: true },
    { name: 'nlipkg', install: packages, linked: false },
  ],
  templates: {
    SUNWdefault: { brand: 'ipkg', autoboot: 'false' },
    SUNWblank: { brand: 'ipkg', autoboot: 'false' },
    SUNWipkg: { brand: 'ipkg', autoboot: 'false' },
    OInlipkg: { brand: 'nlipkg', autoboot: 'false' },
  },
  zonecfg: {
    net: { info: net, export: net },
    aliases: {},
    resourceAttributes: false,
    physicalMemory: 'mcap',
    templatePrefix: '',
  },
  brandsSetUpNetwork: false,
  publisher: {
    name: 'openindiana.org',
    origin: 'https://pkg.openindiana.org/hipster/',
    entire: 'entire@0.5.11-2024.0.0.0',
  },
  nextSteps: [
    '  Next Steps: Boot the zone, then log into the zone console (zlogin -C)',
    '              to complete the configuration process.',
  ],
  dhcp: {
    fmri: 'svc:/network/dhcp/server:ipv4',
    config: '/etc/inet/dhcpd4.conf',
    leases: '/var/db/isc-dhcp/dhcpd4.leases',
    program: '/usr/lib/inet/dhcpd',
  },
  services: {
    'svc:/milestone/multi-user-server:default': 'online',
    'svc:/network/ssh:default': 'online',
    'svc:/network/datalink-management:default': 'online',
    'svc:/network/ip-interface-management:default': 'online',
    'svc:/system/zones:default': 'online',
    'svc:/network/ipfilter:default': 'disabled',
    'svc:/network/ipv4-forwarding:default': 'disabled',
    'svc:/network/ipv6-forwarding:default': 'disabled',
    'svc:/network/dhcp/server:ipv4': 'disabled',
    'svc:/network/dhcp/server:ipv6': 'disabled',
    'svc:/network/dhcp/relay:ipv4': 'disabled',
    'svc:/network/dhcp/relay:ipv6': 'disabled',
  },
};
