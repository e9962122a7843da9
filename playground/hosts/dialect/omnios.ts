/**
 * OmniOS Community Edition: illumos with Joyent's additions to zonecfg and with brands of its own (omniosorg/pkg5
 * src/brand, omniosorg/illumos-omnios). `ipkg` is the independent brand here; `lipkg` is what OpenIndiana calls ipkg.
 */
import type { Dialect } from './dialect.ts';
import { linux, otherIllumos, packages, sparse } from './install-scripts.ts';

/** A template as the packages of its brand ship it, src/brand/etc. */
const template = (brand: string) => ({ brand, autoboot: 'false', 'ip-type': 'exclusive' });

export const omnios: Dialect = {
  name: 'omnios',
  osRelease: [
    'NAME="OmniOS"',
    'PRETTY_NAME="OmniOS Community Edition v11 r151054"',
    'CPE_NAME="cpe:/o:OmniOSce:OmniOS:11:151054:0"',
    'ID=omnios',
    'VERSION=r151054',
    'VERSION_ID=r151054',
    'BUILD_ID=151054.0.2025.05.05',
    'HOME_URL="https://omnios.org/"',
    'SUPPORT_URL="https://omnios.org/"',
    'BUG_REPORT_URL="https://github.com/omniosorg/omnios-build/issues/new"',
    '',
  ].join('\n'),
  kernelVersion: 'omnios-r151054-d0e7a5c1b7',
  globalBrand: 'ipkg',
  brands: [
    { name: 'ipkg', install: packages, linked: false },
    { name: 'lipkg', install: packages, linked: true },
    { name: 'sparse', install: sparse, linked: true },
    { name: 'pkgsrc', install: sparse, linked: true },
    { name: 'illumos', install: otherIllumos, linked: false },
    { name: 'lx', install: linux, linked: false },
  ],
  templates: {
    // What these two say of ip-type was not found; the worse answer is that they say nothing.
    SUNWdefault: { brand: 'ipkg', autoboot: 'false' },
    SUNWblank: { brand: 'ipkg', autoboot: 'false' },
    SUNWipkg: template('ipkg'),
    OMNIlipkg: template('lipkg'),
    OMNIsparse: template('sparse'),
    OMNIpkgsrc: template('pkgsrc'),
    OMNIillumos: template('illumos'),
    OMNIlx: template('lx'),
  },
  zonecfg: {
    net: {
      info: [
        ...['address', 'allowed-address', 'defrouter', 'global-nic', 'mac-addr', 'physical'],
        'vlan-id',
      ],
      export: [
        ...['address', 'allowed-address', 'physical', 'mac-addr', 'vlan-id', 'global-nic'],
        'defrouter',
      ],
    },
    aliases: { 'zfs-io-priority': 'zone.zfs-io-priority' },
    resourceAttributes: true,
    physicalMemory: 'rctl',
    templatePrefix: 'OMNI',
  },
  brandsSetUpNetwork: true,
  publisher: {
    name: 'omnios',
    origin: 'https://pkg.omnios.org/r151054/core/',
    entire: 'entire@11-0.151054',
  },
  nextSteps: [],
  dhcp: {
    fmri: 'svc:/network/service/dhcp:ipv4',
    config: '/etc/dhcpd.conf',
    leases: '/var/db/dhcpd.leases',
    program: '/usr/sbin/dhcpd',
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
    'svc:/network/service/dhcp:ipv4': 'disabled',
    'svc:/network/service/dhcp:ipv6': 'disabled',
    'svc:/network/service/dhcrelay:ipv4': 'disabled',
    'svc:/network/service/dhcrelay:ipv6': 'disabled',
  },
};
