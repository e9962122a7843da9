/** Names and usage lines of zonecfg(8): resource types, properties, and what it prints when it does not understand. */
import type { ZonecfgDialect } from '../../dialect/dialect.ts';
import type { CommandWord } from './lexer.ts';

export const resourceTypes = [
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
export type ResourceType = (typeof resourceTypes)[number];

/** In the order in which info prints them. */
export const globalProperties = [
  ...[
    'zonename',
    'zonepath',
    'brand',
    'autoboot',
    'bootargs',
    'pool',
    'limitpriv',
    'scheduling-class',
    'ip-type',
  ],
  ...['hostid', 'fs-allowed'],
] as const;

/** Global properties that stand for a resource control, wherever illumos runs. */
const commonAliases: Readonly<Record<string, string>> = {
  'max-lwps': 'zone.max-lwps',
  'max-processes': 'zone.max-processes',
  'max-shm-memory': 'zone.max-shm-memory',
  'max-shm-ids': 'zone.max-shm-ids',
  'max-msg-ids': 'zone.max-msg-ids',
  'max-sem-ids': 'zone.max-sem-ids',
  'cpu-shares': 'zone.cpu-shares',
};

export const aliasesOf = ({ aliases }: ZonecfgDialect): Readonly<Record<string, string>> => ({
  ...commonAliases,
  ...aliases,
});

/** Resource controls that capped-memory stands for, by its own words, in the order in which info prints them. */
export const memoryControls: Readonly<Record<string, string>> = {
  physical: 'zone.max-physical-memory',
  swap: 'zone.max-swap',
  locked: 'zone.max-locked-memory',
};

/** Simple properties of each resource type, in the order in which info and export print them; net is the dialect's. */
const resourceProperties: Readonly<Record<Exclude<ResourceType, 'net'>, readonly string[]>> = {
  fs: ['dir', 'special', 'raw', 'type'],
  device: ['match'],
  'dedicated-cpu': ['ncpus', 'importance'],
  'capped-cpu': ['ncpus'],
  'capped-memory': ['physical', 'swap', 'locked'],
  attr: ['name', 'type', 'value'],
  dataset: ['name'],
  admin: ['user', 'auths'],
  rctl: ['name'],
  'security-flags': ['lower', 'default', 'upper'],
};

/** Properties that a resource must have at its `end`. */
export const requiredProperties: Readonly<Record<ResourceType, readonly string[]>> = {
  fs: ['dir', 'special', 'type'],
  net: ['physical'],
  device: ['match'],
  'dedicated-cpu': ['ncpus'],
  'capped-cpu': [],
  'capped-memory': [],
  attr: ['name', 'type', 'value'],
  dataset: ['name'],
  admin: ['user', 'auths'],
  rctl: ['name'],
  'security-flags': [],
};

/** By which properties a second resource of the same type counts as the same. */
export const identityOf: Readonly<Record<ResourceType, readonly string[]>> = {
  fs: ['dir'],
  net: ['physical', 'address', 'allowed-address'],
  device: ['match'],
  'dedicated-cpu': [],
  'capped-cpu': [],
  'capped-memory': [],
  attr: ['name'],
  dataset: ['name'],
  admin: ['user'],
  rctl: ['name'],
  'security-flags': [],
};

export const propertiesOf = (
  type: ResourceType,
  { net }: ZonecfgDialect,
  by: keyof ZonecfgDialect['net'] = 'info',
): readonly string[] => (type === 'net' ? net[by] : resourceProperties[type]);

/** All words that the grammar takes as the name of a property. */
export const propertyNamesOf = (dialect: ZonecfgDialect): ReadonlySet<string> =>
  new Set([
    ...globalProperties,
    ...Object.keys(aliasesOf(dialect)),
    ...resourceTypes.flatMap((type) => propertiesOf(type, dialect)),
    ...['options', 'priv', 'limit', 'action'],
    ...(dialect.resourceAttributes ? ['property'] : []),
  ]);

export const usageLines: Readonly<Record<CommandWord, string>> = {
  add: 'add <resource-type>\n\t(global scope)\nadd <property-name> <property-value>\n\t(resource scope)',
  cancel: 'cancel',
  clear: 'clear <property-name>',
  commit: 'commit',
  create: 'create [-F] [ -a <path> | -b | -t <template> ]',
  delete: 'delete [-F]',
  end: 'end',
  exit: 'exit [-F]',
  export: 'export [-f output-file]',
  help: 'help [commands] [syntax] [usage] [<command-name>]',
  info: 'info [<resource-type> [property-name=property-value]*]',
  remove:
    'remove [-F] <resource-type> [ <property-name>=<property-value> ]*\n\t(global scope)\nremove <property-name> <property-value>\n\t(resource scope)',
  revert: 'revert [-F]',
  select: 'select <resource-type> { <property-name>=<property-value> }',
  set: 'set <property-name>=<property-value>',
  verify: 'verify',
};

/** What follows a syntax error. */
export const commandsHelp = `Commands:\n\n${Object.values(usageLines).join('\n')}\n`;

export const zoneNameHelp = [
  '',
  '<zone> := [A-Za-z0-9][A-Za-z0-9_.-]*',
  "\t(except the reserved words 'global' and anything starting with 'SUNW')",
  '\tName must be less than 64 characters.',
];

export const invocationHelp = [
  'usage:\tzonecfg help',
  '\tzonecfg -z <zone>\t\t\t(interactive)',
  '\tzonecfg -z <zone> <command>',
  '\tzonecfg -z <zone> -f <command-file>',
];

/** zonecfg_strerror() of libzonecfg.c. */
export const errors = {
  noZone: 'No such zone configured',
  bogusName: 'Bogus zone name',
  badState: 'Zone state is invalid for the requested operation',
  noProperty: 'No such property type',
  noResourceId: 'No such resource with that id',
  noEntry: 'No such entry',
  insufficient: 'Insufficient specification',
  resourceMissing: 'Required resource missing',
  propertyMissing: 'Required property missing',
  invalid: 'Invalid argument',
  invalidDocument: 'Invalid document',
  aliasDisallow: 'An incompatible rctl already exists for this property',
} as const;

const isOneOf = <T extends string>(words: readonly T[], text: string): text is T =>
  words.some((word) => word === text);

export const isResourceType = (text: string): text is ResourceType => isOneOf(resourceTypes, text);
