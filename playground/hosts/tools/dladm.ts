/** dladm(8): links, VNICs, etherstubs and their properties (G:cmd/dladm/dladm.c). */
import { linkNameFault } from '../../../hostlink/names/link-name.ts';
import type { ToolCall } from '../calls/call.ts';
import { findLink, type Link, type Machine, newMac, unpaddedMac } from '../model/machine.ts';
import { printTable } from './ofmt.ts';
import { type Options, parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

const usages: Readonly<Record<string, string>> = {
  'show-link': '[-pP] [-o <field>,..] [-s [-i <interval>]] [<link>]',
  'show-phys': '[-m | -H | -P] [[-p] [-o <field>[,...]]] [<link>]',
  'show-vnic': '[-pP] [-l <link>] [-s [-i <interval>]] [<link>]',
  'show-etherstub': '[-t] [<etherstub>]',
  'show-linkprop': '[-cP] [-o <field>[,...]] [-p <prop>,...] <name>',
  'create-vnic':
    '[-t] -l <link> [-m <value> | auto |\n\t\t     {factory [-n <slot-id>]} | {random [-r <prefix>]} |\n\t\t     {vrrp -V <vrid> -A {inet | inet6}} [-v <vid> [-f]]\n\t\t     [-p <prop>=<value>[,...]] <vnic-link>',
  'delete-vnic': '[-t] <vnic-link>',
  'create-etherstub': '[-t] <etherstub>',
  'delete-etherstub': '[-t] <etherstub>',
  'set-linkprop': '[-t] -p <prop>=<value>[,...] <name>',
  'reset-linkprop': '[-t] [-p <prop>,...] <name>',
};

/** Real subcommands that nothing here needs yet. */
const unmodelled =
  /^(rename-link|(create|delete|show|modify|add|remove)-(aggr|bridge|vlan|iptun|part|overlay)|show-usage|show-ether|scan-wifi|up-.*)$/;

export function dladm(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  if (verb === undefined) {
    call.complain('usage:\tdladm <subcommand> <args> ...');
    return 1;
  }
  switch (verb) {
    case 'show-link':
      return showLink(call, machine, rest);
    case 'show-phys':
      return showPhys(call, machine, rest);
    case 'show-vnic':
      return showVnic(call, machine, rest);
    case 'show-etherstub':
      return showEtherstub(call, machine, rest);
    case 'show-linkprop':
      return showLinkProperties(call, machine, rest);
    case 'create-vnic':
      return createVnic(call, machine, rest);
    case 'create-etherstub':
      return createEtherstub(call, machine, rest);
    case 'delete-vnic':
      return deleteLink(call, machine, rest, 'vnic');
    case 'delete-etherstub':
      return deleteLink(call, machine, rest, 'etherstub');
    case 'set-linkprop':
      return setLinkProperty(call, machine, rest);
    case 'reset-linkprop':
      return notModelled(call, 'reset-linkprop');
    default:
      if (unmodelled.test(verb)) return notModelled(call, verb);
      call.complain(`dladm: unknown subcommand '${verb}'`);
      return 1;
  }
}

function die(call: ToolCall, text: string): 1 {
  call.complain(`dladm: ${text}`);
  return 1;
}

/** die_opterr(): what is said of a letter that the subcommand does not know. */
function badOption(call: ToolCall, { bad }: Options): 1 | undefined {
  if (bad === undefined) return undefined;
  const usage = `usage: dladm ${call.argv[0] ?? ''} ${usages[call.argv[0] ?? ''] ?? ''}`;
  return die(
    call,
    `${bad.lacksValue ? `option '-${bad.letter}' requires a value` : `unrecognized option '-${bad.letter}'`}\n${usage}`,
  );
}

const usageOf = (call: ToolCall) =>
  die(call, `usage: ${call.argv[0] ?? ''} ${usages[call.argv[0] ?? ''] ?? ''}`);

const wishOf = ({ options }: Options, parsable = 'p') => ({
  wanted: options.get('o'),
  parsable: options.has(parsable),
});

function showLink(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'pPo:si:');
  const { options, operands } = given;
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  if (options.has('s') || options.has('i')) return notModelled(call, 'link statistics');
  if (options.has('p') && !options.has('o')) return die(call, '-p requires -o');
  if (operands.length > 1) return usageOf(call);
  const [name] = operands;
  if (name !== undefined && findLink(machine, name) === undefined)
    return die(call, `link ${name} is not valid: object not found`);
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

function showPhys(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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

function showVnic(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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

function showEtherstub(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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

function showLinkProperties(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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

function createVnic(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'tl:m:n:p:r:v:fV:A:R:H');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  const over = options.get('l');
  const [name] = operands;
  if (over === undefined || name === undefined || operands.length > 1) return usageOf(call);
  for (const letter of ['n', 'r', 'V', 'A', 'R', 'H'])
    if (options.has(letter)) return notModelled(call, `create-vnic -${letter}`);
  if (linkNameFault(name) !== undefined) return die(call, `invalid link name '${name}'`);
  const lower = findLink(machine, over);
  if (lower === undefined) return die(call, `invalid link name '${over}'`);
  const failed = (why: string) => die(call, `vnic creation over ${over} failed: ${why}`);

  const wanted = options.get('m') ?? 'auto';
  const automatic = wanted === 'auto' || wanted === 'random';
  if (wanted === 'factory') return failed('factory address slot not available');
  const mac = automatic ? unusedMac(machine) : unpaddedMac(wanted);
  if (mac === undefined) return die(call, `invalid MAC address '${wanted}'`);
  const vid = Number(options.get('v') ?? '0');
  if (!Number.isInteger(vid) || vid < 0 || vid > 4094)
    return die(call, `invalid VLAN identifier '${options.get('v')}'`);
  const properties = parseProperties(options.get('p') ?? '');
  if (properties === undefined) return die(call, `invalid vnic property '${options.get('p')}'`);

  if (!call.privileged) return failed('permission denied');
  if (findLink(machine, name) !== undefined) return failed('object already exists');
  if (lower.class === 'vnic' || lower.class === 'vlan') return failed('invalid argument');
  const persistent = !options.has('t');
  if (persistent && !lower.persistent)
    return failed("can't create persistent object on top of temporary object");
  if (machine.links.some((link) => link.mac === mac && link.mac !== ''))
    return failed('MAC address is already in use');
  // A multicast address cannot be a station's.
  if ((Number.parseInt(mac.split(':')[0] ?? '', 16) & 1) === 1)
    return failed('invalid MAC address');
  machine.links.push({
    name,
    class: 'vnic',
    over: [over],
    state: 'up',
    mac,
    macType: automatic ? 'random' : 'fixed',
    mtu: lower.mtu,
    vid,
    persistent,
    zone: '',
    properties,
  });
  return 0;
}

function unusedMac(machine: Machine): string {
  const mac = newMac(machine);
  return machine.links.some((link) => link.mac === mac) ? unusedMac(machine) : mac;
}

function createEtherstub(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'tR:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const [name, ...more] = given.operands;
  if (name === undefined || more.length > 0) return usageOf(call);
  if (linkNameFault(name) !== undefined) return die(call, `invalid link name '${name}'`);
  if (!call.privileged) return die(call, 'etherstub creation failed: permission denied');
  if (findLink(machine, name) !== undefined)
    return die(call, 'etherstub creation failed: object already exists');
  machine.links.push({
    name,
    class: 'etherstub',
    over: [],
    state: 'unknown',
    mac: '',
    macType: 'fixed',
    mtu: 9000,
    vid: 0,
    persistent: !given.options.has('t'),
    zone: '',
    properties: {},
  });
  return 0;
}

function deleteLink(
  call: ToolCall,
  machine: Machine,
  argv: readonly string[],
  kind: 'vnic' | 'etherstub',
): number {
  const given = parseOptions(argv, 'tR:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const [name, ...more] = given.operands;
  if (name === undefined || more.length > 0) return usageOf(call);
  const link = findLink(machine, name);
  if (link === undefined) return die(call, `invalid link name '${name}'`);
  if (link.class !== kind)
    return die(call, `'${name}' is not ${kind === 'vnic' ? 'a vnic' : 'an etherstub'}`);
  // Etherstubs are VNICs over nothing, and go by the same code and words.
  if (!call.privileged) return die(call, 'vnic deletion failed: permission denied');
  const used =
    link.zone !== '' ||
    machine.interfaces.includes(name) ||
    machine.links.some((other) => other.over.includes(name));
  if (used) return die(call, 'vnic deletion failed: link busy');
  machine.links = machine.links.filter((other) => other !== link);
  return 0;
}

function setLinkProperty(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'tp:R:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const [name, ...more] = given.operands;
  const text = given.options.get('p');
  if (name === undefined || more.length > 0 || text === undefined) return usageOf(call);
  const link = findLink(machine, name);
  if (link === undefined) return die(call, `link ${name} is not valid: object not found`);
  const properties = parseProperties(text);
  if (properties === undefined) return die(call, `invalid link properties specified: ${text}`);
  const unknown = Object.keys(properties).find(
    (key) => !['protection', 'allowed-ips', 'maxbw'].includes(key),
  );
  if (unknown !== undefined) return notModelled(call, `setting the link property ${unknown}`);
  const [first = ''] = Object.keys(properties);
  if (!call.privileged)
    return die(
      call,
      `warning: cannot set link property '${first}' on '${name}': permission denied`,
    );
  link.properties = { ...link.properties, ...properties };
  return 0;
}

/** `a=b,c=d,e`: a value may hold commas, as those of allowed-ips do. */
function parseProperties(text: string): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  let last: string | undefined;
  for (const part of text === '' ? [] : text.split(',')) {
    const [name = '', value, ...more] = part.split('=');
    if (value === undefined && last !== undefined) found[last] = `${found[last]},${part}`;
    else if (value === undefined || name === '' || more.length > 0) return undefined;
    else {
      found[name] = value;
      last = name;
    }
  }
  return found;
}
