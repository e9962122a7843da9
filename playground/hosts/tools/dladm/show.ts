/** `dladm show-…`: links, VNICs, etherstubs and link properties, for people and for programs. */
import type { ToolCall } from '../../calls/call.ts';
import { findLink, type Link, type Machine } from '../../model/machine.ts';
import { printTable } from '../ofmt.ts';
import { type Options, parseOptions } from '../options.ts';
import { notModelled } from '../refusals.ts';
import { badOption, die, usageOf } from './say.ts';

const wishOf = ({ options }: Options, parsable = 'p') => ({
  wanted: options.get('o'),
  parsable: options.has(parsable),
});

export function showLink(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'pPo:si:');
  const { options, operands } = given;
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  if (options.has('i')) return notModelled(call, 'link statistics at intervals');
  if (options.has('p') && !options.has('o')) return die(call, '-p requires -o');
  if (operands.length > 1) return usageOf(call);
  const [name] = operands;
  if (name !== undefined && findLink(machine, name) === undefined)
    return die(call, `link ${name} is not valid: object not found`);
  if (options.has('s')) return showStatistics(call, machine, name, given);
  const rows = machine.links
    .filter((link) => name === undefined || link.name === name)
    .filter((link) => !options.has('P') || link.persistent)
    .map((link) => ({
      LINK: link.name,
      CLASS: link.class,
      MTU: String(link.mtu),
      STATE: link.state,
      BRIDGE: '',
      OVER: link.over.join(','),
    }));
  const fields = [
    { name: 'LINK', width: 12 },
    { name: 'CLASS', width: 10 },
    { name: 'MTU', width: 7 },
    { name: 'STATE', width: 9 },
    { name: 'BRIDGE', width: 11 },
    { name: 'OVER', width: 30 },
  ];
  return printTable(
    call,
    { fields, usual: fields.map((field) => field.name), rows },
    wishOf(given),
  );
}

/** Nothing ever goes through a simulated link; so that there is something to see, its numbers come from its name. */
function showStatistics(
  call: ToolCall,
  machine: Machine,
  name: string | undefined,
  given: Options,
): number {
  const rows = machine.links
    .filter((link) => name === undefined || link.name === name)
    .map((link) => {
      const packets = [...link.name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) * 97;
      return {
        LINK: link.name,
        IPACKETS: String(packets),
        RBYTES: String(packets * 612),
        IERRORS: '0',
        OPACKETS: String(packets - 40),
        OBYTES: String(packets * 388),
        OERRORS: '0',
      };
    });
  const fields = ['LINK', 'IPACKETS', 'RBYTES', 'IERRORS', 'OPACKETS', 'OBYTES', 'OERRORS'].map(
    (field) => ({ name: field, width: 12 }),
  );
  return printTable(
    call,
    { fields, usual: fields.map((field) => field.name), rows },
    wishOf(given),
  );
}

export function showVlan(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'pPo:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  if (options.has('p') && !options.has('o')) return die(call, '-p requires -o');
  const [name] = operands;
  const link = name === undefined ? undefined : findLink(machine, name);
  if (name !== undefined && link === undefined)
    return die(call, `invalid vlan link name '${name}': object not found`);
  if (link !== undefined && link.class !== 'vlan')
    return die(call, `vlan ${link.name} is not valid: invalid argument`);
  const rows = machine.links
    .filter((one) => one.class === 'vlan' && (name === undefined || one.name === name))
    .map((one) => ({
      LINK: one.name,
      VID: String(one.vid),
      OVER: one.over.join(','),
      FLAGS: '-----',
    }));
  const fields = ['LINK', 'VID', 'OVER', 'FLAGS'].map((field) => ({ name: field, width: 15 }));
  return printTable(
    call,
    { fields, usual: fields.map((field) => field.name), rows },
    wishOf(given),
  );
}

export function showPhys(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'pPo:mH');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  if (options.has('m') || options.has('H')) return notModelled(call, 'show-phys -m and -H');
  if (options.has('p') && !options.has('o')) return die(call, '-p requires -o');
  const [name] = operands;
  const link = name === undefined ? undefined : findLink(machine, name);
  if (name !== undefined && link === undefined)
    return die(call, `link ${name} is not valid: object not found`);
  if (link !== undefined && link.class !== 'phys')
    return die(call, `link ${name} is not valid: invalid argument`);
  const rows = machine.links
    .filter((one) => one.class === 'phys' && (name === undefined || one.name === name))
    .map((one) => ({
      LINK: one.name,
      MEDIA: 'Ethernet',
      STATE: one.state,
      SPEED: one.state === 'up' ? '1000' : '0',
      DUPLEX: one.state === 'up' ? 'full' : 'unknown',
      DEVICE: one.name,
    }));
  const fields = [
    { name: 'LINK', width: 13 },
    { name: 'MEDIA', width: 21 },
    { name: 'STATE', width: 11 },
    { name: 'SPEED', width: 7 },
    { name: 'DUPLEX', width: 10 },
    { name: 'DEVICE', width: 13 },
  ];
  return printTable(
    call,
    { fields, usual: fields.map((field) => field.name), rows },
    wishOf(given),
  );
}

