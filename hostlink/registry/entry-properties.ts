/** What people say of a zone in its entry (tags, delete-protection, boot-order …): read as words, and changed in place. */
import { addChild, type Edit, kdlValue, type NewValue, removeNode, replaceValues } from './edit.ts';
import { type KdlNode, parseKdl } from './kdl.ts';
import { nodesNamed, requiredNode } from './kdl-read.ts';
import type { ZoneEntry } from './model.ts';

export const entryProperties = [
  'tags',
  'delete-protection',
  'boot-order',
  'boot-delay',
  'depends-on',
] as const;
export type EntryProperty = (typeof entryProperties)[number];

/** Nothing where the entry does not speak of it. */
export function propertyOf(entry: ZoneEntry, name: EntryProperty): readonly NewValue[] {
  switch (name) {
    case 'tags':
      return entry.tags;
    case 'delete-protection':
      return entry.deleteProtection ? [true] : [];
    case 'boot-order':
      return entry.bootOrder === undefined ? [] : [entry.bootOrder];
    case 'boot-delay':
      return entry.bootDelay === undefined ? [] : [entry.bootDelay];
    case 'depends-on':
      return entry.dependsOn;
    default:
      return name satisfies never;
  }
}

/** As it would be typed. */
export const inWords = (values: readonly NewValue[]): readonly string[] =>
  values.map((value) => (value === true ? 'yes' : value === false ? 'no' : String(value)));

/** The node of the zone in an entry's text. @throws Diagnostic as requiredNode() does */
export const zoneNodeOf = ({ name, text }: Pick<ZoneEntry, 'name' | 'text'>): KdlNode =>
  requiredNode(parseKdl(`zones/${name}.kdl`, text), 'zone');

/** No values take the node away. */
export function propertyEdit(
  zone: KdlNode,
  name: EntryProperty,
  values: readonly NewValue[],
): Edit {
  const [node] = nodesNamed(zone, name);
  if (node === undefined) return addChild(zone, `${name} ${values.map(kdlValue).join(' ')}`);
  return values.length === 0 ? removeNode(node) : replaceValues(node, values);
}
