/**
 * zoneadm(8): what zones there are and in which state; installs, boots, halts and uninstalls them.
 */
import type { Diagnostic } from '../diagnostic.ts';
import { parseZoneName, type ZoneName } from '../names/zone-name.ts';
import { commandFact } from '../observe/define-fact.ts';
import { linesOf, notUnderstood } from '../observe/not-understood.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import { parseInstallArgument } from './install-arguments.ts';

/** In the words of zone_state_str(), libzonecfg.c; `unknown` is its word for a number that it does not know. */
export const zoneStates = [
  'configured',
  'incomplete',
  'installed',
  'ready',
  'mounted',
  'running',
  'shutting_down',
  'down',
  'unknown',
] as const;
export type ZoneState = (typeof zoneStates)[number];

/** States in which the kernel has the zone, and it can be halted. One that is `mounted` is only unmounted again. */
export const activeStates = ['running', 'ready', 'shutting_down', 'down'] as const;

export type IpType = 'exclusive' | 'shared';

interface Listed {
  /** The kernel's id, which active zones have. A zone may be `running` without one: it was just going down. */
  readonly id?: number;
  readonly state: ZoneState;
  readonly zonepath: string;
  readonly uuid?: string;
  readonly brand: string;
  readonly ipType: IpType;
}

/** One zone of `zoneadm list`; the global zone is among them. */
export type ZoneListing =
  | (Listed & { readonly kind: 'global'; readonly name: 'global' })
  | (Listed & { readonly kind: 'zone'; readonly name: ZoneName });

/** All zones of a host, in whatever state, the active ones first. */
export const zoneList = commandFact({
  name: 'zoneadm list -cp',
  command: command('zoneadm', 'list', '-cp'),
  parse: parseZoneList,
});

/**
 * `zoneadm list -p`: ID:NAME:STATE:ZONEPATH:UUID:BRAND:IPTYPE; releases of other distributions add up to two fields.
 * Of all fields only the zonepath has `:` escaped, as `\:`, and nothing else is (zoneadm.c, zone_print).
 * @throws Diagnostic `zmgr::host::not-understood`
 */
export function parseZoneList(stdout: string, source: string): readonly ZoneListing[] {
  const seen = new Set<string>();
  return linesOf(stdout, source).map((where) => {
    const fields = where.text.split(/(?<!\\):/);
    const [id = '', name = '', state = '', zonepath = '', uuid = '', brand = '', ipType = ''] =
      fields;
    if (fields.length < 7 || fields.length > 9) {
      throw notUnderstood(where, `has ${fields.length} fields, not 7 to 9`);
    }
    const known = zoneStates.find((one) => one === state);
    if (known === undefined) throw notUnderstood(where, `has an unknown zone state, ${state}`);
    if (!/^(-|[0-9]{1,10})$/.test(id)) throw notUnderstood(where, 'begins with no zone id');
    if (!zonepath.startsWith('/')) throw notUnderstood(where, 'has no absolute zonepath');
    if (!/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i.test(uuid))
      throw notUnderstood(where, 'has no uuid in its fifth field');
    if (!/^[A-Za-z0-9_.-]+$/.test(brand))
      throw notUnderstood(where, 'has no brand in its sixth field');
    if (ipType !== 'excl' && ipType !== 'shared')
      throw notUnderstood(where, `has an unknown ip-type, ${ipType}`);
    if (seen.has(name)) throw notUnderstood(where, `names ${name} a second time`);
    seen.add(name);
    const listed: Listed = {
      state: known,
      zonepath: zonepath.replaceAll('\\:', ':'),
      brand,
      ipType: ipType === 'excl' ? 'exclusive' : 'shared',
      ...(id === '-' ? {} : { id: Number(id) }),
      ...(uuid === '' ? {} : { uuid: uuid.toLowerCase() }),
    };
    if (name === 'global') return { kind: 'global', name, ...listed };
    return {
      kind: 'zone',
      name: nameIn(name, () => notUnderstood(where, 'has no zone name')),
      ...listed,
    };
  });
}

function nameIn(text: string, otherwise: () => Diagnostic): ZoneName {
  try {
    return parseZoneName(text);
  } catch {
    throw otherwise();
  }
}

/** What zoneadm and zonecfg say of a zone that is not there. */
export const noSuchZone = 'No such zone configured';

/** What zoneadm says while another one works on the same zone: one lock a zone, in /var/run/zones; retry later. */
export const zoneIsBusy = 'another zoneadm may have an operation in progress';

/** What zoneadmd says when a zone is to be halted that is not even installed. */
export const notToBeHalted = 'halt operation is invalid for zones in state';

/** What zoneadmd says once it has waited long enough for a zone to shut down (zone_wait_shutdown of zoneadmd.c). */
export const unableToShutDown = 'unable to shutdown zone';

/** What the brands' uninstall says of a snapshot that is held, and of one that was cloned by somebody outside. */
export const datasetHeldBack = 'Error: destroying ZFS dataset';
export const datasetCloned = 'Error: please delete clone(s) and retry uninstall';

/** What zoneadm says, before it does anything, of a zone that something is mounted in. */
export const mountedBelowRoot = 'These file systems are mounted on subdirectories of';

/** What zoneadmd says of a boot for which a link is missing, or is somebody else's. */
export const noNetworkDevice = 'failed to add network device';

/** One line as zoneList reads them: a check looks for `:running:` in it, which no other field can hold. */
export const stateOf = (zone: ZoneName): Command => command('zoneadm', '-z', zone, 'list', '-p');

/**
 * The brand's install script runs with these arguments.
 * @throws Diagnostic `zmgr::zone::unfit-argument`
 */
export const install = (zone: ZoneName, brandArguments: readonly string[]): Command =>
  privileged('zoneadm', '-z', zone, 'install', ...brandArguments.map(parseInstallArgument));

/** The brand's clone script; both are of one brand, the source down. Its snapshot goes with the clone. */
export const clone = (zone: ZoneName, source: ZoneName): Command =>
  privileged('zoneadm', '-z', zone, 'clone', source);

/** -F: without a terminal zoneadm refuses to do it unasked. Takes the zone's own snapshots along. */
export const uninstall = (zone: ZoneName): Command =>
  privileged('zoneadm', '-z', zone, 'uninstall', '-F');

/** Ends when init was started, not when the zone's services are up. Booting a booted zone is no failure. */
export const boot = (zone: ZoneName): Command => privileged('zoneadm', '-z', zone, 'boot');

/** Everything of a boot but its init: the links and the root are the zone's. */
export const ready = (zone: ZoneName): Command => privileged('zoneadm', '-z', zone, 'ready');

/** At once, without asking the zone. Halting an installed zone is no failure. */
export const halt = (zone: ZoneName): Command => privileged('zoneadm', '-z', zone, 'halt');

/** Lets the zone shut down by itself; fails for a zone that does not run. */
export const shutdown = (zone: ZoneName): Command => privileged('zoneadm', '-z', zone, 'shutdown');
