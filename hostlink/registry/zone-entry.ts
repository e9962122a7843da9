/**
 * zones/<name>.kdl: what a zone was made from and which addresses it has. Together these files are the ledger of
 * addresses. Named `net` blocks, or in the first spelling flat nodes, which are one net called "default".
 */
import { parseAddress, parseCidr } from '../ipam/address.ts';
import { parseTag } from '../names/tag.ts';
import { parseZoneName, type ZoneName } from '../names/zone-name.ts';
import type { KdlBlock, KdlNode } from './kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  flag,
  likelySlips,
  nodesNamed,
  oneOf,
  optional,
  optionalNode,
  parsed,
  type Reader,
  requiredNode,
  text,
  wholeNumber,
} from './kdl-read.ts';
import type { EntryNet, ZoneEntry } from './model.ts';
import { refuseSameNames } from './template.ts';
import type { Warn } from './warn.ts';

/** What a net of an entry may say. */
export const entryNetKeys = ['address', 'gateway', 'vnic', 'stub'];
/** What an entry may say; in the first spelling what a net says, too. */
export const entryKeys = [
  'template',
  'brand',
  'created',
  'imported',
  'state',
  'tags',
  'delete-protection',
  'boot-order',
  'boot-delay',
  'depends-on',
  'net',
  ...entryNetKeys,
];

/** @param name the file's name, which is the zone's. @throws Diagnostic with the place of what is wrong */
export function readZoneEntry(file: KdlBlock, name: ZoneName, warn: Warn): ZoneEntry {
  const zone = requiredNode(file, 'zone');
  likelySlips(zone, entryKeys).forEach(warn);
  const template = optional(zone, 'template', text);
  const brand = optional(zone, 'brand', text);
  const created = optional(zone, 'created', text);
  const bootOrder = optional(zone, 'boot-order', wholeNumber);
  const bootDelay = optional(zone, 'boot-delay', wholeNumber);
  return {
    name,
    ...(template === undefined ? {} : { template }),
    ...(brand === undefined ? {} : { brand }),
    ...(created === undefined ? {} : { created }),
    imported: optional(zone, 'imported', flag) ?? false,
    state: optional(zone, 'state', oneOf('ready', 'creating', 'destroying', 'moving')) ?? 'ready',
    deleteProtection: optional(zone, 'delete-protection', flag) ?? false,
    tags: listOf(zone, 'tags', parsed(parseTag)),
    ...(bootOrder === undefined ? {} : { bootOrder }),
    ...(bootDelay === undefined ? {} : { bootDelay }),
    dependsOn: listOf(zone, 'depends-on', parsed(parseZoneName)),
    nets: netsOf(zone, warn),
    text: file.file.text,
  };
}

/** What stands behind a word, each once: `tags "web" "prod"`. */
function listOf<T>(zone: KdlNode, name: string, read: Reader<T>): readonly T[] {
  const node = optionalNode(zone, name);
  return node === undefined ? [] : [...new Set(argumentsOf(node, read))];
}

function netsOf(zone: KdlNode, warn: Warn): readonly EntryNet[] {
  const flat = zone.nodes.find(({ name }) => entryNetKeys.includes(name));
  const blocks = nodesNamed(zone, 'net');
  if (flat === undefined) {
    refuseSameNames(blocks);
    return blocks.map((net) => {
      likelySlips(net, entryNetKeys).forEach(warn);
      return netOf(net, argument(net, text));
    });
  }
  if (blocks.length > 0) {
    throw faultAt(flat, {
      code: 'zmgr::zone::two-spellings',
      message: `The entry has both net blocks and a "${flat.name}" of its own`,
      help: `Move "${flat.name}" into a net block.`,
    });
  }
  return [netOf(zone, 'default')];
}

function netOf(net: KdlNode, name: string): EntryNet {
  const vnic = optional(net, 'vnic', text);
  const stub = optional(net, 'stub', text);
  return {
    name,
    addresses: nodesNamed(net, 'address').flatMap((node) => argumentsOf(node, parsed(parseCidr))),
    gateways: nodesNamed(net, 'gateway').flatMap((node) => argumentsOf(node, parsed(parseAddress))),
    ...(vnic === undefined ? {} : { vnic }),
    ...(stub === undefined ? {} : { stub }),
  };
}
