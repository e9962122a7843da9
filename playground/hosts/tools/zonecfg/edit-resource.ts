/** Commands of zonecfg(8) inside a resource: set, clear, end. What it has several of: edit-values.ts. */
import {
  aliasLimit,
  clearAlias,
  copyOf,
  type Draft,
  type DraftResource,
  setAlias,
} from './draft.ts';
import { addValue, noSuchProperty, simple, takesAttributes } from './edit-values.ts';
import type { Value } from './grammar.ts';
import { fail, open, type Session } from './session.ts';
import { addressFault, attributeFaults, parseBytes, physicalFault, routerFault } from './values.ts';
import {
  identityOf,
  isResourceType,
  memoryControls,
  propertiesOf,
  requiredProperties,
} from './words.ts';

const megabyte = 1024n * 1024n;

/** Limits that are resource controls by another name are set at once, not at `end`. */
function setLimit(
  session: Session,
  draft: Draft,
  resource: DraftResource,
  name: string,
  text: string,
): undefined {
  if (resource.type === 'capped-cpu') {
    const hundredths = Math.floor(Number(text) * 100);
    if (!/^[0-9]*\.?[0-9]+$/.test(text) || hundredths < 1)
      return fail(session, 'ncpus property is out of range.');
    setAlias(draft, 'zone.cpu-cap', String(hundredths));
    session.needsCommit = true;
    return;
  }
  const bytes = parseBytes(text);
  if (bytes === undefined)
    return fail(
      session,
      'A positive number with a required scale suffix (K, M, G or T) was expected here.',
    );
  const least = name === 'swap' ? 50n : 1n;
  if (name !== 'locked' && bytes < least * megabyte)
    return fail(session, `${name} value is too small.  It must be at least ${least}M.`);
  const control = memoryControls[name];
  if (name === 'physical' && session.machine.dialect.zonecfg.physicalMemory === 'mcap') {
    resource.properties.physical = String(bytes);
    return;
  }
  if (control === undefined) return;
  setAlias(draft, control, String(bytes));
  session.needsCommit = true;
}

/** Why a property's value is refused at once, or undefined. */
function valueFault(draft: Draft, type: string, name: string, text: string): string | undefined {
  if (type === 'net') {
    if (name === 'physical')
      return physicalFault(text, draft.properties['ip-type'] === 'exclusive');
    if (name === 'defrouter') return routerFault(text);
    if (name === 'address' || name === 'allowed-address') return addressFault(text);
  }
  if (type === 'dedicated-cpu' && name === 'ncpus' && !/^[1-9][0-9]*(-[1-9][0-9]*)?$/.test(text))
    return 'ncpus property is out of range.';
  return undefined;
}

export function setInResource(
  session: Session,
  resource: DraftResource,
  name: string,
  value: Value,
): undefined {
  const draft = open(session);
  if (draft === undefined || !isResourceType(resource.type)) return;
  if (resource.type === 'fs' && name === 'options') {
    resource.options = [];
    return addValue(session, resource, name, value);
  }
  if (resource.type === 'rctl' && name === 'value') {
    resource.values = [];
    return addValue(session, resource, name, value);
  }
  if (takesAttributes(resource) && name === 'property') {
    if (value.kind !== 'complex') return fail(session, 'A complex value was expected here.');
    resource.attributes = [];
    return addValue(session, resource, name, value);
  }
  const text = simple(session, value);
  if (text === undefined) return;
  if (!propertiesOf(resource.type, session.machine.dialect.zonecfg).includes(name))
    return noSuchProperty(session, name, 'set');
  if (resource.type === 'capped-cpu' || resource.type === 'capped-memory')
    return setLimit(session, draft, resource, name, text);
  const fault = valueFault(draft, resource.type, name, text);
  if (fault !== undefined) return fail(session, fault);
  if (resource.type === 'rctl' && !text.startsWith('zone.')) {
    // The real one says so and sets no error: `end` then misses the name.
    session.call.complain(`'${text}' is not a valid zone rctl name.`);
    return;
  }
  // An empty value counts as none.
  if (text === '') delete resource.properties[name];
  else resource.properties[name] = text;
}

