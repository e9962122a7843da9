/** What `zonecfg info` and `zonecfg export` print (info_func and export_func of illumos-gate usr/src/cmd/zonecfg/zonecfg.c). */
import type { ZonecfgDialect } from '../../dialect/dialect.ts';
import type { NamedValue, ZoneResource } from '../../model/zone.ts';
import { aliasLimit, type Draft } from './draft.ts';
import { formatBytes } from './values.ts';
import {
  aliasesOf,
  globalProperties,
  isResourceType,
  memoryControls,
  propertiesOf,
  type ResourceType,
} from './words.ts';

/** Blanks are the only thing that makes info and export quote. */
const quoted = (text: string) => (text.includes(' ') ? `"${text}"` : text);

const controlValue = ({ priv, limit, action }: { priv: string; limit: string; action: string }) =>
  `(priv=${priv},limit=${limit},action=${action})`;

const attributeValue = ({ name, value }: NamedValue) => `(name=${name},value="${value}")`;

function resourceInfo(resource: ZoneResource, dialect: ZonecfgDialect): readonly string[] {
  const { type, properties, options, values, attributes = [] } = resource;
  const lines = [`${type}:`];
  const names = isResourceType(type) ? propertiesOf(type, dialect, 'info') : [];
  for (const name of names) {
    const value = properties[name];
    if (type === 'capped-memory') {
      if (name === 'physical' && value !== undefined)
        lines.push(`\tphysical: ${formatBytes(value)}`);
      continue;
    }
    // An exclusive stack's net prints address too, as "not specified"; importance is the one that stays away.
    if (value === undefined && name === 'importance') continue;
    lines.push(value === undefined ? `\t${name} not specified` : `\t${name}: ${quoted(value)}`);
  }
  if (type === 'fs') lines.push(`\toptions: [${options.join(',')}]`);
  for (const value of values) lines.push(`\tvalue: ${controlValue(value)}`);
  for (const one of attributes) lines.push(`\tproperty: ${attributeValue(one)}`);
  return lines;
}

function cappedCpuInfo(draft: Draft): readonly string[] {
  const cap = aliasLimit(draft, 'zone.cpu-cap');
  return cap === undefined ? [] : ['capped-cpu:', `\t[ncpus: ${(Number(cap) / 100).toFixed(2)}]`];
}

function cappedMemoryInfo(draft: Draft, dialect: ZonecfgDialect): readonly string[] {
  const cap = draft.resources.find(({ type }) => type === 'capped-memory');
  const aliased = Object.entries(memoryControls).flatMap(([name, control]) => {
    const limit = aliasLimit(draft, control);
    return limit === undefined ? [] : [`\t[${name}: ${formatBytes(limit)}]`];
  });
  if (cap === undefined && aliased.length === 0) return [];
  return [...(cap === undefined ? ['capped-memory:'] : resourceInfo(cap, dialect)), ...aliased];
}

/** The blocks of one resource type; those that `fits` keeps. */
export function infoOfType(
  draft: Draft,
  wanted: ResourceType,
  dialect: ZonecfgDialect,
  fits: (resource: ZoneResource) => boolean = () => true,
): readonly string[] {
  if (wanted === 'capped-cpu') return cappedCpuInfo(draft);
  if (wanted === 'capped-memory') return cappedMemoryInfo(draft, dialect);
  return draft.resources
    .filter((resource) => resource.type === wanted && fits(resource))
    .flatMap((resource) => resourceInfo(resource, dialect));
}

export function infoOfProperty(
  draft: Draft,
  zone: string,
  name: string,
  dialect: ZonecfgDialect,
): readonly string[] {
  if (name === 'zonename') return [`zonename: ${zone}`];
  const control = aliasesOf(dialect)[name];
  if (control === undefined) return [`${name}: ${draft.properties[name] ?? ''}`];
  const limit = aliasLimit(draft, control);
  return limit === undefined ? [] : [`[${name}: ${limit}]`];
}

const infoOrder = [
  ...[
    'fs',
    'net',
    'device',
    'dedicated-cpu',
    'capped-cpu',
    'capped-memory',
    'attr',
    'dataset',
    'admin',
    'rctl',
  ],
  'security-flags',
] as const;

export function infoOf(draft: Draft, zone: string, dialect: ZonecfgDialect): readonly string[] {
  return [
    ...[...globalProperties, ...Object.keys(aliasesOf(dialect))].flatMap((name) =>
      infoOfProperty(draft, zone, name, dialect),
    ),
    ...infoOrder.flatMap((type) => infoOfType(draft, type, dialect)),
  ];
}

function resourceExport(resource: ZoneResource, dialect: ZonecfgDialect): readonly string[] {
  const { type, properties, options, values, attributes = [] } = resource;
  const names = isResourceType(type) ? propertiesOf(type, dialect, 'export') : [];
  const sets = names.flatMap((name) => {
    const value = properties[name];
    if (value === undefined) return [];
    if (type === 'capped-memory') return [`set ${name}=${formatBytes(value)}`];
    return type === 'dedicated-cpu' ? [`set ${name}=${value}`] : [`set ${name}="${value}"`];
  });
  return [
    `add ${type}`,
    ...sets,
    ...options.map((option) => `add options ${option.includes('=') ? `"${option}"` : option}`),
    ...values.map((value) => `add value ${controlValue(value)}`),
    ...attributes.map((one) => `add property ${attributeValue(one)}`),
    'end',
  ];
}

const exportOrder = [
  'fs',
  'net',
  'device',
  'capped-memory',
  'rctl',
  'attr',
  'dataset',
  'dedicated-cpu',
  'admin',
];

/** Global properties are not quoted, so that bootargs with a blank cannot be read back: as the real one. */
export function exportOf(draft: Draft, dialect: ZonecfgDialect): readonly string[] {
  return [
    'create -b',
    ...globalProperties.flatMap((name) => {
      const value = draft.properties[name];
      return name === 'zonename' || value === undefined || value === ''
        ? []
        : [`set ${name}=${value}`];
    }),
    ...exportOrder.flatMap((type) =>
      draft.resources
        .filter((resource) => resource.type === type)
        .flatMap((resource) => resourceExport(resource, dialect)),
    ),
  ];
}
