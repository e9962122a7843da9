/** The text of a zone's new entry, in the second spelling, as zmgr would write it. */
import { type Cidr, formatAddress, formatCidr } from '../ipam/address.ts';
import { kdlString } from './kdl.ts';
import type { EntryNet, ZoneEntry } from './model.ts';

/**
 * The line that marks an entry whose zone is being made. It stands on a line of its own, so that the step that makes
 * the entry ready drops this line and nothing else; right after the opening line, which occurs once, so that an undo
 * knows where it was.
 */
export const creatingLine = '    state "creating"';

/** First line of the entry. */
export const openingLine = (zone: string): string => `zone ${kdlString(zone)} {`;

/** What an entry is written from. A new entry is `creating` or, of a zone that there is already, `ready`. */
export type NewZoneEntry = Pick<ZoneEntry, 'name' | 'template' | 'brand' | 'created' | 'nets'> & {
  readonly imported?: boolean;
  readonly state: 'creating' | 'ready';
};

/** Ends with a newline. Reading it gives the same entry back. */
export function newZoneEntryText(entry: NewZoneEntry): string {
  const lines = [
    ...(entry.state === 'creating' ? [creatingLine] : []),
    ...line(1, 'template', entry.template),
    ...line(1, 'brand', entry.brand),
    ...line(1, 'created', entry.created),
    ...(entry.imported === true ? ['    imported #true'] : []),
    ...entry.nets.flatMap(netLines),
  ];
  return `${openingLine(entry.name)}\n${lines.map((text) => `${text}\n`).join('')}}\n`;
}

/** A net's block, a line each, in its place in an entry. */
export const netLines = (net: EntryNet): readonly string[] => [
  `    net ${kdlString(net.name)} {`,
  ...net.addresses.flatMap((address: Cidr) => line(2, 'address', formatCidr(address))),
  ...net.gateways.flatMap((gateway) => line(2, 'gateway', formatAddress(gateway))),
  ...line(2, 'vnic', net.vnic),
  ...line(2, 'stub', net.stub),
  '    }',
];

const line = (depth: number, name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`${'    '.repeat(depth)}${name} ${kdlString(value)}`];
