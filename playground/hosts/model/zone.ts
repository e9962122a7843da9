/** A zone as zonecfg(8) and zoneadm(8) keep it: its place in the index and its configuration. */

/** Numeric order matters: "at least installed" is what zonecfg asks. illumos-gate usr/src/lib/libzonecfg/common/zone_state. */
export const zoneStates = [
  'configured',
  'incomplete',
  'installed',
  'ready',
  'running',
  'shutting_down',
  'down',
  'mounted',
] as const;
export type ZoneState = (typeof zoneStates)[number];

export const stateAtLeast = (state: ZoneState, least: ZoneState): boolean =>
  zoneStates.indexOf(state) >= zoneStates.indexOf(least);

/** Ready, running and on the way down: states that the kernel knows and the index does not. */
export const isActive = (state: ZoneState): boolean => stateAtLeast(state, 'ready');

/** Values by name; what is not set is not there. */
export type Properties = Readonly<Partial<Record<string, string>>>;

/** One resource, by zonecfg's own names of types and properties. What is not set is not there. */
export interface ZoneResource {
  readonly type: string;
  readonly properties: Properties;
  /** Options of an fs, in order. */
  readonly options: readonly string[];
  /** Values of an rctl, in order. */
  readonly values: readonly ResourceControlValue[];
  /** What `add property` adds on OmniOS, in order. */
  readonly attributes?: readonly NamedValue[];
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface ResourceControlValue {
  readonly priv: string;
  readonly limit: string;
  readonly action: string;
}

/** A committed configuration: the contents of /etc/zones/<zone>.xml. */
export interface ZoneConfiguration {
  /** Global properties by zonecfg's names, without `zonename`; what is not set is not there. */
  readonly properties: Properties;
  readonly resources: readonly ZoneResource[];
}

/** What is in a zone while it runs, as far as the global zone can look into it. What is left out is as usual. */
export interface ZoneInside {
  /** Those that differ from the usual: model/zone-services.ts. */
  readonly services?: readonly InnerService[];
  readonly use?: Partial<ZoneUse>;
  /** Address objects that it made itself. */
  readonly addresses?: readonly InnerAddress[];
  /** Who logs in waits for ever: init hangs. */
  readonly silent?: true;
}

/** An address object in a zone. */
export interface InnerAddress {
  readonly object: string;
  readonly type: 'static' | 'dhcp' | 'addrconf';
  /** `10.1.0.5/24`, or `?` of a dhcp that has none. */
  readonly address: string;
}

/** smf(7), an instance in a zone. */
export interface InnerService {
  readonly fmri: string;
  /** As svcs -x calls it. */
  readonly title: string;
  readonly state: 'online' | 'offline' | 'maintenance' | 'degraded';
  /** svcs' own words, where it is not online. */
  readonly reason?: string;
  /** Path of its log in the zone. */
  readonly log?: string;
}

export interface ZoneUse {
  readonly processes: number;
  /** Bytes. */
  readonly rss: number;
  readonly swap: number;
  /** Of all processors. */
  readonly cpuPercent: number;
}

export interface ImagePublisher {
  readonly name: string;
  readonly sticky: boolean;
  /** The host's own, for a zone whose packages are kept in step with the host's. */
  readonly isSystem: boolean;
  readonly origin: string;
}

export interface Zone {
  readonly name: string;
  readonly uuid: string;
  state: ZoneState;
  /** The kernel's id while the zone is active. */
  id: number | undefined;
  /** Since when it is active. */
  bootedAt?: Date | undefined;
  readonly inside?: ZoneInside;
  /** Its boot environment, on its zonepath's root: from an install, or from when it is ready, until the host goes down. */
  rootMounted?: boolean;
  /** Where the packages of its image come from, once it has one. */
  publishers?: readonly ImagePublisher[] | undefined;
  configuration: ZoneConfiguration;
  /** Held by a zoneadm that has an operation in progress (/var/run/zones/<zone>.zoneadm.lock). */
  busy: boolean;
}

export const resourcesOf = (configuration: ZoneConfiguration, type: string) =>
  configuration.resources.filter((resource) => resource.type === type);

export const property = (configuration: ZoneConfiguration, name: string): string =>
  configuration.properties[name] ?? '';

/** A zone without ip-type shares the host's stack. */
export const isExclusive = (configuration: ZoneConfiguration): boolean =>
  property(configuration, 'ip-type') === 'exclusive';

/** Links that a zone's configuration names, each once. */
export const physicalLinks = (configuration: ZoneConfiguration): readonly string[] => [
  ...new Set(resourcesOf(configuration, 'net').map((net) => net.properties.physical ?? '')),
];
