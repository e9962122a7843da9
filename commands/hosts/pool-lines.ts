/** Pools and templates of a registry, a line each: how many addresses are free, what zones are made with. */
import type { Family } from '../../hostlink/ipam/address.ts';
import { formatCidr } from '../../hostlink/ipam/address.ts';
import { familiesOf, usage } from '../../hostlink/ipam/pool-addresses.ts';
import type { TakenAddresses } from '../../hostlink/ipam/taken.ts';
import type { Pool, Registry, Template } from '../../hostlink/registry/model.ts';
import type { Line, Span } from '../answer.ts';
import { code, joined, strong } from '../answers/parts.ts';

/** @param taken undefined where it can't be told what is taken. */
export const poolLines = (
  { pools }: Registry,
  taken: TakenAddresses | undefined,
): readonly Line[] =>
  [...pools.values()].map((pool) => [strong(pool.name), ' ', ...poolLine(pool, taken)]);

/** What is said of one behind its name. */
export const poolLine = (pool: Pool, taken: TakenAddresses | undefined): readonly Span[] => [
  ...joined(familiesOf(pool).map((family) => familyWords(pool, family, taken))),
  ' over ',
  code(pool.stub),
];

/** `98 of 100 free in 10.1.0.0/24` */
function familyWords(pool: Pool, family: Family, taken: TakenAddresses | undefined): string {
  const network = family === 4 ? pool.v4?.network : pool.v6?.network;
  const where = network === undefined ? '' : ` in ${formatCidr(network)}`;
  if (taken === undefined) return `free addresses unknown${where}`;
  const { free, total } = usage(pool, family, taken);
  return `${free === 0n ? '⚠ ' : ''}${countOf(free)} of ${countOf(total)} free${where}`;
}

/** An IPv6 pool may hold more than anybody reads. */
export const countOf = (count: bigint): string =>
  count < 1_000_000n ? String(count) : `10^${String(count).length - 1}`;

/** @param brands undefined where it can't be told which the host has. */
export const templateLines = (
  { templates, config }: Registry,
  brands: ReadonlySet<string> | undefined,
): readonly Line[] =>
  [...templates.values()].map((template) => [
    strong(template.name),
    ' ',
    ...templateLine(template, config, brands),
  ]);

/** What is said of one behind its name. */
export const templateLine = (
  { name, brand, nets }: Template,
  { defaultTemplate }: Registry['config'],
  brands: ReadonlySet<string> | undefined,
): readonly Span[] =>
  joined([
    ...(name === defaultTemplate ? ['the default'] : []),
    `brand ${brand}`,
    nets.length === 0 ? '' : `pool ${[...new Set(nets.map(({ pool }) => pool))].join(', ')}`,
    brands === undefined || brands.has(brand) ? '' : '⚠ the host does not have this brand',
  ]);
