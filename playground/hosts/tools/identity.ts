/** Who and since when: uname(1), hostname(1), zonename(1). */
import type { ToolCall } from '../calls/call.ts';
import type { Machine } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

export function uname(call: ToolCall, machine: Machine): number {
  const { options, operands, bad } = parseOptions(call.argv, 'aimnoprsvX');
  if (bad !== undefined || operands.length > 0) {
    call.complain('usage:\tuname [-aimnoprsvX]');
    return 1;
  }
  const parts = [
    ['s', 'SunOS'],
    ['n', machine.name],
    ['r', '5.11'],
    ['v', machine.dialect.kernelVersion],
    ['m', 'i86pc'],
    ['p', 'i386'],
    ['i', 'i86pc'],
    ['o', 'illumos'],
  ] as const;
  const all = options.has('a');
  const chosen = parts.filter(([letter]) =>
    all ? true : options.size === 0 ? letter === 's' : options.has(letter),
  );
  call.print(chosen.map(([, value]) => value).join(' '));
  return 0;
}

export function hostname(call: ToolCall, machine: Machine): number {
  if (call.argv.length > 0) return notModelled(call, 'setting the host name');
  call.print(machine.name);
  return 0;
}

export function zonename(call: ToolCall): number {
  if (call.argv.length > 0) return notModelled(call, 'zonename with arguments');
  call.print('global');
  return 0;
}
