/** svccfg(8): `-s FMRI setprop group/property = astring: (…)`, which it reads as one line; what is set needs a refresh. */
import type { ToolCall } from '../calls/call.ts';
import type { Machine } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';
import { matching } from './smf.ts';

export function svccfg(call: ToolCall, machine: Machine): number {
  const { options, operands, bad } = parseOptions(call.argv, 's:');
  const fmri = options.get('s');
  if (bad !== undefined || fmri === undefined || operands.length === 0)
    return notModelled(call, 'svccfg without -s FMRI and a command');
  const [service] = matching(machine.services, fmri);
  if (service === undefined) {
    call.complain(`svccfg: Pattern '${fmri}' doesn't match any instances or services`);
    return 1;
  }
  const line = operands.join(' ');
  const [, name, type, list] =
    /^setprop ([a-z0-9_]+\/[a-z0-9_]+) = (astring): *(.+)$/.exec(line) ?? [];
  if (name === undefined || type === undefined || list === undefined)
    return notModelled(call, `svccfg ${line}`);
  const inside = list.startsWith('(') ? /^\((.*)\)$/.exec(list)?.[1] : list;
  const values = inside === undefined ? undefined : valuesIn(inside);
  if (values === undefined) {
    call.complain('svccfg: Syntax error.');
    return 1;
  }
  if (!call.privileged) {
    call.complain('svccfg: Permission denied.');
    return 1;
  }
  if (service.properties[name] === undefined) {
    call.complain(`svccfg: No such property group "${name.split('/')[0]}".`);
    return 1;
  }
  service.properties = { ...service.properties, [name]: values };
  return 0;
}

/** Strings between double quotes, or bare words; undefined where a quote does not end. */
function valuesIn(text: string): readonly string[] | undefined {
  const words = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"]+|"/g)].map(([word]) => word);
  if (words.includes('"')) return undefined;
  return words.map((word) => word.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1'));
}
