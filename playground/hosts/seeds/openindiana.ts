/**
 * The playground's first host, hv-04: OpenIndiana with a registry that people have kept by hand for a while. Three
 * zones: `intranet` registered and running, `legacy-db` without an entry, `edge1` a router with two nets.
 */
import type { HostSeed } from '../model/seed.ts';
import type { ZoneConfiguration, ZoneResource } from '../model/zone.ts';

const registry = {
  'config.kdl': `// hv-04, rack 2. Ask in #ops before you change anything here.
zonepath-prefix "/zones"
default-template "oi"
`,

  'templates/oi.kdl': `// The ordinary zone: one net, its own address, linked to the host's packages.
template "oi" {
    brand "ipkg"
    autoboot #true
    ip-type "exclusive"
    pool "internal"
}
`,

  'templates/router.kdl': `// Two legs: inside and outside. No link protection, it has to forward.
template "router" {
    brand "ipkg"
    autoboot #true
    ip-type "exclusive"

    net "internal" {
        pool "internal"
        protection #false
    }
    net "public" {
        pool "public"
        protection #false
        default-route #true   // out through the provider
    }
}
`,

  'templates/lab.kdl': `template "lab" {
    brand "nlipkg"
    autoboot #false
    ip-type "exclusive"
    net "lab" {
        pool "lab"
    }
}
`,

  'pools/internal.kdl': `pool "internal" {
    network "10.1.0.0/24"
    gateway "10.1.0.1"
    stub "stub0"
    range-start "10.1.0.10"
    range-end "10.1.0.113"
    reserve "10.1.0.53" note="dns vip"   /* moves between the dns zones */
}
`,

  'pools/public.kdl': `// What the provider gave us. There is no more.
pool "public" {
    network "203.0.113.0/24"
    gateway "203.0.113.1"
    stub "igb0"
    addresses {
        address "203.0.113.17"
        address "203.0.113.42"
        address "203.0.113.43"
    }
    reserve "203.0.113.42" note="vpn, not a zone"
}
`,

  'pools/lab.kdl': `// Both families; the switch port is a trunk of two.
pool "lab" {
    network "10.20.0.0/24"
    gateway "10.20.0.1"
    stub "aggr0"
    range-start "10.20.0.100"
    range-end "10.20.0.199"
    v6 {
        network "fd00:20::/64"
        gateway "fd00:20::1"
        range-start "fd00:20::100"
        range-end "fd00:20::1ff"
    }
}
`,

  'zones/intranet.kdl': `zone "intranet" {
    template "oi"
    created "2026-03-22"
    net "default" {
        address "10.1.0.10/24"
        gateway "10.1.0.1"
        vnic "intranet_0"
        stub "stub0"
    }
}
`,

  'zones/edge1.kdl': `// the only way out for everything on stub0
zone "edge1" {
    template "router"
    created "2026-04-02"
    net "internal" {
        address "10.1.0.11/24"
        gateway "10.1.0.1"
        vnic "edge1_0"
        stub "stub0"
    }
    net "public" {
        address "203.0.113.17/24"
        gateway "203.0.113.1"
        vnic "edge1_1"
        stub "igb0"
    }
}
`,

  'publishers/openindiana.org.kdl': `publisher "openindiana.org" {
    origin "https://pkg.openindiana.org/hipster"
}
`,
} as const;

const zone = (
  name: string,
  autoboot: boolean,
  nets: readonly Readonly<Record<string, string>>[],
) => ({
  properties: {
    zonepath: `/zones/${name}`,
    brand: 'ipkg',
    autoboot: String(autoboot),
    'ip-type': 'exclusive',
  },
  resources: nets.map((properties) => ({ type: 'net', properties, options: [], values: [] })),
});

const MiB = 1024 ** 2;

/** capped-memory of 2G, swap of 4G, and two processors. */
const capped = (configuration: ZoneConfiguration): ZoneConfiguration => ({
  ...configuration,
  resources: [
    ...configuration.resources,
    {
      type: 'capped-memory',
      properties: { physical: String(2048 * MiB) },
      options: [],
      values: [],
    },
    limit('zone.max-swap', 4096 * MiB),
    limit('zone.cpu-cap', 200),
  ],
});

const limit = (name: string, value: number): ZoneResource => ({
  type: 'rctl',
  properties: { name },
  options: [],
  values: [{ priv: 'privileged', limit: String(value), action: 'deny' }],
});