export function clearInResource(
  session: Session,
  resource: DraftResource,
  name: string,
): undefined {
  const draft = open(session);
  if (draft === undefined) return;
  const may: Readonly<Record<string, readonly string[]>> = {
    fs: ['raw', 'options'],
    net: ['address', 'allowed-address', 'defrouter'],
    'dedicated-cpu': ['importance'],
    'capped-memory': ['physical', 'swap', 'locked'],
  };
  if (!(may[resource.type] ?? []).includes(name)) return noSuchProperty(session, name, 'clear');
  if (name === 'options') resource.options = [];
  const control = memoryControls[name];
  if (resource.type === 'capped-memory' && control !== undefined) clearAlias(draft, control);
  delete resource.properties[name];
}

/** What a resource still lacks when `end` is typed. */
function shortcomings(draft: Draft, resource: DraftResource): readonly string[] {
  const { type, properties, values } = resource;
  if (!isResourceType(type)) return [];
  const missing = requiredProperties[type]
    .filter((name) => properties[name] === undefined)
    .map((name) => `${name} not specified`);
  switch (type) {
    case 'attr':
      return [
        ...missing,
        ...attributeFaults(properties.name ?? '', properties.type ?? '', properties.value ?? ''),
      ];
    case 'fs':
      return [
        ...missing,
        ...['dir', 'raw'].flatMap((name) => {
          const path = properties[name];
          return path !== undefined && !path.startsWith('/')
            ? [`${name} ${path} is not an absolute path.`]
            : [];
        }),
      ];
    case 'rctl':
      return values.length === 0 ? [...missing, 'no value specified'] : missing;
    case 'capped-cpu':
      return aliasLimit(draft, 'zone.cpu-cap') === undefined ? ['ncpus not specified'] : [];
    case 'capped-memory':
      return properties.physical === undefined &&
        Object.values(memoryControls).every((control) => aliasLimit(draft, control) === undefined)
        ? ['No property was specified.  One of physical, swap or locked is required.']
        : [];
    default:
      return missing;
  }
}

/** How the refusal of a second, equal resource names it. */
function duplicateText({ type, properties }: DraftResource): string {
  if (type === 'net') {
    const by = properties['allowed-address'] === undefined ? 'address' : 'allowed-address';
    return `A net resource with the physical '${properties.physical ?? ''}', and ${by} '${properties[by] ?? ''}' already exists.`;
  }
  const [key = 'name'] = isResourceType(type) ? identityOf[type] : [];
  return `${type === 'attr' ? 'An' : 'A'} ${type} resource with the ${key} '${properties[key] ?? ''}' already exists.`;
}

export function endResource(session: Session): undefined {
  const { scope } = session;
  const draft = open(session);
  if (scope === undefined || draft === undefined) return;
  const { resource, replaces } = scope;
  const lacks = shortcomings(draft, resource);
  if (lacks.length > 0) {
    for (const line of lacks) fail(session, line);
    return;
  }
  if (!isResourceType(resource.type)) return;
  const keys = identityOf[resource.type];
  const twin = draft.resources.find(
    (held) =>
      held.type === resource.type &&
      keys.length > 0 &&
      keys.every((key) => held.properties[key] === resource.properties[key]),
  );
  if (twin !== undefined && replaces === undefined) return fail(session, duplicateText(resource));
  const kept = copyOf(resource);
  const index = replaces === undefined ? -1 : draft.resources.indexOf(replaces);
  const holds =
    resource.type !== 'capped-cpu' &&
    !(resource.type === 'capped-memory' && kept.properties.physical === undefined);
  if (index >= 0) draft.resources.splice(index, 1, ...(holds ? [kept] : []));
  else if (holds) draft.resources.push(kept);
  session.needsCommit = true;
  session.scope = undefined;
}
