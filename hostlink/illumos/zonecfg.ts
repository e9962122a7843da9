/**
 * zonecfg(8): makes, shows and removes the configuration of a zone. Commands go in one argument: that way zonecfg runs
 * them all and commits at its end, so a failed one leaves half a zone behind; whoever undoes must delete. And it must
 * never be run over a zone that is there: `create` over an installed zone exits 0 and edits it.
 */
import { Diagnostic } from '../diagnostic.ts';
import { parseAddress, parseCidr } from '../ipam/address.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { commandFact } from '../observe/define-fact.ts';
import type { Fact, HostArgument } from '../observe/fact.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import type {
  NetResource,
  NewZone,
  ZoneAttribute,
  ZoneConfiguration,
} from './zone-configuration.ts';
import { expectedResources, resourceCommands } from './zone-resources.ts';
import { noSuchZone } from './zoneadm.ts';
import { parseExport } from './zonecfg-export.ts';

/** The configuration of one zone, or undefined where there is no such zone. For a zone that is about to be changed. */
export const configurationOf = (zone: ZoneName): Fact<ZoneConfiguration | undefined> =>
  commandFact<ZoneConfiguration | undefined>({
    name: `zonecfg -z ${zone} export`,
    command: command('zonecfg', '-z', zone, 'export'),
    parse: parseExport,
    refusals: [[noSuchZone, undefined]],
  });

/**
 * Makes a new zone, in state configured.
 * @throws Diagnostic `zmgr::zone::unfit-value` for what zonecfg cannot hold, `zmgr::address::bad` and `bad-cidr`.
 */
export function configure(zone: ZoneName, wish: NewZone): Command {
  const script = [
    'create -b',
    set('zonepath', wish.zonepath),
    set('brand', wish.brand),
    set('autoboot', String(wish.autoboot)),
    // Always: what is left out means shared on OpenIndiana and exclusive in OmniOS' templates.
    set('ip-type', wish.ipType),
    ...wish.nets.flatMap((net) => addNet(net, wish.ipType)),
    ...(wish.resources === undefined ? [] : resourceCommands(wish.resources, set)),
    ...wish.attributes.flatMap(addAttribute),
  ].join('; ');
  return privileged('zonecfg', '-z', zone, script);
}

/** Gives a zone nets that it has not. Counts from its next boot on. @throws Diagnostic as configure() does */
export const addNets = (
  zone: ZoneName,
  nets: readonly NetResource[],
  ipType: NewZone['ipType'],
): Command =>
  privileged('zonecfg', '-z', zone, nets.flatMap((net) => addNet(net, ipType)).join('; '));

/** Takes all nets over a link away. */
export const removeNets = (zone: ZoneName, physical: string): Command =>
  privileged('zonecfg', '-z', zone, `remove -F net physical=${quoted('physical', physical)}`);

/** What it has over a link. */
export const infoNets = (zone: ZoneName, physical: string): Command =>
  command('zonecfg', '-z', zone, `info net physical=${quoted('physical', physical)}`);

/** All that infoNets() prints where there is none. */
export const noSuchNet = 'No such net resource.';

/** Lines that infoNets() prints for nets, whole and each at least once. */
export const expectedNets = (nets: readonly NetResource[]): readonly string[] =>
  nets.flatMap(({ address, allowedAddress, physical, defrouter }) => [
    ...insideLine('address', address),
    ...insideLine('allowed-address', allowedAddress),
    ...insideLine('physical', physical),
    ...insideLine('defrouter', defrouter),
  ]);

/** One net resource per address: zonecfg refuses lists, and takes the same `physical` several times. */
function addNet(net: NetResource, ipType: NewZone['ipType']): readonly string[] {
  const [held, unfit] =
    ipType === 'exclusive' ? [net.allowedAddress, net.address] : [net.address, net.allowedAddress];
  const fault =
    unfit !== undefined
      ? `The address ${unfit} does not fit a zone with ip-type ${ipType}`
      : net.defrouter !== undefined && held === undefined
        ? `The default router ${net.defrouter} stands beside no address`
        : ipType === 'shared' && held === undefined
          ? `The net over ${net.physical} has no address, which ip-type shared asks for`
          : undefined;
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::zone::unfit-value',
      message: fault,
      help: 'ip-type exclusive takes allowed-address, shared takes address, and defrouter only goes with one of them.',
    });
  }
  // zonecfg takes anything that could be a host name for an address, and the zone then fails to boot.
  if (held !== undefined) parseCidr(held);
  if (net.defrouter !== undefined) parseAddress(net.defrouter);
  return [
    'add net',
    set('physical', net.physical),
    ...(held === undefined
      ? []
      : [set(ipType === 'exclusive' ? 'allowed-address' : 'address', held)]),
    ...(net.defrouter === undefined ? [] : [set('defrouter', net.defrouter)]),
    'end',
  ];
}