/** For installers and a few machines that are no zones, written by hand. */
const dhcpdConf = `# dhcpd4.conf of hv-04. Installers get an address here, see the wiki.
authoritative;
default-lease-time 3600;
option domain-name "lan.example";   # not for the lab

class "installers" {
    match if substring (option vendor-class-identifier, 0, 4) = "inst";
}

subnet 10.1.0.0 netmask 255.255.255.0 {
    option routers 10.1.0.1;
    option domain-name-servers 10.1.0.53;
    range 10.1.0.200 10.1.0.229;
}

group {
    next-server 10.1.0.2;
    host kiosk { hardware ethernet 00:25:90:0f:11:07; fixed-address 10.1.0.230; }
}

#host old-printer {
#    hardware ethernet 00:25:90:0f:11:08;
#    fixed-address 10.1.0.231;
#}
`;

const dhcpdLeases = `# The format of this file is documented in the dhcpd.leases(5) manual page.
authoring-byte-order little-endian;

lease 10.1.0.200 {
  starts 4 2026/11/19 08:12:40;
  ends 4 2026/11/19 09:12:40;
  binding state free;
  hardware ethernet 02:08:20:5e:00:09;
}
lease 10.1.0.201 {
  starts 5 2026/11/20 10:00:00;
  ends never;
  binding state active;
  next binding state free;
  hardware ethernet 02:08:20:5e:00:0a;
  client-hostname "installer";
}
`;

export const openindianaSeed: HostSeed = {
  files: Object.fromEntries(
    Object.entries(registry).map(([path, text]) => [`/etc/zmgr/${path}`, text]),
  ),
  links: [
    { name: 'igb0', class: 'phys', mac: '0:25:90:a1:b2:c0' },
    { name: 'igb1', class: 'phys', mac: '0:25:90:a1:b2:c1' },
    { name: 'igb2', class: 'phys', mac: '0:25:90:a1:b2:c2' },
    { name: 'aggr0', class: 'aggr', over: ['igb1', 'igb2'], mac: '0:25:90:a1:b2:c1' },
    { name: 'stub0', class: 'etherstub' },
    // The host's own foot in the inner network, where its DHCP server listens.
    { name: 'inner0', class: 'vnic', over: ['stub0'], mac: '2:8:20:1e:0:2', mtu: 9000 },
    { name: 'intranet_0', class: 'vnic', over: ['stub0'], mac: '2:8:20:4f:7:1a', mtu: 9000 },
    { name: 'legacydb0', class: 'vnic', over: ['stub0'], mac: '2:8:20:c:91:e0', mtu: 9000 },
    { name: 'edge1_0', class: 'vnic', over: ['stub0'], mac: '2:8:20:77:0:5', mtu: 9000 },
    { name: 'edge1_1', class: 'vnic', over: ['igb0'], mac: '2:8:20:77:0:6' },
  ],
  nat: {
    config: `# NAT of hv-04: what has no way out of its own. First match wins, so mind the order.
map igb0 10.77.0.0/24 -> 0/32 portmap tcp/udp auto
map igb0 10.77.0.0/24 -> 0/32            # icmp and the rest

# the old wiki, until it is moved
rdr igb0 192.0.2.4/32 port 8080 -> 10.77.0.80 port 80 tcp
`,
    state: 'online',
  },
  interfaces: ['lo0', 'igb0', 'inner0'],
  addresses: [
    { object: 'lo0/v4', address: '127.0.0.1/8' },
    { object: 'igb0/v4', address: '192.0.2.4/24' },
    { object: 'inner0/v4', address: '10.1.0.2/24' },
  ],
  dhcp: { config: dhcpdConf, leases: dhcpdLeases, listen: ['inner0'], state: 'online' },
  datasets: {
    rpool: '/rpool',
    'rpool/ROOT': 'legacy',
    'rpool/ROOT/openindiana': '/',
    'rpool/export': '/export',
    'rpool/zones': '/zones',
  },
  zones: [
    {
      name: 'intranet',
      state: 'running',
      configuration: capped(
        zone('intranet', true, [
          { 'allowed-address': '10.1.0.10/24', physical: 'intranet_0', defrouter: '10.1.0.1' },
        ]),
      ),
      inside: {
        use: { processes: 61, rss: 1_430 * MiB, swap: 1_812 * MiB, cpuPercent: 4.2 },
        services: [
          {
            fmri: 'svc:/network/http:apache24',
            title: 'Apache 2.4 HTTP server',
            state: 'maintenance',
            reason: 'Start method exited with $SMF_EXIT_ERR_CONFIG.',
            log: '/var/svc/log/network-http:apache24.log',
          },
        ],
      },
      snapshots: ['before-upgrade', 'daily-1', 'daily-2'],
    },
    {
      // Somebody made it by hand, before there was a registry; its address lies in the pool.
      name: 'legacy-db',
      state: 'installed',
      configuration: zone('legacy-db', false, [
        { 'allowed-address': '10.1.0.12/24', physical: 'legacydb0', defrouter: '10.1.0.1' },
      ]),
    },
    {
      name: 'edge1',
      state: 'running',
      configuration: zone('edge1', true, [{ physical: 'edge1_0' }, { physical: 'edge1_1' }]),
    },
  ],
};
