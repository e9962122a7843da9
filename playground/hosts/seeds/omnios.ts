/**
 * The playground's second host, om-01: OmniOS, its registry made anew a while ago. Three zones: `wiki` registered and
 * running, `mail` registered and halted, and `build1`, made by hand the OmniOS way: its VNIC comes and goes with it.
 */
import type { HostSeed, SeedZone } from '../model/seed.ts';
import type { Properties, ZoneResource } from '../model/zone.ts';

const registry = {
  'config.kdl': `zonepath-prefix "/zones"
default-template "sparse"
`,

  'templates/sparse.kdl': `// Shares /usr with the host: small, and up to date when the host is.
template "sparse" {
    brand "sparse"
    autoboot #true
    ip-type "exclusive"
    resolvers "10.2.0.1"
    dns-domain "example.net"
    net "default" {
        pool "services"
    }
}
`,

  'templates/lipkg.kdl': `// Packages of its own, linked to the host's.
template "lipkg" {
    brand "lipkg"
    autoboot #true
    ip-type "exclusive"
    net "default" {
        pool "services"
    }
}
`,

  'templates/pkgsrc.kdl': `// For what is not in IPS: reachable from the office directly.
template "pkgsrc" {
    brand "pkgsrc"
    autoboot #false
    ip-type "exclusive"
    net "lan" {
        pool "lan"
    }
}
`,

  'templates/lx.kdl': `// Linux, as far as the image goes; no systemd in it.
template "lx" {
    brand "lx"
    image "/export/images/alpine-3.21.tar.gz"
    autoboot #true
    resolvers "10.2.0.1"
    attributes {
        kernel-version "4.4"   // what uname says in there
    }
    net "default" {
        pool "services"
    }
}
`,

  'pools/services.kdl': `pool "services" {
    network "10.2.0.0/24"
    gateway "10.2.0.1"
    stub "stub0"
    range-start "10.2.0.10"
    range-end "10.2.0.109"
}
`,

  'pools/lan.kdl': `// The office's network; its DHCP server keeps to what is below .100.
pool "lan" {
    network "192.0.2.0/24"
    gateway "192.0.2.1"
    stub "ixgbe0"
    range-start "192.0.2.100"
    range-end "192.0.2.149"
}
`,

  'zones/wiki.kdl': `zone "wiki" {
    template "sparse"
    created "2026-06-11"
    net "default" {
        address "10.2.0.10/24"
        gateway "10.2.0.1"
        vnic "wiki_0"
        stub "stub0"
    }
}
`,

  'zones/mail.kdl': `// waits for its certificate
zone "mail" {
    template "pkgsrc"
    created "2026-06-12"
    net "lan" {
        address "192.0.2.100/24"
        gateway "192.0.2.1"
        vnic "mail_0"
        stub "ixgbe0"
    }
}
`,

  'publishers/omnios.kdl': `publisher "omnios" {
    origin "https://pkg.omnios.org/r151054/core"
}
`,
} as const;

interface Wish {
  readonly brand: string;
  readonly autoboot: boolean;
  readonly net: Properties;
  readonly attributes?: Readonly<Record<string, string>>;
}

const resource = (type: string, properties: Properties): ZoneResource => ({
  type,
  properties,
  options: [],
  values: [],
});

const zone = (
  name: string,
  state: SeedZone['state'],
  { brand, autoboot, net, attributes = {} }: Wish,
): SeedZone => ({
  name,
  state,
  configuration: {
    properties: {
      zonepath: `/zones/${name}`,
      brand,
      autoboot: String(autoboot),
      'ip-type': 'exclusive',
    },
    resources: [
      resource('net', net),
      ...Object.entries(attributes).map(([attribute, value]) =>
        resource('attr', { name: attribute, type: 'string', value }),
      ),
    ],
  },
});

export const omniosSeed: HostSeed = {
  files: {
    ...Object.fromEntries(
      Object.entries(registry).map(([path, text]) => [`/etc/zmgr/${path}`, text]),
    ),
    '/export/images/alpine-3.21.tar.gz': 'stands for a tar file of a Linux system\n',
  },
  links: [
    { name: 'ixgbe0', class: 'phys', mac: 'ac:1f:6b:4:20:a0' },
    { name: 'ixgbe1', class: 'phys', mac: 'ac:1f:6b:4:20:a1' },
    { name: 'stub0', class: 'etherstub' },
    { name: 'wiki_0', class: 'vnic', over: ['stub0'], mac: '2:8:20:9b:3:41', mtu: 9000 },
    { name: 'mail_0', class: 'vnic', over: ['ixgbe0'], mac: '2:8:20:9b:3:42' },
  ],
  interfaces: ['lo0', 'ixgbe0'],
  addresses: [
    { object: 'lo0/v4', address: '127.0.0.1/8' },
    { object: 'ixgbe0/v4', address: '192.0.2.5/24' },
  ],
  datasets: {
    rpool: '/rpool',
    'rpool/ROOT': 'legacy',
    'rpool/ROOT/r151054': '/',
    'rpool/export': '/export',
    'rpool/zones': '/zones',
  },
  zones: [
    {
      ...zone('wiki', 'running', {
        brand: 'sparse',
        autoboot: true,
        net: { 'allowed-address': '10.2.0.10/24', physical: 'wiki_0', defrouter: '10.2.0.1' },
        attributes: { resolvers: '10.2.0.1', 'dns-domain': 'example.net' },
      }),
      inside: { use: { processes: 38, rss: 702 * 1024 ** 2, cpuPercent: 1.1 } },
      snapshots: ['2026-11-20'],
    },
    zone('mail', 'installed', {
      brand: 'pkgsrc',
      autoboot: false,
      net: { 'allowed-address': '192.0.2.100/24', physical: 'mail_0', defrouter: '192.0.2.1' },
    }),
    zone('build1', 'running', {
      brand: 'lipkg',
      autoboot: true,
      net: {
        'allowed-address': '192.0.2.101/24',
        physical: 'build1_0',
        defrouter: '192.0.2.1',
        'global-nic': 'auto',
      },
      attributes: { resolvers: '192.0.2.1,192.0.2.2' },
    }),
  ],
};
