/**
 * Texts of a registry's first files, as people go on with them: short, with what they may want to change in sight.
 * Reading them gives back what they were written from. docs/registry.md tells every key.
 */
import type { Brand } from '../illumos/brands.ts';
import type { Distribution } from '../illumos/os-release.ts';
import { formatAddress, formatCidr, type IpAddress } from '../ipam/address.ts';
import { kdlString } from './kdl.ts';
import type { Pool, PoolFamily, RegistryConfig, Template } from './model.ts';

const block = (opening: string, lines: readonly string[]): readonly string[] => [
  `${opening} {`,
  ...lines.map((line) => `    ${line}`),
  '}',
];

const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const words = (values: readonly string[]): string => values.map(kdlString).join(' ');

export const newConfigText = ({
  zonepathPrefix,
  defaultTemplate,
}: Pick<RegistryConfig, 'zonepathPrefix' | 'defaultTemplate'>): string =>
  fileOf([
    '// Begun by zonebot, yours to edit.',
    `zonepath-prefix ${kdlString(zonepathPrefix)}   // below a mounted ZFS dataset`,
    `default-template ${kdlString(defaultTemplate)}`,
  ]);

export interface NewTemplate {
  readonly brand: Brand;
  readonly distribution: Distribution;
  readonly pool: string;
  readonly resolvers: readonly IpAddress[];
  readonly dnsDomain?: string | undefined;
}

/** Of a brand's zones: one net, booted with the host. What the brand asks for and we can't know stands there as a comment. */
export function newTemplateText({
  brand,
  distribution,
  pool,
  resolvers,
  dnsDomain,
}: NewTemplate): string {
  const summary = distribution === 'other' ? undefined : brand.summary[distribution];
  const lines = [
    `brand ${kdlString(brand.name)}`,
    ...(brand.installs === 'image'
      ? [
          '// A path, dataset or snapshot on this host; no zone can be made before it is named.',
          `/- image ${kdlString(`/export/images/${brand.name}.tar.gz`)}`,
        ]
      : []),
    'autoboot #true',
    'ip-type "exclusive"',
    ...(resolvers.length === 0 ? [] : [`resolvers ${words(resolvers.map(formatAddress))}`]),
    ...(dnsDomain === undefined ? [] : [`dns-domain ${kdlString(dnsDomain)}`]),
    ...(brand.attributes.length === 0
      ? []
      : block(
          'attributes',
          brand.attributes.map((name) => `${name} ${kdlString(usualValues[name] ?? '')}`),
        )),
    ...block('net "default"', [`pool ${kdlString(pool)}`]),
  ];
  return fileOf([
    ...(summary === undefined ? [] : [`// ${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`]),
    ...block(`template ${kdlString(brand.name)}`, lines),
  ]);
}

/** What a zone's attribute is where nobody says otherwise: lx(7) of OmniOS. */
const usualValues: Readonly<Record<Template['attributes'][number]['name'], string>> = {
  'kernel-version': '4.4',
};

export type NewPool = Pick<Pool, 'name' | 'stub'> & PoolFamily;

export const newPoolText = ({ name, stub, network, gateway, ranges, mode }: NewPool): string =>
  fileOf(
    block(`pool ${kdlString(name)}`, [
      `network ${kdlString(formatCidr(network))}`,
      `gateway ${kdlString(formatAddress(gateway))}`,
      `stub ${kdlString(stub)}`,
      ...(mode === 'range'
        ? ranges
            .slice(0, 1)
            .flatMap(({ first, last }) => [
              `range-start ${kdlString(formatAddress(first))}`,
              `range-end ${kdlString(formatAddress(last))}`,
            ])
        : block(
            'addresses',
            ranges.map(({ first }) => `address ${kdlString(formatAddress(first))}`),
          )),
    ]),
  );
