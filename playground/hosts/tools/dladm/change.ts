/** `dladm create-…`, `delete-…` and `set-linkprop`. */
import { linkNameFault } from '../../../../hostlink/names/link-name.ts';
import type { ToolCall } from '../../calls/call.ts';
import { findLink, type Machine, newMac, unpaddedMac } from '../../model/machine.ts';
import { parseOptions } from '../options.ts';
import { notModelled } from '../refusals.ts';
import { badOption, die, usageOf } from './say.ts';

export function createVnic(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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

export function createVlan(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const given = parseOptions(argv, 'tfl:v:p:R:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const { options, operands } = given;
  const over = options.get('l');
  const [name] = operands;
  if (over === undefined || !options.has('v') || operands.length > 1) return usageOf(call);
  // The real one would make up a name: the VLAN id before that of the link below.
  if (name === undefined) return notModelled(call, 'create-vlan without a name');
  if (linkNameFault(name) !== undefined) return die(call, `invalid link name '${name}'`);
  const vid = Number(options.get('v'));
  if (!Number.isInteger(vid) || vid < 1 || vid > 4094)
    return die(call, `invalid VLAN identifier '${options.get('v')}'`);
  const lower = findLink(machine, over);
  if (lower === undefined) return die(call, `invalid link name '${over}'`);
  const failed = (why: string) => die(call, `create operation over ${over} failed: ${why}`);
  if (!call.privileged) return failed('permission denied');
  if (lower.class === 'vnic' || lower.class === 'vlan') return failed('invalid argument');
  const isSame = (link: Machine['links'][number]) =>
    link.name === name || (link.class === 'vlan' && link.vid === vid && link.over.includes(over));
  if (machine.links.some(isSame)) return failed('object already exists');
  machine.links.push({
    name,
    class: 'vlan',
    over: [over],
    state: 'up',
    mac: '',
    macType: 'fixed',
    mtu: lower.mtu,
    vid,
    persistent: !options.has('t'),
    zone: '',
    properties: {},
  });
  return 0;
}

export function createEtherstub(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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

export function deleteLink(
  call: ToolCall,
  machine: Machine,
  argv: readonly string[],
  kind: 'vnic' | 'etherstub' | 'vlan',
): number {
  const given = parseOptions(argv, 'tR:');
  const refused = badOption(call, given);
  if (refused !== undefined) return refused;
  const [name, ...more] = given.operands;
  if (name === undefined || more.length > 0) return usageOf(call);
  const link = findLink(machine, name);
  if (link === undefined) return die(call, `invalid link name '${name}'`);
  if (link.class !== kind)
    return die(call, `'${name}' is not ${kind === 'etherstub' ? 'an etherstub' : `a ${kind}`}`);
  // Etherstubs are VNICs over nothing, and go by the same code and words.
  const failed = (why: string) =>
    die(call, `${kind === 'vlan' ? 'vlan' : 'vnic'} deletion failed: ${why}`);
  if (!call.privileged) return failed('permission denied');
  const used =
    link.zone !== '' ||
    machine.interfaces.includes(name) ||
    machine.links.some((other) => other.over.includes(name));
  if (used) return failed('link busy');
  machine.links = machine.links.filter((other) => other !== link);
  return 0;
}

export function setLinkProperty(call: ToolCall, machine: Machine, argv: readonly string[]): number {
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
