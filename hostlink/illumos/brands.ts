/**
 * brands(7): what kinds of zones there are, on which distribution, who looks after them and what their installation
 * takes. From the brands' own scripts: OpenIndiana/pkg5 and omniosorg/pkg5, src/brand.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Distribution } from './os-release.ts';

export interface Brand {
  readonly name: string;
  readonly distributions: readonly Distribution[];
  /** Virtual machines are vm-manager's: we show them and leave them alone. */
  readonly keeper: 'zonebot' | 'vm-manager';
  /** `packages`: fetched by pkg(1), may need no argument at all · `image`: asks for one, which templates cannot name yet. */
  readonly installs: 'packages' | 'image' | 'nothing';
}

const both: readonly Distribution[] = ['openindiana', 'omnios'];
const omnios: readonly Distribution[] = ['omnios'];

export const brands: readonly Brand[] = [
  { name: 'ipkg', distributions: both, keeper: 'zonebot', installs: 'packages' },
  { name: 'nlipkg', distributions: ['openindiana'], keeper: 'zonebot', installs: 'packages' },
  { name: 'lipkg', distributions: omnios, keeper: 'zonebot', installs: 'packages' },
  { name: 'sparse', distributions: omnios, keeper: 'zonebot', installs: 'packages' },
  { name: 'pkgsrc', distributions: omnios, keeper: 'zonebot', installs: 'packages' },
  { name: 'illumos', distributions: omnios, keeper: 'zonebot', installs: 'image' },
  { name: 'lx', distributions: omnios, keeper: 'zonebot', installs: 'image' },
  { name: 'emu', distributions: omnios, keeper: 'vm-manager', installs: 'nothing' },
  { name: 'bhyve', distributions: both, keeper: 'vm-manager', installs: 'nothing' },
  { name: 'kvm', distributions: both, keeper: 'vm-manager', installs: 'nothing' },
];

/** Whether zones of this brand are virtual machines, which vm-manager looks after. */
export const isVmBrand = (name: string): boolean =>
  brands.some((brand) => brand.name === name && brand.keeper === 'vm-manager');

/**
 * The brand that a zone is to be made with.
 * @throws Diagnostic `zmgr::brand::unknown`, `zmgr::brand::not-ours`, `zmgr::brand::needs-image`
 */
export function brandFor(name: string, distribution: Distribution): Brand {
  // Of a distribution that we do not know we know no brand to be missing either.
  const offered = brands.filter(
    (brand) => distribution === 'other' || brand.distributions.includes(distribution),
  );
  const ours = offered.filter(
    (brand) => brand.keeper === 'zonebot' && brand.installs === 'packages',
  );
  const names = ours.map((brand) => brand.name);
  const brand = offered.find((one) => one.name === name);
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
  if (brand.installs === 'image') {
    throw new Diagnostic({
      code: 'zmgr::brand::needs-image',
      message: `A zone of the brand ${name} is installed from an image, and a template cannot name one`,
      help: `Brands that need none: ${names.join(', ')}.`,
    });
  }
  return brand;
}
