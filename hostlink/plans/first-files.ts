/** The files of a first registry, as far as they are missing: a template for each brand of the host, and config.kdl. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { ourBrands } from '../illumos/brands.ts';
import type { Distribution, OsRelease } from '../illumos/os-release.ts';
import type { FileSystem } from '../illumos/zfs.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { IpAddress } from '../ipam/address.ts';
import type { Zonepath } from '../names/zonepath.ts';
import type { Registry } from '../registry/model.ts';
import { newConfigText, newTemplateText } from '../registry/new-files.ts';
import { refuseIgnoredResolvers } from './brand-demands.ts';
import { type ZonesDataset, zonesDataset } from './zones-dataset.ts';

export interface FirstTemplate {
  readonly name: string;
  readonly text: string;
}

interface HostAround {
  readonly os: OsRelease;
  readonly brands: ReadonlySet<string>;
  readonly registry: Registry;
  readonly fileSystems: readonly FileSystem[];
  readonly zones: readonly ZoneListing[];
}

/** The pool that templates name where nobody says which: one that there is, or the usual name of a first one. */
export const poolNameFor = ({ pools }: Pick<Registry, 'pools'>): string =>
  pools.has('internal') ? 'internal' : ([...pools.keys()][0] ?? 'internal');

/**
 * One for each brand that the host has, that zones can be made with, and that no template is for yet. A file that can't
 * be understood may be for any brand, and is never written over.
 * @throws Diagnostic `zmgr::registry::no-brands`, `zmgr::template::no-resolvers`
 */
export function firstTemplates(
  {
    resolvers,
    dnsDomain,
  }: { readonly resolvers: readonly IpAddress[]; readonly dnsDomain?: string },
  pool: string,
  { os: { distribution }, brands, registry }: Pick<HostAround, 'os' | 'brands' | 'registry'>,
): readonly FirstTemplate[] {
  const ours = ourBrands(distribution).filter(({ name }) => brands.has(name));
  if (ours.length === 0) throw noBrands(distribution);
  const { templates, faults } = registry;
  const missing = ours.filter(
    ({ name }) =>
      [...templates.values()].every((template) => template.brand !== name) &&
      !templates.has(name) &&
      !faults.some(({ path }) => path === `templates/${name}.kdl`),
  );
  return missing.map((brand) => {
    refuseIgnoredResolvers({ name: brand.name, resolvers, dnsDomain }, distribution);
    return {
      name: brand.name,
      text: newTemplateText({ brand, distribution, pool, resolvers, dnsDomain }),
    };
  });
}

const noBrands = (distribution: Distribution): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::registry::no-brands',
    message: 'The host has no brand that zones can be made with',
    help: `Install one there as root: pkg install brand/${ourBrands(distribution)[0]?.name ?? 'ipkg'}`,
  });

/** The one that most people want first, where there are several. */
const preferred: Readonly<Record<Distribution, readonly string[]>> = {
  openindiana: ['ipkg', 'nlipkg'],
  omnios: ['sparse', 'lipkg', 'ipkg', 'pkgsrc'],
  other: [],
};

/**
 * @param prefix as wished, or chosen before
 * @param templates that are made beside it
 * @throws Diagnostic `zmgr::registry::no-zones-dataset`
 */
export function firstConfig(
  prefix: Zonepath | undefined,
  templates: readonly FirstTemplate[],
  { os, registry, fileSystems, zones }: HostAround,
  host: HostSpec,
): { readonly text: string; readonly place: ZonesDataset } {
  const place = zonesDataset(prefix, fileSystems, zones, host);
  const there = [...registry.templates.keys()];
  const names = [...there, ...templates.map(({ name }) => name)];
  // What a registry without config.kdl means already, so that nobody's `create` means something else from now on.
  const usual = there.includes(registry.config.defaultTemplate)
    ? registry.config.defaultTemplate
    : preferred[os.distribution].find((name) => names.includes(name));
  const defaultTemplate = usual ?? names[0] ?? registry.config.defaultTemplate;
  const text = newConfigText({ zonepathPrefix: place.mountpoint, defaultTemplate });
  return { text, place };
}
