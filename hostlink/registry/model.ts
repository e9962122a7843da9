/**
 * What the registry under /etc/zmgr says, once read: readonly data. Its files are KDL v2, written by zonebot, by zmgr
 * and by people; unknown nodes are kept in the files and are no error.
 */
import type { Diagnostic } from '../diagnostic.ts';
import type { Limits, Mount } from '../illumos/zone-resources.ts';
import type { Cidr, IpAddress } from '../ipam/address.ts';
import type { LinkName } from '../names/link-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Secret } from '../plan/secret.ts';

/** config.kdl. */
export interface RegistryConfig {
  /** Default /zones. */
  readonly zonepathPrefix: string;
  /** Default `oi`. */
  readonly defaultTemplate: string;
  /** Default `{zone}_{index}`. */
  readonly vnicPattern: string;
  /** Seconds that a runner waits for a lock, default 600. */
  readonly lockTimeout: number;
  /** What becomes of a zone with which the host's zones may take more than it has. Default `warn`. */
  readonly overcommit: 'warn' | 'refuse' | 'allow';
}

/** One net of a template. A template in the first spelling (a flat `pool`) has one, called `default`. */
export interface TemplateNet {
  readonly name: string;
  readonly pool: string;
  /** Whether the zone gets `allowed-address`, and with it link protection: off for routers. Default true. */
  readonly protection: boolean;
  /** Whether this net carries the zone's default route. */
  readonly defaultRoute: boolean;
  /** VNIC naming pattern of this net, instead of the configuration's. */
  readonly vnicPattern?: string;
}

/** templates/<name>.kdl. */
export interface Template {
  readonly name: string;
  readonly brand: string;
  readonly autoboot: boolean;
  readonly ipType: 'exclusive' | 'shared';
  readonly nets: readonly TemplateNet[];
  /** Names of publishers/*.kdl, from which its zones get packages. */
  readonly publishers: readonly string[];
  /** What a zone of a brand that asks for one is installed from: a path, a dataset or a snapshot on the host. */
  readonly image?: string;
  /** What else the brand's install script is handed; nothing that a shell would read anything into. */
  readonly installArguments: readonly string[];
  /** Name servers of the zones, in their order. */
  readonly resolvers: readonly IpAddress[];
  readonly dnsDomain?: string;
  /** Attributes of the zones, which their brand reads: `kernel-version` of lx. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** What its zones may use at most. */
  readonly limits: Limits;
  /** Processors of the zone's own: `2`, `2-4`. */
  readonly dedicatedCpus?: string;
  /** Directories and file systems of the host in its zones; `{zone}` in them is the zone's name. */
  readonly mounts: readonly Mount[];
  /** Datasets that its zones get to look after; made where they are not there. */
  readonly datasets: readonly TemplateDataset[];
  /** What they set up at their first boot. */
  readonly sysconfig?: Sysconfig;
}

export interface TemplateDataset {
  /** `{zone}` in it is the zone's name. */
  readonly name: string;
  /** Bytes, of one that is made. */
  readonly quota?: number;
}

/** What a zone sets up at its first boot. */
export interface Sysconfig {
  /** `{zone}` in it is the zone's name. */
  readonly hostname?: string;
  /** In their order. */
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly timezone?: string;
  /** Hash of it, as crypt(3) makes one. */
  readonly rootPassword?: Secret;
  /** Who may log in as root. */
  readonly keys: readonly Secret[];
  readonly users: readonly SysconfigUser[];
}

export interface SysconfigUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
  readonly password?: Secret;
  readonly keys: readonly Secret[];
}

export interface AddressRange {
  readonly first: IpAddress;
  readonly last: IpAddress;
}

/** One address family of a pool. */
export interface PoolFamily {
  readonly network: Cidr;
  readonly gateway: IpAddress;
  /** What may be given out: ranges, or single addresses as ranges of one. In the order of the file. */
  readonly ranges: readonly AddressRange[];
  /** Which spelling the file uses. */
  readonly mode: 'range' | 'list';
}

/** pools/<name>.kdl. */
export interface Pool {
  readonly name: string;
  /** Etherstub or physical link under the VNICs. */
  readonly stub: LinkName;
  /** At least one of the two is there; `v4` comes from the pool's own nodes, `v6` from its `v6` block (or both from a v6 network). */
  readonly v4?: PoolFamily;
  readonly v6?: PoolFamily;
  /** Addresses never given out, with why. */
  readonly reserved: readonly { readonly address: IpAddress; readonly note?: string }[];
}

/** One net of a zone's entry. An entry in the first spelling (flat `address`) has one, called `default`. */
export interface EntryNet {
  readonly name: string;
  /** With prefix length, in the order of the file; empty where none is known. */
  readonly addresses: readonly Cidr[];
  readonly gateways: readonly IpAddress[];
  readonly vnic?: string;
  readonly stub?: string;
}

export type EntryState = 'ready' | 'creating' | 'destroying' | 'moving';

/** zones/<name>.kdl: the ledger. Its addresses are allocated. */
export interface ZoneEntry {
  readonly name: ZoneName;
  readonly template?: string;
  readonly brand?: string;
  readonly created?: string;
  readonly imported: boolean;
  /** An entry without a `state` node is ready. */
  readonly state: EntryState;
  /** Set by people: the zone is not to be destroyed while it stands there. */
  readonly deleteProtection: boolean;
  /** What people know it by, and what rules and bulk commands name: `web`, `prod`. */
  readonly tags: readonly string[];
  /** Its place where several zones are booted at once: the lowest first, those without one last. */
  readonly bootOrder?: number;
  /** Seconds that it is given after its boot, before what comes after it is booted. */
  readonly bootDelay?: number;
  /** Zones of the same host that are booted before it, and shut down after it. */
  readonly dependsOn: readonly ZoneName[];
  readonly nets: readonly EntryNet[];
  /** The file's whole text, for guards and edits. */
  readonly text: string;
}

/** publishers/<name>.kdl. */
export interface Publisher {
  readonly name: string;
  readonly origin: string;
  readonly sticky: boolean;
  readonly mode: 'add' | 'replace';
}

/** A file that could not be understood, or stands at odds with another. `blocks`: nothing that needs it is planned. */
export interface RegistryFault {
  /** Relative to the registry, `pools/internal.kdl`. */
  readonly path: string;
  readonly diagnostic: Diagnostic;
  readonly blocks: boolean;
  /**
   * What looks like an address in an entry that could not be understood. These count as taken, so that a broken entry
   * never gives its zone's address to another.
   */
  readonly addresses?: readonly IpAddress[];
}

export interface Registry {
  /** Directory on the host. */
  readonly directory: string;
  /** False where the host has no registry yet: `host init` writes a first one. */
  readonly exists: boolean;
  /** Whether config.kdl is there, understood or not. */
  readonly hasConfig: boolean;
  readonly config: RegistryConfig;
  readonly templates: ReadonlyMap<string, Template>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly zones: ReadonlyMap<string, ZoneEntry>;
  readonly publishers: ReadonlyMap<string, Publisher>;
  readonly faults: readonly RegistryFault[];
  /** All files as they are, by path relative to the directory, and how diagnostics call the directory. */
  readonly texts: ReadonlyMap<string, string>;
  readonly place: string;
}