/** Why a text can name no attribute, or undefined when it can. validate_attr_name() in zonecfg.c. */
export const attributeNameFault = (name: string): string | undefined =>
  /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(name)
    ? undefined
    : 'must be named by letters, digits, "." and "-", a letter or digit first';

/** Why an attribute can have no such value, or undefined when it can. */
export const attributeValueFault = (value: string): string | undefined =>
  value === '' || unquotable.test(value)
    ? 'must have a value, without double quotes and line ends'
    : undefined;

function addAttribute({ name, type, value }: ZoneAttribute): readonly string[] {
  if (attributeNameFault(name) !== undefined) throw unfit('attr name', name);
  return ['add attr', set('name', name), set('type', type), set('value', value), 'end'];
}

/** Between double quotes zonecfg_lex.l takes anything up to the next one; CR would be kept as part of the value. */
const unquotable = /["\r\n\0]/;

const set = (property: string, value: string): string =>
  `set ${property}=${quoted(property, value)}`;

function quoted(property: string, value: string): string {
  if (value === '' || unquotable.test(value)) throw unfit(property, value);
  return `"${value}"`;
}

const unfit = (property: string, value: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::zone::unfit-value',
    message: `zonecfg cannot hold ${JSON.stringify(value.slice(0, 80))} as ${property}`,
    help: 'Leave out double quotes and line ends; names of attributes hold letters, digits, "." and "-".',
  });

/** For a check: fails with zoneadm's noSuchZone where there is none. */
export const info = (zone: ZoneName): Command => command('zonecfg', '-z', zone, 'info');

/** Prints `zonepath: /zones/web01`; fails with zoneadm's noSuchZone where there is none. */
export const zonepathOf = (zone: ZoneName): HostArgument => ({
  of: command('zonecfg', '-z', zone, 'info', 'zonepath'),
  behind: infoLine('zonepath', ''),
});

/** Gives a zone that does not run another name. Its zonepath stays, and so does its uuid. */
export const rename = (zone: ZoneName, to: ZoneName): Command =>
  privileged('zonecfg', '-z', zone, set('zonename', to));

/**
 * Lines that info prints, whole and each at least once, for a zone that was configured as wished (zonecfg.c,
 * info_func). The same lines with others beside them may come of a zone that somebody changed since.
 */
export const expectedInfo = (wish: NewZone): readonly string[] => [
  infoLine('zonepath', wish.zonepath),
  infoLine('brand', wish.brand),
  infoLine('autoboot', String(wish.autoboot)),
  infoLine('ip-type', wish.ipType),
  ...expectedNets(wish.nets),
  ...(wish.resources === undefined ? [] : expectedResources(wish.resources)),
  ...wish.attributes.flatMap(expectedAttribute),
];

/** The lines of one attribute, such as the one that stamps a zone as ours. */
export const expectedAttribute = ({ name, type, value }: ZoneAttribute): readonly string[] => [
  ...insideLine('name', name),
  ...insideLine('type', type),
  ...insideLine('value', value),
];

const insideLine = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`\t${infoLine(name, value)}`];

/** output_prop() in zonecfg.c quotes only what holds a space. */
const infoLine = (name: string, value: string): string =>
  `${name}: ${value.includes(' ') ? `"${value}"` : value}`;

/**
 * -F: without a terminal zonecfg refuses to do it unasked. Refused while the zone runs; an installed one loses its
 * configuration and leaves its files orphaned, so uninstall first.
 */
export const remove = (zone: ZoneName): Command =>
  privileged('zonecfg', '-z', zone, 'delete', '-F');
