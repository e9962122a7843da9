/** The laws of plans that make zones, and that boot and stop them. A new plan comes under them by a line in `plans`. */
import { parseZoneName } from '../../hostlink/names/zone-name.ts';
import type { PowerVerb } from '../../hostlink/plans/zone-power-fit.ts';
import type { HostOptions } from '../../playground/hosts/host.ts';
import { omniosSeed } from '../../playground/hosts/seeds/omnios.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { planCreate } from '../support/operations-on-host.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import { planPower, withZones } from '../support/power-on-host.ts';
import { thoroughly } from '../support/thorough.ts';

/** All that a template can ask for, over two nets of which one has both families. */
const full = (brand: string, ...pools: readonly [string, string]): string => `template "full" {
  brand "${brand}"
  autoboot #true
  publishers "extra"
  resources { cpu-cap 1.5; memory "2G"; swap "4G"; max-lwps 2000 }
  fs "/export/files" special="/zones" options="ro"
  dataset "rpool/{zone}" quota="1G"
  sysconfig {
    hostname "{zone}.example.net"
    nameserver "9.9.9.9"
    search "a.example.net" "b.example.net"
    timezone "Europe/Berlin"
    root-password "$5$saltsalt$OiUAyZCDogHuaxH71rMeQxvpDEY2yXx0ZQRnmeb9"
    user "ops" { ssh-key "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ it's $(ops) \`here\`" }
  }
  net "one" { pool "${pools[0]}" }
  net "two" { pool "${pools[1]}"; default-route #true }
}
`;

const extra = {
  '/etc/zmgr/publishers/extra.kdl':
    'publisher "extra" {\n  origin "https://pkg.example.net"\n  sticky #false\n}\n',
};

/** With pools that outlast the laws. */
const openindiana: Partial<HostOptions> = {
  seed: {
    ...openindianaSeed,
    files: {
      ...openindianaSeed.files,
      ...extra,
      '/etc/zmgr/templates/full.kdl': full('nlipkg', 'public', 'lab'),
      '/etc/zmgr/pools/public.kdl':
        'pool "public" {\n  network "203.0.113.0/24"\n  gateway "203.0.113.1"\n  stub "igb0"\n  range-start "203.0.113.17"\n  range-end "203.0.113.250"\n}\n',
    },
  },
};
const omnios: Partial<HostOptions> = {
  name: 'om-01',
  dialect: 'omnios',
  seed: {
    ...omniosSeed,
    files: {
      ...omniosSeed.files,
      ...extra,
      '/etc/zmgr/templates/full.kdl': full('ipkg', 'lan', 'both'),
      '/etc/zmgr/pools/both.kdl':
        'pool "both" {\n  network "10.3.0.0/24"\n  gateway "10.3.0.1"\n  stub "stub0"\n  range-start "10.3.0.10"\n  range-end "10.3.0.250"\n  v6 { network "fd00:3::/64"; gateway "fd00:3::1"; range-start "fd00:3::10"; range-end "fd00:3::ffff" }\n}\n',
    },
  },
};

const create = (
  host: Partial<HostOptions>,
  template: string,
): Pick<LawfulPlan, 'host' | 'make'> => ({
  host,
  make: (on, zone) => planCreate(on, zone, { template }),
});

/** Of zones that are there from the start; they take long enough to be interrupted on their way. */
const power = (on: 'openindiana' | 'omnios', verb: PowerVerb, force = false): LawfulPlan => {
  const [host, seed, brand] =
    on === 'omnios'
      ? ([omnios, omniosSeed, 'sparse'] as const)
      : ([{}, openindianaSeed, 'ipkg'] as const);
  const state = verb === 'boot' ? 'installed' : 'running';
  return {
    name: `${verb}${force ? ' by force' : ''} on ${on}`,
    host: { ...host, seed: withZones(seed, lawZones, brand, state), installMilliseconds: 400 },
    make: (host, zone) => planPower(host, verb, zone, force),
  };
};

const plans: readonly LawfulPlan[] = [
  { name: 'create, all that a template can ask for', ...create(openindiana, 'full') },
  { name: 'create on OmniOS, all of it', ...create(omnios, 'full') },
  {
    name: 'clone on OmniOS',
    host: omnios,
    make: (on, zone) => planCreate(on, zone, { from: parseZoneName('mail') }),
    isSampled: true,
  },
  power('openindiana', 'boot'),
  power('omnios', 'shutdown'),
  ...thoroughly(
    power('openindiana', 'halt'),
    power('omnios', 'reboot'),
    { name: 'create, one net', ...create(openindiana, 'oi') },
    { name: 'create, a router', ...create(openindiana, 'router') },
    { name: 'create on OmniOS', ...create(omnios, 'sparse') },
    { name: 'create from an image', ...create(omnios, 'lx') },
    power('omnios', 'boot'),
    power('openindiana', 'shutdown'),
    power('omnios', 'halt'),
    power('openindiana', 'reboot'),
    power('openindiana', 'reboot', true),
  ),
];

plansHoldTheLaws(plans);