export function showVnic(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'pPl:si:o:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  if (options.has('s') || options.has('i')) return notModelled(call, 'VNIC statistics');
  if (options.has('p') && !options.has('o'))
    return die(call, 'output fields must be specified in parsable mode');
  if (operands.length > 1) return usageOf(call);
  const [name] = operands;
  if (name !== undefined) {
    const link = findLink(machine, name);
    if (link === undefined) return die(call, `invalid vnic name '${name}': object not found`);
    if (link.class !== 'vnic')
      return die(call, `datalink ${name} is not a vnic: found class ${link.class}`);
  }
  const over = options.get('l');
  if (over !== undefined && findLink(machine, over) === undefined)
    return die(call, `invalid link name '${over}': object not found`);
  const rows = machine.links
    .filter((link) => link.class === 'vnic' && (name === undefined || link.name === name))
    .filter((link) => over === undefined || link.over.includes(over))
    .filter((link) => !options.has('P') || link.persistent)
    .map((link) => ({
      LINK: link.name,
      OVER: link.over.join(','),
      SPEED: link.over.some((below) => findLink(machine, below)?.class === 'etherstub')
        ? '0'
        : '1000',
      MACADDRESS: link.mac,
      MACADDRTYPE: link.macType,
      VID: String(link.vid),
    }));
  const fields = [
    { name: 'LINK', width: 13 },
    { name: 'OVER', width: 11 },
    { name: 'SPEED', width: 7 },
    { name: 'MACADDRESS', width: 18 },
    { name: 'MACADDRTYPE', width: 20 },
    { name: 'VID', width: 5 },
  ];
  return printTable(
    call,
    { fields, usual: fields.map((field) => field.name), rows },
    wishOf(given),
  );
}

export function showEtherstub(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'pPto:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  const [name] = operands;
  if (name !== undefined && findLink(machine, name)?.class !== 'etherstub')
    return die(call, `datalink ${name} is not an etherstub`);
  const rows = machine.links
    .filter((link) => link.class === 'etherstub' && (name === undefined || link.name === name))
    .map((link) => ({ LINK: link.name }));
  const fields = [{ name: 'LINK', width: 20 }];
  return printTable(
    call,
    { fields, usual: ['LINK'], rows },
    { wanted: options.get('o'), parsable: options.has('p') },
  );
}

/** Properties that show-linkprop knows here; a real host has some forty more. */
const linkProperties = ['zone', 'mtu', 'protection', 'allowed-ips', 'maxbw'];

function propertyOf(link: Link, name: string): string {
  if (name === 'zone') return link.zone;
  if (name === 'mtu') return String(link.mtu);
  return link.properties[name] ?? '';
}

export function showLinkProperties(
  call: ToolCall,
  machine: Machine,
  argv: readonly string[],
): number {
  const given = parseOptions(argv, 'p:cPo:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  if (options.has('c') && !options.has('o')) return die(call, '-c requires -o');
  const [name] = operands;
  if (name !== undefined && findLink(machine, name) === undefined)
    return die(call, `link ${name} is not valid: object not found`);
  const wanted = options.get('p')?.split(',') ?? linkProperties;
  const unknown = wanted.find((property) => !linkProperties.includes(property));
  if (unknown !== undefined) return notModelled(call, `the link property ${unknown}`);
  const rows = machine.links
    .filter((link) => name === undefined || link.name === name)
    .flatMap((link) =>
      wanted.map((property) => ({
        LINK: link.name,
        PROPERTY: property,
        PERM: 'rw',
        VALUE: propertyOf(link, property),
        DEFAULT: '',
        POSSIBLE: '',
      })),
    );
  const fields = [
    { name: 'LINK', width: 13 },
    { name: 'PROPERTY', width: 16 },
    { name: 'PERM', width: 5 },
    { name: 'VALUE', width: 15 },
    { name: 'DEFAULT', width: 15 },
    { name: 'POSSIBLE', width: 20 },
  ];
  return printTable(
    call,
    { fields, usual: fields.map((field) => field.name), rows },
    wishOf(given, 'c'),
  );
}
