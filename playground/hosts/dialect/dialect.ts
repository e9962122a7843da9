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
  /** Global properties beyond illumos-gate's. */
  readonly extraProperties: readonly string[];
  /** Properties of `net` beyond illumos-gate's: a syntax error where they are not listed. */
  readonly extraNetProperties: readonly string[];
  /** Instances that svcs knows, with their state after installation. */
  readonly services: Readonly<Record<string, 'online' | 'disabled'>>;
}

export interface Brand {
  readonly name: string;
  /** `packages`: installs an image from a publisher (ipkg and its like). */
  readonly install: 'packages';
  /** Whether pkg keeps it in step with the global zone. */
  readonly linked: boolean;
}
