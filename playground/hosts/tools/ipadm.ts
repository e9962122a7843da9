/**
 * ipadm(8): interfaces and address objects of the global zone (illumos-gate usr/src/cmd/cmd-inet/usr.sbin/ipadm/ipadm.c). Its errors have
 * a bug that is kept: the message goes to standard error without a newline, and a newline alone to standard output.
 */
import { isIPv4, isIPv6 } from 'node:net';
import type { ToolCall } from '../calls/call.ts';
import { findLink, type Machine } from '../model/machine.ts';
import { forwardingOf } from '../model/routing.ts';
import { printTable } from './ofmt.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

const unmodelled =
  /^(enable|disable|refresh|up|down|show|set|reset)-(addr|if)$|^(set|reset|show)-(prop|addrprop)$/;

export function ipadm(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  if (verb === undefined) {
    call.complain('usage:\tipadm <subcommand> <args> ...');
    return 1;
  }
  switch (verb) {
    case 'show-addr':
      return showAddresses(call, machine, rest);
    case 'show-if':
      return showInterfaces(call, machine, rest);
    case 'show-ifprop':
      return showForwarding(call, machine, rest);
    case 'set-ifprop':
    case 'reset-ifprop':
      return changeForwarding(call, machine, rest, verb);
    case 'create-if':
      return createInterface(call, machine, rest);
    case 'delete-if':
      return deleteInterface(call, machine, rest);
    case 'create-addr':
      return createAddress(call, machine, rest);
    case 'delete-addr':
      return deleteAddress(call, machine, rest);
    default:
      if (unmodelled.test(verb)) return notModelled(call, verb);
      return die(call, `unknown subcommand '${verb}'`);
  }
}

function die(call: ToolCall, text: string): 1 {
  call.write('stderr', `ipadm: ${text}`);
  call.write('stdout', '\n');
  return 1;
}

const badOption = (
  call: ToolCall,
  bad: { readonly letter: string; readonly lacksValue: boolean },
) =>
  die(
    call,
    bad.lacksValue
      ? `option '-${bad.letter}' requires a value`
      : `unrecognized option '-${bad.letter}'`,
  );

const interfaceOf = (object: string) => object.split('/')[0] ?? '';

/** An address object as it is shown. */
export interface AddressRow {
  readonly object: string;
  readonly type: string;
  readonly state: string;
  readonly address: string;
  readonly persistent: boolean;
}

const showAddresses = (call: ToolCall, machine: Machine, argv: readonly string[]): number =>
  printAddresses(call, machine.addresses, argv);

/** `show-addr`, of the global zone's objects or of another's. */
export function printAddresses(
  call: ToolCall,
  addresses: readonly AddressRow[],
  argv: readonly string[],
): number {
  const { options, operands, bad } = parseOptions(argv, 'po:');
  if (bad !== undefined) return badOption(call, bad);
  if (options.has('p') && !options.has('o')) return die(call, '-p requires -o');
  const [wanted] = operands;
  const found = addresses.filter(({ object }) =>
    wanted === undefined
      ? true
      : wanted.endsWith('/')
        ? object.startsWith(wanted)
        : object === wanted,
  );
  if (wanted !== undefined && !wanted.includes('/'))
    return die(call, `invalid address object name: ${wanted}`);
  if (wanted !== undefined && found.length === 0)
    return die(call, 'Could not get address: Object not found');
  const rows = found.map(({ object, type, state, address, persistent }) => ({
    ADDROBJ: object,
    TYPE: type,
    STATE: state,
    CURRENT: 'U----',
    PERSISTENT: persistent ? 'U--' : '---',
    ADDR: address,
  }));
  const fields = [
    { name: 'ADDROBJ', width: 18 },
    { name: 'TYPE', width: 9 },
    { name: 'STATE', width: 13 },
    { name: 'CURRENT', width: 8 },
    { name: 'PERSISTENT', width: 11 },
    { name: 'ADDR', width: 46 },
  ];
  return printTable(
    call,
    { fields, usual: ['ADDROBJ', 'TYPE', 'STATE', 'ADDR'], rows },
    { wanted: options.get('o'), parsable: options.has('p') },
  );
}

