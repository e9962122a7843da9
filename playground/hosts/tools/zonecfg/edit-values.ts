/** Values that a resource has several of: options of an fs, values of an rctl, properties of a net on OmniOS. */
import type { DraftResource } from './draft.ts';
import type { Value } from './grammar.ts';
import { fail, failWith, type Session, usage } from './session.ts';
import { errors } from './words.ts';

/** One value where a list or a complex one makes no sense. */
export function simple(session: Session, value: Value): string | undefined {
  if (value.kind === 'simple') return value.text;
  fail(session, 'A simple value was expected here.');
  return undefined;
}

export function noSuchProperty(
  session: Session,
  name: string,
  word: 'set' | 'add' | 'remove' | 'clear',
): undefined {
  failWith(session, name, errors.noProperty);
  usage(session, word);
}

/** Resources that `add property` works on; the word itself is unknown where the dialect has none. */
export const takesAttributes = ({ type }: DraftResource) => type === 'net' || type === 'device';

/** `add options …` of an fs, `add value (…)` of an rctl, `add property (…)` of a net. */
export function addValue(
  session: Session,
  resource: DraftResource,
  name: string,
  value: Value,
): undefined {
  const items = value.kind === 'list' ? value.items : [value];
  if (resource.type === 'fs' && name === 'options') {
    for (const item of items) {
      const text = simple(session, item);
      if (text !== undefined) resource.options.push(text);
    }
    return;
  }
  if (resource.type === 'rctl' && name === 'value') {
    for (const item of items) addControlValue(session, resource, item);
    return;
  }
  if (takesAttributes(resource) && name === 'property') {
    for (const item of items) addAttribute(session, resource, item);
    return;
  }
  if (resource.type === 'fs' || resource.type === 'rctl')
    return noSuchProperty(session, name, 'add');
  failWith(session, resource.type, 'No such resource type');
  usage(session, 'add');
}

function addAttribute(session: Session, resource: DraftResource, value: Value): undefined {
  if (value.kind !== 'complex') return fail(session, 'A complex value was expected here.');
  const found = new Map(value.pairs.map(({ name, value: text }) => [name, text]));
  const [name, text] = [found.get('name'), found.get('value')];
  if (name === undefined) return fail(session, 'name not specified');
  if (text === undefined) return fail(session, 'value not specified');
  resource.attributes.push({ name, value: text });
}

function addControlValue(session: Session, resource: DraftResource, value: Value): undefined {
  if (value.kind !== 'complex') return fail(session, 'A complex or list value was expected here.');
  const found = new Map(value.pairs.map(({ name, value: text }) => [name, text]));
  const [priv, limit, action] = ['priv', 'limit', 'action'].map((name) => found.get(name));
  for (const name of ['priv', 'limit', 'action'])
    if (!found.has(name)) session.call.complain(`${name} not specified`);
  if (priv === undefined || limit === undefined || action === undefined) return;
  if (!/^[0-9]+$/.test(limit)) return fail(session, 'Invalid rctl value specification');
  resource.values.push({ priv, limit, action });
}

export function removeValue(
  session: Session,
  resource: DraftResource,
  name: string,
  value: Value,
): undefined {
  if (resource.type === 'fs' && name === 'options') {
    const wanted = simple(session, value);
    if (wanted === undefined) return;
    if (!resource.options.includes(wanted)) return failWith(session, 'options', errors.noEntry);
    resource.options = resource.options.filter((option) => option !== wanted);
    return;
  }
  const pairs = value.kind === 'complex' ? value.pairs : [];
  if (takesAttributes(resource) && name === 'property') {
    const wanted = pairs.find((pair) => pair.name === 'name')?.value;
    if (!resource.attributes.some((held) => held.name === wanted))
      return failWith(session, 'property', errors.noEntry);
    resource.attributes = resource.attributes.filter((held) => held.name !== wanted);
    return;
  }
  if (resource.type !== 'rctl' || name !== 'value') return noSuchProperty(session, name, 'remove');
  const fits = (held: Record<string, string>) =>
    pairs.length > 0 && pairs.every((pair) => held[pair.name] === pair.value);
  if (!resource.values.some((held) => fits({ ...held })))
    return failWith(session, 'value', errors.noEntry);
  resource.values = resource.values.filter((held) => !fits({ ...held }));
}
