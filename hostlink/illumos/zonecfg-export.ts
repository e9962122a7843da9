/**
 * What `zonecfg export` prints: the commands that would make the zone again (zonecfg.c, export_func). Not quite:
 * `bootargs` and the other properties of the zone itself stand unquoted, so its own parser would refuse what it wrote.
 */
import type { SourceLocation } from '../diagnostic.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import {
  type Resource,
  understandConfiguration,
  type ZoneConfiguration,
} from './zone-configuration.ts';

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseExport(stdout: string, source: string): ZoneConfiguration {
  const lines = linesOf(stdout, source);
  const [first, ...rest] = lines;
  const start: SourceLocation = first ?? { source, line: 1 };
  if (first === undefined || !/^create( -b)?$/.test(first.text))
    throw notUnderstood(start, 'is no "create"');
  const properties = new Map<string, string>();
  const resources: Resource[] = [];
  let open: { kind: string; properties: Map<string, string>; inside: Resource[] } | undefined;
  for (const where of rest) {
    const [, property, value = ''] = /^set ([a-z-]+)=(.*)$/.exec(where.text) ?? [];
    const [, added, argument] = /^add ([a-z-]+)(?: (.+))?$/.exec(where.text) ?? [];
    if (property !== undefined) {
      const into = open?.properties ?? properties;
      if (into.has(property)) throw notUnderstood(where, `sets ${property} a second time`);
      into.set(property, unquoted(value));
    } else if (added !== undefined && open === undefined && argument === undefined) {
      open = { kind: added, properties: new Map(), inside: [] };
    } else if (added !== undefined && open !== undefined && argument !== undefined) {
      // Values of a list: `add options ro`, `add value (priv=privileged,limit=150,action=deny)`.
      open.inside.push({ kind: added, properties: new Map([['value', argument]]), inside: [] });
    } else if (where.text === 'end' && open !== undefined) {
      resources.push(open);
      open = undefined;
    } else {
      throw notUnderstood(where, 'is nothing that zonecfg exports');
    }
  }
  if (open !== undefined) throw notUnderstood(lines.at(-1) ?? start, `leaves ${open.kind} open`);
  try {
    return understandConfiguration(properties, resources, 'net');
  } catch (cause) {
    throw notUnderstood(start, 'begins a configuration that could not be understood', cause);
  }
}

const unquoted = (value: string): string => /^"([^"]*)"$/.exec(value)?.[1] ?? value;
