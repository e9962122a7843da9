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

export const createEtherstub = (link: LinkName): Command =>
  privileged('dladm', 'create-etherstub', link);

/** Fails with `link busy` while a VNIC lies over it. */
export const deleteEtherstub = (link: LinkName): Command =>
  privileged('dladm', 'delete-etherstub', link);
