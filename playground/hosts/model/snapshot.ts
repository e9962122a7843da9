/** A simulated host as values: the answer of the playground's control API, and a dump to compare before and after. */
import { readTree } from './files.ts';
import { isNatLoaded, type Machine } from './machine.ts';
import { property, resourcesOf } from './zone.ts';

/** The answer to `GET /_control/host/<name>`; without the global zone and the state directory. */
export interface HostState {
  readonly zones: Readonly<
    Record<
      string,
      {
        readonly state: string;
        readonly brand: string;
        readonly zonepath: string;
        readonly nets: readonly {
          readonly physical: string;
          readonly allowedAddress?: string;
          readonly defrouter?: string;
        }[];
      }
    >
  >;
  /** `over` is a comma list, as dladm prints it. */
  readonly links: Readonly<Record<string, { readonly class: string; readonly over: string }>>;
  readonly addresses: readonly { readonly object: string; readonly address: string }[];
  readonly files: Readonly<Record<string, string>>;
  /** Names, sorted. */
  readonly datasets: readonly string[];
  /** State by FMRI. */
  readonly services: Readonly<Record<string, string>>;
  /** As `ipnat -l` prints them. */
  readonly nat: readonly string[];
}

/** Everything there is but the state directory, the clock and what the kernel gives out: ids, boot times. */
export type HostDump = Readonly<Record<string, unknown>>;

const stateDirectory = '/var/zmgr';

const optional = (key: string, value: string | undefined) =>
  value === undefined ? {} : { [key]: value };

const sorted = <T extends { readonly name: string }>(things: readonly T[]) =>
  things.toSorted((a, b) => (a.name < b.name ? -1 : 1));

export function stateOf(machine: Machine, root: string): HostState {
  const files = readTree(root, ['/etc'], () => false);
  return {
    zones: Object.fromEntries(
      machine.zones.map(({ name, state, configuration }) => [
        name,
        {
          state,
          brand: property(configuration, 'brand'),
          zonepath: property(configuration, 'zonepath'),
          nets: resourcesOf(configuration, 'net').map(({ properties }) => ({
            physical: properties.physical ?? '',
            ...optional('allowedAddress', properties['allowed-address']),
            ...optional('defrouter', properties.defrouter),
          })),
        },
      ]),
    ),
    links: Object.fromEntries(
      machine.links.map((link) => [link.name, { class: link.class, over: link.over.join(',') }]),
    ),
    addresses: machine.addresses.map(({ object, address }) => ({ object, address })),
    files: Object.fromEntries(
      Object.entries(files).flatMap(([path, { text }]) =>
        text === undefined ? [] : [[path, text]],
      ),
    ),
    datasets: sorted(machine.datasets).map(({ name }) => name),
    services: Object.fromEntries(machine.services.map(({ fmri, state }) => [fmri, state])),
    nat: isNatLoaded(machine) ? machine.natRules : [],
  };
}

export function dumpOf(machine: Machine, root: string): HostDump {
  return structuredClone({
    zones: sorted(machine.zones).map(({ id: _id, bootedAt: _bootedAt, ...zone }) => zone),
    links: sorted(machine.links),
    interfaces: machine.interfaces,
    addresses: machine.addresses.toSorted((a, b) => (a.object < b.object ? -1 : 1)),
    datasets: sorted(machine.datasets),
    // A restart leaves nothing but another number.
    services: machine.services.map(({ contract: _contract, ...service }) => service),
    nat: isNatLoaded(machine) ? machine.natRules : [],
    routing: machine.routing,
    forwarding: machine.forwarding,
    files: readTree(
      root,
      ['/etc', '/zones', '/home', '/var'],
      // mnttab is the kernel's: it says again what zones and datasets say, and when the host was booted.
      (inside) =>
        inside === stateDirectory || inside.startsWith('/var/run') || inside === '/etc/mnttab',
    ),
  });
}
