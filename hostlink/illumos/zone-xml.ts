/**
 * /etc/zones/<zone>.xml, where libzonecfg keeps a zone's configuration (zonecfg.dtd.1). A private interface, but world
 * readable and replaced by rename, so the configuration of all zones comes in one reading.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import {
  type Resource,
  understandConfiguration,
  type ZoneConfiguration,
} from './zone-configuration.ts';

/** Attributes stay text (`007` is no number), and entities are ours to decode: see below. */
const options = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  ignoreDeclaration: true,
  processEntities: false,
} as const;

/**
 * @param zone the file's own name; the configuration must be that zone's.
 * @throws Diagnostic `zmgr::zone::bad-xml`
 */
export function parseZoneXml(text: string, zone: string, source: string): ZoneConfiguration {
  try {
    const root = rootOf(text);
    if (root.kind !== 'zone') throw new Error(`holds a ${root.kind}, not a zone`);
    const name = root.properties.get('name') ?? '';
    if (name !== zone) throw new Error(`is the configuration of "${name}"`);
    return understandConfiguration(root.properties, root.inside, 'network');
  } catch (cause) {
    throw new Diagnostic({
      code: 'zmgr::zone::bad-xml',
      message: `The configuration of ${zone} in ${source} could not be understood`,
      help: `Look at it on the host: zonecfg -z ${zone} info`,
      cause,
    });
  }
}

function rootOf(text: string): Resource {
  // Entities of its own are the one thing that a document type may bring and that libzonecfg never writes.
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/.test(text)) throw new Error('declares entities');
  const fault = XMLValidator.validate(text);
  if (fault !== true) throw new Error(`line ${fault.err.line}: ${fault.err.msg}`);
  const elements = resourcesOf(nodes.parse(new XMLParser(options).parse(text)));
  const [root] = elements;
  if (root === undefined || elements.length > 1)
    throw new Error(`has ${elements.length} root elements`);
  return root;
}

/** What the parser makes with preserveOrder: `{ <element>: [children], ':@': { attributes } }`. */
const nodes = z.array(z.record(z.string(), z.unknown()));
const attributes = z.record(z.string(), z.string()).optional();

function resourcesOf(parsed: z.infer<typeof nodes>): readonly Resource[] {
  return parsed.flatMap((node) => {
    const kind = Object.keys(node).find((key) => key !== ':@');
    if (kind === undefined || kind === '#text') return [];
    const properties = Object.entries(attributes.parse(node[':@']) ?? {});
    return {
      kind,
      properties: new Map(properties.map(([name, value]) => [name, decoded(value)])),
      inside: resourcesOf(nodes.parse(node[kind])),
    };
  });
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** XML's own entities and characters by number, which libxml2 writes for tabs and newlines; no others exist here. */
const decoded = (value: string): string =>
  value.replace(/&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([^;]*));?/g, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    const character = entities[name];
    if (character === undefined) throw new Error(`holds an unknown entity, ${whole}`);
    return character;
  });
