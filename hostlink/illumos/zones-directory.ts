/**
 * /etc/zones: the index of all zones and their configurations, in one reading. 500 calls of zonecfg would take 10 to
 * 25 seconds.
 */
import { Diagnostic } from '../diagnostic.ts';
import { parseZoneName, type ZoneName } from '../names/zone-name.ts';
import { filesFact } from '../observe/define-fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import type { ZoneConfiguration } from './zone-configuration.ts';
import { parseZoneXml } from './zone-xml.ts';

/** What the index keeps; that a zone is running, only the kernel knows. */
const indexStates = ['configured', 'incomplete', 'installed'] as const;

interface Indexed {
  readonly name: ZoneName;
  readonly state: (typeof indexStates)[number];
  readonly zonepath: string;
  readonly uuid?: string;
}

/** A zone of the index. `fault`: its file is missing or odd, and nothing may be taken for granted about what it holds. */
export type ConfiguredZone = Indexed &
  (
    | { readonly kind: 'read'; readonly configuration: ZoneConfiguration }
    | { readonly kind: 'fault'; readonly diagnostic: Diagnostic }
  );

/** All zones but the global one, by name. */
export const zonesDirectory = filesFact({
  name: 'zones directory',
  directory: (host) => `${host.etc}/zones`,
  members: ['index', '*.xml'],
  parse: ({ files }, host): ReadonlyMap<ZoneName, ConfiguredZone> => {
    const directory = `${host.name}:${host.etc}/zones`;
    const index = files.get('index');
    if (index === undefined) {
      throw new Diagnostic({
        code: 'zmgr::host::no-zones',
        message: `${directory}/index cannot be read`,
        help: `Is ${host.name} an illumos host? ls -l ${host.etc}/zones/index, as ${host.user}, should show it.`,
      });
    }
    return new Map(
      parseIndex(index, `${directory}/index`).map((zone) => [
        zone.name,
        configured(zone, files, directory),
      ]),
    );
  },
  // The shell lists the files before tar reads the index, which may name a zone by then that came in between.
  isTorn: (zones) =>
    [...zones.values()].some((zone) => zone.kind === 'fault' && zone.diagnostic.code === noXml),
});

const noXml = 'zmgr::zone::no-xml';

function configured(
  zone: Indexed,
  files: ReadonlyMap<string, string>,
  directory: string,
): ConfiguredZone {
  const file = `${zone.name}.xml`;
  try {
    const text = files.get(file);
    if (text === undefined) throw missing(zone.name, `${directory}/${file}`);
    return {
      ...zone,
      kind: 'read',
      configuration: parseZoneXml(text, zone.name, `${directory}/${file}`),
    };
  } catch (error) {
    if (error instanceof Diagnostic) return { ...zone, kind: 'fault', diagnostic: error };
    throw error;
  }
}

const missing = (zone: ZoneName, path: string): Diagnostic =>
  new Diagnostic({
    code: noXml,
    message: `${zone} is in the host's index of zones, and ${path} is not there`,
    help: `Look at it on the host: zonecfg -z ${zone} info`,
  });

/**
 * NAME:STATE:ZONEPATH[:UUID] (libzonecfg's getzoneent.c); a zonepath with a `:` in it stands in double quotes.
 * @throws Diagnostic `zmgr::host::not-understood`
 */
export function parseIndex(text: string, source: string): readonly Indexed[] {
  return linesOf(text, source).flatMap((where) => {
    if (/^\s*(#|$)/.test(where.text)) return [];
    const [, name = '', stateText, quoted, bare, uuid = ''] =
      /^([^:]+):([^:]+):(?:"([^"]*)"|([^":]*))(?::([0-9a-fA-F-]*))?$/.exec(where.text) ?? [];
    if (name === 'global') return [];
    const state = indexStates.find((one) => one === stateText);
    const zonepath = quoted ?? bare ?? '';
    if (state === undefined || !zonepath.startsWith('/')) {
      throw notUnderstood(where, 'is no name, state, zonepath and uuid');
    }
    try {
      return [
        {
          name: parseZoneName(name),
          state,
          zonepath,
          ...(uuid === '' ? {} : { uuid: uuid.toLowerCase() }),
        },
      ];
    } catch (cause) {
      throw notUnderstood(where, 'begins with no zone name', cause);
    }
  });
}
