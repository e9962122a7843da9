/** What differs between illumos distributions, as data: a new one is a new file beside this. */
export interface Dialect {
  readonly name: string;
  readonly osRelease: string;
  /** uname -v */
  readonly kernelVersion: string;
  /** Brand of the global zone in `zoneadm list -p`. */
  readonly globalBrand: string;
  /** Installed brands. */
  readonly brands: readonly Brand[];
  /** Templates of `zonecfg create -t`, /etc/zones/<name>.xml: their global properties. */
  readonly templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly zonecfg: ZonecfgDialect;
  /** Whether brands set up the network of a zone that comes up, and take it down again: zoneadm/brand-network.ts. */
  readonly brandsSetUpNetwork: boolean;
  /** Where zones get their packages from, unless they are told otherwise. */
  readonly publisher: {
    readonly name: string;
    readonly origin: string;
    /** The incorporation that the global zone has, and every zone must get. */
    readonly entire: string;
  };
  /** What an install says after it is done. */
  readonly nextSteps: readonly string[];
  /** The ISC DHCP server: its instance, files and program. */
  readonly dhcp: {
    readonly fmri: string;
    readonly config: string;
    readonly leases: string;
    readonly program: '/usr/sbin/dhcpd' | '/usr/lib/inet/dhcpd';
  };
  /** Instances that svcs knows, with their state after installation. */
  readonly services: Readonly<Record<string, 'online' | 'disabled'>>;
}

export interface Brand {
  readonly name: string;
  readonly install: InstallScript;
  /** Whether pkg keeps it in step with the global zone. */
  readonly linked: boolean;
}

/** What a brand's install script takes: getopts letters, and what it prints when it is given others. */
export type InstallScript =
  /** Fetches packages. Where it understands nothing it does nothing, and the zone is configured again. */
  | { readonly kind: 'packages'; readonly letters: string; readonly usage: readonly string[] }
  /** Unpacks an image. Where it understands nothing it says so as a fatal error, and the zone stays incomplete. */
  | {
      readonly kind: 'image';
      readonly letters: string;
      readonly usage: readonly string[];
      /** The boot environment below ROOT, as illumos has them; Linux has none. */
      readonly bootEnvironment?: string;
    };

/** Where a distribution's zonecfg(8) goes beyond illumos-gate's. */
export interface ZonecfgDialect {
  /** Simple properties of `net`; a word that is not listed is a syntax error. The two print them in orders of their own. */
  readonly net: { readonly info: readonly string[]; readonly export: readonly string[] };
  /** Global properties that stand for a resource control, besides those of illumos-gate. */
  readonly aliases: Readonly<Record<string, string>>;
  /** `add property (name=…,value="…")` in net and device, and quotes between parentheses. */
  readonly resourceAttributes: boolean;
  /** capped-memory's `physical` is kept by rcapd, or is a resource control like its others. */
  readonly physicalMemory: 'mcap' | 'rctl';
  /** What `create -t` puts before a name that begins with a small letter. */
  readonly templatePrefix: string;
}
