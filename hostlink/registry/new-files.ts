/**
 * Texts of a registry's first files, as people go on with them: short, with what they may want to change in sight.
 * Reading them gives back what they were written from. docs/registry.md tells every key.
 */
import type { Brand } from '../illumos/brands.ts';
import type { Distribution } from '../illumos/os-release.ts';
import { formatAddress, formatCidr, type IpAddress } from '../ipam/address.ts';
import type { NewNode } from './edit.ts';
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
          brand.attributes.map((name) => `${name} ${kdlString(usualValue(name))}`),
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

export const usualValue = (attribute: string): string => usualValues[attribute] ?? '';

export type WholeTemplate = Pick<
  Template,
  | 'name'
  | 'brand'
  | 'autoboot'
  | 'ipType'
  | 'publishers'
  | 'image'
  | 'installArguments'
  | 'resolvers'
  | 'dnsDomain'
  | 'attributes'
> & {
  /** A net for each. */
  readonly pools: readonly string[];
};

/** One that somebody described whole. */
export const templateText = (template: WholeTemplate): string =>
  fileOf(
    block(`template ${kdlString(template.name)}`, [
      `brand ${kdlString(template.brand)}`,
      ...(template.image === undefined ? [] : [`image ${kdlString(template.image)}`]),
      ...said('install', template.installArguments),
      `autoboot #${template.autoboot}`,
      `ip-type ${kdlString(template.ipType)}`,
      ...said('publishers', template.publishers),
      ...said('resolvers', template.resolvers.map(formatAddress)),
      ...(template.dnsDomain === undefined ? [] : [`dns-domain ${kdlString(template.dnsDomain)}`]),
      ...(template.attributes.length === 0
        ? []
        : block(
            'attributes',
            template.attributes.map(({ name, value }) => `${name} ${kdlString(value)}`),
          )),
      ...template.pools.flatMap((pool) =>
        block(`net ${kdlString(template.pools.length === 1 ? 'default' : pool)}`, [
          `pool ${kdlString(pool)}`,
        ]),
      ),
    ]),
  );

const said = (name: string, values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [`${name} ${words(values)}`];

export const newPoolText = ({ name, stub, v4, v6, reserved }: Pool): string => {
  const own = v4 ?? v6;
  const second = v4 === undefined ? undefined : v6;
  const [network = [], gateway = [], ...given] =
    own === undefined ? [] : familyLines(own).map(spread);
  return fileOf(
    block(`pool ${kdlString(name)}`, [
      ...network,
      ...gateway,
      `stub ${kdlString(stub)}`,
      ...given.flat(),
      ...reserved.map(
        ({ address, note }) =>
          `reserve ${kdlString(formatAddress(address))}${note === undefined ? '' : ` note=${kdlString(note)}`}`,
      ),
      ...(second === undefined ? [] : block('v6', familyLines(second).flatMap(spread))),
    ]),
  );
};

/** Network, gateway, and what is given out. */
export const familyLines = ({ network, gateway, ranges, mode }: PoolFamily): readonly NewNode[] => [
  { text: `network ${kdlString(formatCidr(network))}` },
  { text: `gateway ${kdlString(formatAddress(gateway))}` },
  ...(mode === 'range'
    ? ranges.flatMap(({ first, last }, at) => {
        const [from, to] = [first, last].map((address) => kdlString(formatAddress(address)));
        return at === 0
          ? [{ text: `range-start ${from}` }, { text: `range-end ${to}` }]
          : [{ text: `range ${from} ${to}` }];
      })
    : [
        {
          text: 'addresses',
          nodes: ranges.map(({ first }) => `address ${kdlString(formatAddress(first))}`),
        },
      ]),
];

const spread = ({ text, nodes }: NewNode): readonly string[] =>
  nodes === undefined ? [text] : block(text, nodes);
