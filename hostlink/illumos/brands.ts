/**
 * brands(7): what kinds of zones there are, on which distribution, who looks after them and what their installation
 * takes. From the brands' own scripts: OpenIndiana/pkg5 and omniosorg/pkg5, src/brand.
 */
import { posix } from 'node:path';
import { Diagnostic } from '../diagnostic.ts';
import type { Family } from '../ipam/address.ts';
import { filesFact } from '../observe/define-fact.ts';
import type { Distribution } from './os-release.ts';

export interface Brand {
  readonly name: string;
  /** What its zones are, in half a sentence for people. */
  readonly summary: Readonly<Partial<Record<Distribution, string>>>;
  /** Virtual machines are vm-manager's: we show them and leave them alone. */
  readonly keeper: 'zonebot' | 'vm-manager';
  /** `packages`: fetched by pkg(1), may need no argument at all · `image`: asks for one, `-s` of its install script. */
  readonly installs: 'packages' | 'image' | 'nothing';
  /** What else its install script takes, as for getopts(1); -R and -z are zoneadm's own. */
  readonly options: string;
  /** Attributes without which its zones do not come up. */
  readonly attributes: readonly string[];
  /** Whether it knows the zones of a shared IP stack. */
  readonly ipTypes: readonly ('exclusive' | 'shared')[];
  /** Address families of which its zones can be told a default router. */
  readonly routers: readonly Family[];
}

/** Of ipkg/pkgcreatezone: what has to do with packages. -a and -d make a zone from an archive, which is another thing. */
const packageOptions = 'c:e:k:P:sv';
const usual = {
  keeper: 'zonebot',
  installs: 'packages',
  options: packageOptions,
  attributes: [],
  ipTypes: ['exclusive', 'shared'],
  routers: [4, 6],
} as const;
const fromImage = { ...usual, installs: 'image', options: 'v' } as const;
const virtualMachine = {
  ...usual,
  keeper: 'vm-manager',
  installs: 'nothing',
  options: '',
} as const;

const independent = 'a whole system, with packages of its own';
const linked = "a whole system, its packages kept in step with the host's";

export const brands: readonly Brand[] = [
  { ...usual, name: 'ipkg', summary: { openindiana: linked, omnios: independent } },
  { ...usual, name: 'nlipkg', summary: { openindiana: independent } },
  { ...usual, name: 'lipkg', summary: { omnios: linked } },
  {
    ...usual,
    name: 'sparse',
    summary: { omnios: "shares the host's /usr: small, and up to date when the host is" },
    options: 'sv',
  },
  {
    ...usual,
    name: 'pkgsrc',
    summary: { omnios: "a sparse zone with pkgsrc's packages, which its installation downloads" },
    options: 'sv',
  },
  { ...fromImage, name: 'illumos', summary: { omnios: 'another illumos, from an image' } },
  {
    ...fromImage,
    name: 'lx',
    summary: { omnios: 'Linux, from an image' },
    // lxinit.c of illumos-omnios: lxi_kern_release_cmp() stops where the first is missing, lxi_config_open() at a shared
    // stack, and lxi_iface_gateway() at a router that is no v4 address.
    attributes: ['kernel-version'],
    ipTypes: ['exclusive'],
    routers: [4],
  },
  { ...virtualMachine, name: 'emu', summary: { omnios: 'a virtual machine' } },
  {
    ...virtualMachine,
    name: 'bhyve',
    summary: { openindiana: 'a virtual machine', omnios: 'a virtual machine' },
  },
  {
    ...virtualMachine,
    name: 'kvm',
    summary: { openindiana: 'a virtual machine', omnios: 'a virtual machine' },
  },
];

/** Whether zones of this brand are virtual machines, which vm-manager looks after. */
export const isVmBrand = (name: string): boolean =>
  brands.some((brand) => brand.name === name && brand.keeper === 'vm-manager');

/** Brands of a distribution that zones can be made with. Of one that we do not know we know no brand to be missing. */
export const ourBrands = (distribution: Distribution): readonly Brand[] =>
  offeredBy(distribution).filter(({ keeper }) => keeper === 'zonebot');

const offeredBy = (distribution: Distribution): readonly Brand[] =>
  brands.filter(({ summary }) => distribution === 'other' || distribution in summary);

/** Names of the brands that a host has, whether we know them or not: those that libbrand finds. */
export const installedBrands = filesFact<ReadonlySet<string>>({
  name: 'brands',
  // Beside /etc, which a simulated host without namespaces has somewhere else.
  directory: ({ etc }) => posix.join(etc, '../usr/lib/brand'),
  members: ['*/config.xml'],
  parse: ({ files }) => new Set([...files.keys()].map((path) => path.split('/')[0] ?? '')),
});

/**
 * The brand that a zone is to be made with.
 * @throws Diagnostic `zmgr::brand::unknown`, `zmgr::brand::not-ours`, `zmgr::brand::not-installed`
 */
export function brandFor(
  name: string,
  distribution: Distribution,
  installed: ReadonlySet<string>,
): Brand {
  const names = ourBrands(distribution)
    .map((brand) => brand.name)
    .filter((one) => installed.has(one));
  const brand = offeredBy(distribution).find((one) => one.name === name);
  if (brand === undefined) {
    throw new Diagnostic({
      code: 'zmgr::brand::unknown',
      message: `${distribution === 'other' ? 'illumos' : distribution} has no brand "${name.slice(0, 80)}"`,
      help: `Brands that zones can be made with there: ${names.join(', ')}.`,
      suggestions: names,
    });
  }
  if (brand.keeper === 'vm-manager') {
    throw new Diagnostic({
      code: 'zmgr::brand::not-ours',
      message: `Zones of the brand ${name} are virtual machines, which vm-manager looks after`,
      help: `Brands that zones can be made with here: ${names.join(', ')}.`,
    });
  }
  if (!installed.has(name)) {
    throw new Diagnostic({
      code: 'zmgr::brand::not-installed',
      message: `The brand ${name} is not installed on the host`,
      help: `Install it there as root: pkg install brand/${name}. Brands that it has: ${names.join(', ')}.`,
    });
  }
  return brand;
}
