/** dladm(8): datalinks. Lists NICs, VNICs and etherstubs; makes and removes the virtual ones. */
import type { SourceLocation } from '../diagnostic.ts';
import type { LinkName } from '../names/link-name.ts';
import { type MacAddress, parseMacAddress, unpaddedMac } from '../names/mac-address.ts';
import { commandFact } from '../observe/define-fact.ts';
import { notUnderstood } from '../observe/not-understood.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import { parsableLine, parseParsable } from './parsable.ts';

/** libdladm's words, dladm_class2str(). */
export const linkClasses = [
  'phys',
  'vlan',
  'aggr',
  'vnic',
  'etherstub',
  'iptun',
  'simnet',
  'bridge',
  'part',
  'overlay',
  'misc',
  'unknown',
] as const;
export type LinkClass = (typeof linkClasses)[number];

export interface Link {
  /** As printed: a link that lives in a zone may carry the zone's name in it. */
  readonly name: string;
  readonly class: LinkClass;
  readonly mtu?: number;
  readonly state: 'up' | 'down' | 'unknown';
  /** What it lies over: several for an aggregation, none for NICs and etherstubs. */
  readonly over: readonly string[];
}

/** All datalinks of the host, those that zones use among them. */
export const linkList = commandFact({
  name: 'dladm show-link',
  command: command('dladm', 'show-link', '-p', '-o', 'LINK,CLASS,MTU,STATE,OVER'),
  parse: parseLinks,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseLinks(stdout: string, source: string): readonly Link[] {
  return parseParsable(stdout, ['link', 'class', 'mtu', 'state', 'over'], source).map(
    ({ fields, where }) => {
      const known = linkClasses.find((one) => one === fields.class);
      if (known === undefined)
        throw notUnderstood(where, `has an unknown link class, ${fields.class}`);
      const { state } = fields;
      if (state !== 'up' && state !== 'down' && state !== 'unknown')
        throw notUnderstood(where, `has an unknown link state, ${state}`);
      if (fields.link === '') throw notUnderstood(where, 'names no link');
      if (!/^([0-9]+|\?)?$/.test(fields.mtu))
        throw notUnderstood(where, 'has no MTU in its third field');
      return {
        name: fields.link,
        class: known,
        state,
        over: fields.over.split(/[ ,]/).filter((name) => name !== '' && name !== '?'),
        ...(/^[0-9]+$/.test(fields.mtu) ? { mtu: Number(fields.mtu) } : {}),
      };
    },
  );
}

export interface Vnic {
  readonly name: string;
  readonly over: string;
  readonly mac: MacAddress;
  /** `random`, `fixed`, `factory, slot 1`, `vrrp, 7/inet` … */
  readonly macType: string;
  /** Absent without one. */
  readonly vlan?: number;
}

export const vnicList = commandFact({
  name: 'dladm show-vnic',
  command: command('dladm', 'show-vnic', '-p', '-o', 'LINK,OVER,MACADDRESS,MACADDRTYPE,VID'),
  parse: parseVnics,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseVnics(stdout: string, source: string): readonly Vnic[] {
  return parseParsable(stdout, ['link', 'over', 'mac', 'macType', 'vlan'], source).map(
    ({ fields, where }) => {
      if (fields.link === '') throw notUnderstood(where, 'names no link');
      if (!/^[0-9]{1,4}$/.test(fields.vlan))
        throw notUnderstood(where, 'has no VLAN id in its last field');
      const vlan = Number(fields.vlan);
      return {
        name: fields.link,
        over: fields.over,
        mac: macIn(fields.mac, where),
        macType: fields.macType,
        ...(vlan === 0 ? {} : { vlan }),
      };
    },
  );
}

/** A tagged VLAN, a link of its own. */
export interface Vlan {
  readonly name: string;
  readonly over: string;
  /** Its id. */
  readonly vlan: number;
}

export const vlanList = commandFact({
  name: 'dladm show-vlan',
  command: command('dladm', 'show-vlan', '-p', '-o', 'LINK,VID,OVER'),
  parse: parseVlans,
});

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseVlans(stdout: string, source: string): readonly Vlan[] {
  return parseParsable(stdout, ['link', 'vlan', 'over'], source).map(({ fields, where }) => {
    if (fields.link === '' || !/^[0-9]{1,4}$/.test(fields.vlan))
      throw notUnderstood(where, 'is no link with a VLAN id');
    return { name: fields.link, over: fields.over, vlan: Number(fields.vlan) };
  });
}

/** Zones by the links that they have now; of the global zone's there is nothing to say. */
export const linkZones = commandFact({
  name: 'dladm show-linkprop zone',
  command: command('dladm', 'show-linkprop', '-c', '-o', 'LINK,VALUE', '-p', 'zone'),
  parse: (stdout, source): ReadonlyMap<string, string> =>
    new Map(
      parseParsable(stdout, ['link', 'zone'], source).flatMap(({ fields }) =>
        fields.zone === '' ? [] : [[fields.link, fields.zone] as const],
      ),
    ),
});

/** What went through a link since it came up. */
export interface LinkStatistics {
  readonly received: Traffic;
  readonly sent: Traffic;
}

interface Traffic {
  readonly packets: number;
  readonly bytes: number;
  readonly errors: number;
}

export const linkStatistics = (link: LinkName) =>
  commandFact({
    name: `dladm show-link -s ${link}`,
    command: command(
      ...(['dladm', 'show-link', '-s', '-p', '-o'] as const),
      'IPACKETS,RBYTES,IERRORS,OPACKETS,OBYTES,OERRORS',
      link,
    ),
    parse: parseStatistics,
  });

/** @throws Diagnostic `zmgr::host::not-understood` */
export function parseStatistics(stdout: string, source: string): LinkStatistics {
  const names = ['ipackets', 'rbytes', 'ierrors', 'opackets', 'obytes', 'oerrors'] as const;
  const [row] = parseParsable(stdout, names, source);
  const counts = names.map((name) => row?.fields[name] ?? '');
  if (!counts.every((text) => /^[0-9]{1,20}$/.test(text)))
    throw notUnderstood({ source, line: 1, text: stdout.slice(0, 200) }, 'is not six counters');
  const [packets = 0, bytes = 0, errors = 0, sentPackets = 0, sentBytes = 0, sentErrors = 0] =
    counts.map(Number);
  return {
    received: { packets, bytes, errors },
    sent: { packets: sentPackets, bytes: sentBytes, errors: sentErrors },
  };
}

/** dladm prints the bytes with %x, without leading zeros: `2:8:20:a:c:1`. */
function macIn(text: string, where: SourceLocation): MacAddress {
  try {
    return parseMacAddress(text);
  } catch (cause) {
    throw notUnderstood(where, 'has no MAC address in its third field', cause);
  }
}

/** What dladm says of a link that is not there, and of one that is something else. */
export const noSuchLink = 'object not found';
export const notAVnic = 'is not a vnic';

/** What dladm says of a link that is to be deleted while it is plumbed, in a zone, or under others. */
export const linkBusy = 'link busy';

/** Its class, for a check; fails with noSuchLink where there is none. A single field, which no class needs escaped. */
export const classOf = (link: LinkName): Command =>
  command('dladm', 'show-link', '-p', '-o', 'CLASS', link);

/** `vlan:igb0`, for a check; fails with noSuchLink where there is none. */
export const classAndOverOf = (link: LinkName): Command =>
  command('dladm', 'show-link', '-p', '-o', 'CLASS,OVER', link);

/** `100:igb0`, of a VLAN. */
export const vlanAndOverOf = (link: LinkName): Command =>
  command('dladm', 'show-vlan', '-p', '-o', 'VID,OVER', link);

/** What a VNIC lies over and its MAC address, for a check that compares with overAndMacLine. */
export const overAndMacOf = (link: LinkName): Command =>
  command('dladm', 'show-vnic', '-p', '-o', 'OVER,MACADDRESS', link);

/** Exactly what overAndMacOf prints, without the newline, for a VNIC over that link with that MAC address. */
export const overAndMacLine = (over: LinkName, mac: MacAddress): string =>
  parsableLine([over, unpaddedMac(mac)]);

/** Persistent: it is there again after a reboot of the host. */
export const createVnic = ({
  link,
  over,
  mac,
  vlan,
}: {
  readonly link: LinkName;
  readonly over: LinkName;
  readonly mac: MacAddress;
  readonly vlan?: number;
}): Command =>
  privileged(
    'dladm',
    'create-vnic',
    '-l',
    over,
    '-m',
    mac,
    ...(vlan === undefined ? [] : ['-v', String(vlan)]),
    link,
  );

/** Fails with `link busy` while a zone uses it. */
export const deleteVnic = (link: LinkName): Command => privileged('dladm', 'delete-vnic', link);

/** Persistent. */
export const createVlan = ({
  link,
  over,
  vlan,
}: {
  readonly link: LinkName;
  readonly over: LinkName;
  readonly vlan: number;
}): Command => privileged('dladm', 'create-vlan', '-l', over, '-v', String(vlan), link);

/** Fails with `link busy` while somebody uses it. */
export const deleteVlan = (link: LinkName): Command => privileged('dladm', 'delete-vlan', link);

export const createEtherstub = (link: LinkName): Command =>
  privileged('dladm', 'create-etherstub', link);

/** Fails with `link busy` while a VNIC lies over it. */
export const deleteEtherstub = (link: LinkName): Command =>
  privileged('dladm', 'delete-etherstub', link);