function showInterfaces(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { options, operands, bad } = parseOptions(argv, 'po:');
  if (bad !== undefined) return badOption(call, bad);
  if (options.has('p') && !options.has('o')) return die(call, '-p requires -o');
  const [wanted] = operands;
  if (wanted !== undefined && !machine.interfaces.includes(wanted))
    return die(call, `cannot get information for interface '${wanted}': Interface does not exist`);
  const rows = machine.interfaces
    .filter((name) => wanted === undefined || name === wanted)
    .map((name) => ({
      IFNAME: name,
      CLASS: name.startsWith('lo') ? 'LOOPBACK' : 'IP',
      STATE: 'ok',
      CURRENT: name.startsWith('lo') ? '-m-v------46' : 'bm--------46',
      PERSISTENT: '---',
    }));
  const fields = [
    { name: 'IFNAME', width: 11 },
    { name: 'CLASS', width: 9 },
    { name: 'STATE', width: 9 },
    { name: 'CURRENT', width: 13 },
    { name: 'PERSISTENT', width: 11 },
  ];
  return printTable(
    call,
    { fields, usual: ['IFNAME', 'STATE', 'CURRENT', 'PERSISTENT'], rows },
    { wanted: options.get('o'), parsable: options.has('p') },
  );
}

const familyIn = (protocol: string | undefined): 4 | 6 | undefined => {
  if (protocol === 'ipv4') return 4;
  return protocol === 'ipv6' ? 6 : undefined;
};

/** show-ifprop has its own letters: -c is parsable, and -p the property. */
function showForwarding(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { options, operands, bad } = parseOptions(argv, 'cp:m:o:');
  if (bad !== undefined) return badOption(call, bad);
  if (options.has('c') && !options.has('o')) return die(call, '-c requires -o');
  const family = familyIn(options.get('m'));
  if (options.get('p') !== 'forwarding' || family === undefined)
    return notModelled(call, 'show-ifprop of other than -p forwarding -m ipv4 or ipv6');
  const [wanted] = operands;
  if (wanted !== undefined && !machine.interfaces.includes(wanted))
    return die(call, `warning: interface property list failed: Interface does not exist`);
  const word = (isOn: boolean | undefined) => (isOn === undefined ? '' : isOn ? 'on' : 'off');
  const rows = machine.interfaces
    .filter((link) => wanted === undefined || link === wanted)
    .map((link) => {
      const { current, persistent } = forwardingOf(machine, link, family);
      return {
        IFNAME: link,
        PROPERTY: 'forwarding',
        PROTO: `ipv${family}`,
        PERM: 'rw',
        CURRENT: word(current),
        PERSISTENT: word(persistent),
        DEFAULT: 'off',
        POSSIBLE: 'on,off',
      };
    });
  const widths = { IFNAME: 12, PROPERTY: 16, PROTO: 6, PERM: 5, CURRENT: 13, PERSISTENT: 13 };
  const fields = Object.entries({ ...widths, DEFAULT: 13, POSSIBLE: 16 }).map(([name, width]) => ({
    name,
    width,
  }));
  return printTable(
    call,
    { fields, usual: fields.map(({ name }) => name), rows },
    { wanted: options.get('o'), parsable: options.has('c') },
  );
}

function changeForwarding(
  call: ToolCall,
  machine: Machine,
  argv: readonly string[],
  verb: 'set-ifprop' | 'reset-ifprop',
): number {
  const { options, operands, bad } = parseOptions(argv, 'tp:m:');
  if (bad !== undefined) return badOption(call, bad);
  const family = familyIn(options.get('m'));
  const [name, value] = (options.get('p') ?? '').split('=');
  const [link, ...more] = operands;
  if (name !== 'forwarding' || family === undefined || link === undefined || more.length > 0)
    return notModelled(call, `${verb} of other than forwarding of an interface`);
  if (verb === 'set-ifprop' && value !== 'on' && value !== 'off')
    return die(call, `set-ifprop: forwarding: Invalid value provided`);
  if (!call.privileged) return die(call, `${verb}: forwarding: Permission denied`);
  if (!machine.interfaces.includes(link))
    return die(call, `${verb}: forwarding: Interface does not exist`);
  const one = forwardingOf(machine, link, family);
  if (!machine.forwarding.includes(one)) machine.forwarding.push(one);
  const isTemporary = options.has('t');
  one.current = value === 'on';
  if (!isTemporary) one.persistent = verb === 'set-ifprop' ? value === 'on' : undefined;
  return 0;
}

