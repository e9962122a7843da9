/**
 * The registry of a host, from the texts of its files. A file that can't be understood is a fault of its own, and all
 * others still count. What a file is called is the name of what it holds, as it is for zmgr.
 */
import { Diagnostic } from '../diagnostic.ts';
import { parseZoneName } from '../names/zone-name.ts';
import { crossChecks } from './checks.ts';
import { defaultConfig, readConfig } from './config.ts';
import { type KdlBlock, parseKdl } from './kdl.ts';
import { argument, faultAt, requiredNode, text } from './kdl-read.ts';
import type { Registry, RegistryFault } from './model.ts';
import { readPool } from './pool.ts';
import { readPublisher } from './publisher.ts';
import { mentionedAddresses } from './salvage.ts';
import { readTemplate } from './template.ts';
import type { Warn } from './warn.ts';
import { readZoneEntry } from './zone-entry.ts';

/** What of the registry's directory is read: for globs and for paths. */
export const registryMembers = [
  'config.kdl',
  'templates/*.kdl',
  'pools/*.kdl',
  'zones/*.kdl',
  'publishers/*.kdl',
] as const;

/**
 * @param directory of the registry on the host
 * @param files by path relative to the directory; those that are none of the members are passed over
 * @param place how diagnostics call the directory: `<host>:<directory>`
 */
export function readRegistry(
  directory: string,
  files: ReadonlyMap<string, string>,
  exists: boolean,
  place: string = directory,
): Registry {
  const faults: RegistryFault[] = [];

  const read = <T>(path: string, content: string, reader: (file: KdlBlock, warn: Warn) => T) => {
    const warnings: RegistryFault[] = [];
    try {
      const value = reader(parseKdl(`${place}/${path}`, content), (diagnostic) =>
        warnings.push({ path, diagnostic, blocks: false }),
      );
      faults.push(...warnings);
      return value;
    } catch (error) {
      if (!(error instanceof Diagnostic)) throw error;
      const addresses = path.startsWith('zones/') ? { addresses: mentionedAddresses(content) } : {};
      faults.push({ path, diagnostic: error, blocks: true, ...addresses });
      return undefined;
    }
  };

  const readFolder = <T>(
    folder: string,
    kind: string,
    reader: (file: KdlBlock, name: string, warn: Warn) => T,
  ): ReadonlyMap<string, T> => {
    const found = new Map<string, T>();
    for (const [path, content] of [...files].sort(byPath)) {
      const name = nameOf(path, folder);
      if (name === undefined) continue;
      const value = read(path, content, (file, warn) => {
        const result = reader(file, name, warn);
        const mismatch = nameMismatch(file, kind, name);
        if (mismatch !== undefined)
          faults.push({ path, diagnostic: mismatch, blocks: kind === 'zone' });
        return result;
      });
      if (value !== undefined) found.set(name, value);
    }
    return found;
  };

  const config = files.get('config.kdl');
  const registry = {
    directory,
    exists,
    hasConfig: config !== undefined,
    config:
      (config === undefined ? undefined : read('config.kdl', config, readConfig)) ?? defaultConfig,
    templates: readFolder('templates', 'template', readTemplate),
    pools: readFolder('pools', 'pool', readPool),
    zones: readFolder('zones', 'zone', (file, name, warn) =>
      readZoneEntry(file, parseZoneName(name), warn),
    ),
    publishers: readFolder('publishers', 'publisher', readPublisher),
    texts: files,
    place,
  };
  return { ...registry, faults: [...faults, ...crossChecks(registry)] };
}

const byPath = ([one]: readonly [string, string], [other]: readonly [string, string]) =>
  one < other ? -1 : 1;

const nameOf = (path: string, folder: string): string | undefined => {
  const [before, file, ...deeper] = path.split('/');
  return before === folder && file?.endsWith('.kdl') && deeper.length === 0
    ? file.slice(0, -'.kdl'.length)
    : undefined;
};

/**
 * For a template, pool or publisher this is only worth saying: they are referred to by the file's name. For a zone it
 * blocks: whose addresses these are can't be told.
 */
function nameMismatch(file: KdlBlock, kind: string, name: string): Diagnostic | undefined {
  const node = requiredNode(file, kind);
  const inside = argument(node, text);
  return inside === name
    ? undefined
    : faultAt(node, {
        code: 'zmgr::registry::name-mismatch',
        message: `The file is called ${name}.kdl and holds the ${kind} "${inside}"`,
        help: `Write ${kind} "${name}", or rename the file to ${inside}.kdl.`,
      });
}
