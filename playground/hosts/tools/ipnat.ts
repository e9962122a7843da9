/**
 * ipnat(8), ipnat.c of illumos' usr/src/cmd/ipf/tools: what its grammar takes, its lies about success, and the order of
 * its list. Names of hosts and services, which the real one would look up, are unknown here.
 */
import { type NatFile, parseNatFile } from '../../../hostlink/nat/file.ts';
import { normalForm } from '../../../hostlink/nat/rule.ts';
import type { ToolCall } from '../calls/call.ts';
import { isNatLoaded, type Machine, type Service } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

export async function ipnat(call: ToolCall, machine: Machine): Promise<number> {
  const { options, operands, bad } = parseOptions(call.argv, 'CdFf:hlM:N:nrRsvG:z:');
  if (bad !== undefined || operands.length > 0) {
    call.complain('Usage: ipnat [-CdFhlnrRsv] [-f filename]');
    return 1;
  }
  for (const letter of ['d', 'h', 'M', 'N', 's', 'G', 'z'])
    if (options.has(letter)) return notModelled(call, `ipnat -${letter}`);
  const isDry = options.has('n');
  // The device is root's, and there only while ipfilter is loaded.
  if (!isDry && !(call.privileged && isNatLoaded(machine))) {
    call.complain(
      `/dev/ipnat: open: ${isNatLoaded(machine) ? 'Permission denied' : 'No such file or directory'}`,
    );
    return 1;
  }
  if (!isDry) flush(call, machine, options);
  const path = options.get('f');
  if (path !== undefined) {
    const input = await call.read(path === '-' ? undefined : path);
    if (input.kind !== 'text') {
      call.complain(`fopen(${path}) failed: No such file or directory`);
    } else {
      const status = load(call, machine, parseNatFile(input.text), options);
      if (status !== 0) return status;
    }
  }
  if (options.has('l')) {
    call.print('List of active MAP/Redirect filters:');
    for (const rule of machine.natRules) call.print(rule);
    call.print('');
    call.print('List of active sessions:');
  }
  return 0;
}

function flush(call: ToolCall, machine: Machine, options: ReadonlyMap<string, string>): void {
  if (options.has('F')) call.print('0 entries flushed from NAT table');
  if (!options.has('C')) return;
  call.print(`${machine.natRules.length} entries flushed from NAT list`);
  machine.natRules = [];
}

/** Rule by rule as they are read: those before a mistake are in, and what the kernel refuses is no failure. */
function load(
  call: ToolCall,
  machine: Machine,
  { statements, fault }: NatFile,
  options: ReadonlyMap<string, string>,
): number {
  for (const { rule, line } of statements) {
    if (rule === undefined) {
      call.complain(`Unknown hostname error at "", line ${line}`);
      return 1;
    }
    const printed = normalForm(rule);
    if (options.has('v')) call.print(printed);
    if (options.has('n')) continue;
    const isThere = machine.natRules.includes(printed);
    if (options.has('r')) {
      if (!isThere) call.complain(`${line}:ioctl(delete nat rule): No such process`);
      machine.natRules = machine.natRules.filter((other) => other !== printed);
    } else if (isThere) {
      call.complain(`${line}:ioctl(add/insert nat rule): File exists`);
    } else {
      machine.natRules.push(printed);
    }
  }
  if (fault === undefined) return 0;
  call.complain(fault.message);
  return 1;
}

/** The start method, which is also that of a refresh: all is flushed, then the file is loaded as far as it goes. */
export function natStarts(machine: Machine, { running }: Service): boolean {
  machine.natRules = [];
  const [seen = ''] = running['config/ipnat_config_file'] ?? [];
  const text = machine.files.read(`/${seen.slice(machine.seen('/').length)}`);
  if (text === undefined) return true;
  const { statements, fault } = parseNatFile(text);
  for (const { rule } of statements) {
    if (rule === undefined) return false;
    const printed = normalForm(rule);
    if (!machine.natRules.includes(printed)) machine.natRules.push(printed);
  }
  return fault === undefined;
}