function createInterface(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { operands, bad } = parseOptions(argv, 't');
  if (bad !== undefined) return badOption(call, bad);
  const [name, ...more] = operands;
  if (name === undefined || more.length > 0) return die(call, 'usage: create-if [-t] <interface>');
  // Two texts, two blanks: the real one has one before the colon here.
  const failed = (why: string) => die(call, `Could not create ${name} : ${why}`);
  if (!call.privileged) return failed('Insufficient user authorizations');
  if (machine.interfaces.includes(name)) return failed('Interface already exists');
  if (findLink(machine, name) === undefined) return failed('Interface does not exist');
  machine.interfaces.push(name);
  return 0;
}

function deleteInterface(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { operands, bad } = parseOptions(argv, '');
  if (bad !== undefined) return badOption(call, bad);
  const [name, ...more] = operands;
  if (name === undefined || more.length > 0) return die(call, 'usage: delete-if <interface>');
  const failed = (why: string) => die(call, `Could not delete ${name}: ${why}`);
  if (!call.privileged) return failed('Insufficient user authorizations');
  if (!machine.interfaces.includes(name)) return failed('Interface does not exist');
  machine.interfaces = machine.interfaces.filter((other) => other !== name);
  machine.addresses = machine.addresses.filter(({ object }) => interfaceOf(object) !== name);
  return 0;
}

function createAddress(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { options, operands, bad } = parseOptions(argv, 'tT:a:w:1h:i:p:d');
  if (bad !== undefined) return badOption(call, bad);
  const [object, ...more] = operands;
  const type = options.get('T');
  if (object === undefined || more.length > 0 || type === undefined)
    return die(call, 'usage: create-addr [-t] -T <static | dhcp | addrconf> ... <addrobj>');
  if (!/^[A-Za-z_.][A-Za-z0-9_.]*[0-9]\/[A-Za-z][A-Za-z0-9]{0,30}$/.test(object))
    return die(call, `invalid address object name: ${object}`);
  if (type !== 'static' && type !== 'dhcp' && type !== 'addrconf')
    return die(call, `Invalid address type: ${type}`);
  const failed = (why: string) => die(call, `Could not create address: ${why}`);
  const text = (options.get('a') ?? '').replace(/^local=/, '');
  if (type === 'static' && !isAddress(text)) return die(call, `Invalid address: ${text}`);
  if (!call.privileged) return failed('Permission denied');
  const name = interfaceOf(object);
  const link = findLink(machine, name);
  if (link === undefined) return failed('Datalink does not exist');
  if (link.zone !== '') return failed('Could not open DLPI link');
  if (machine.addresses.some((other) => other.object === object))
    return failed('Address object already exists');
  const bare = (address: string) => address.split('/')[0];
  if (type === 'static' && machine.addresses.some(({ address }) => bare(address) === bare(text)))
    return failed('Address already in use');
  if (!machine.interfaces.includes(name)) machine.interfaces.push(name);
  machine.addresses.push({
    object,
    type,
    state: 'ok',
    address: type === 'static' ? text : type === 'dhcp' ? '?' : 'fe80::208:20ff:fe01:203/10',
    persistent: !options.has('t'),
  });
  return 0;
}

function isAddress(text: string): boolean {
  const [address = '', prefix] = text.split('/');
  const length = prefix === undefined ? undefined : Number(prefix);
  if (isIPv4(address)) return length === undefined || (Number.isInteger(length) && length <= 32);
  return isIPv6(address) && length !== undefined && Number.isInteger(length) && length <= 128;
}

function deleteAddress(call: ToolCall, machine: Machine, argv: readonly string[]): number {
  const { operands, bad } = parseOptions(argv, 'r');
  if (bad !== undefined) return badOption(call, bad);
  const [object, ...more] = operands;
  if (object === undefined || more.length > 0)
    return die(call, 'usage: delete-addr [-r] <addrobj>');
  const failed = (why: string) => die(call, `could not delete address: ${why}`);
  if (!call.privileged) return failed('Permission denied');
  const found = machine.addresses.find((other) => other.object === object);
  if (found === undefined) return failed('Object not found');
  if (found.type === 'from-gz') return failed('Operation not permitted on from-gz interface');
  machine.addresses = machine.addresses.filter((other) => other !== found);
  return 0;
}
