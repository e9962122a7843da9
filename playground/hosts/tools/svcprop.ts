/** svcprop(1): properties of an instance's running snapshot, by -p; -t with their types. */
import type { ToolCall } from '../calls/call.ts';
import type { Machine, Service } from '../model/machine.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';
import { matching } from './smf.ts';

/** quote_and_print() of svcprop.c: what a shell would read has a backslash before it. */
const quoted = (value: string): string =>
  value === '' ? '""' : value.replace(/[;&()|^<>\n \t\\"'`]/g, '\\$&');

const typeOf = (name: string): string =>
  name.endsWith('/debug') ? 'boolean' : name.endsWith('_limit') ? 'count' : 'astring';

export function svcprop(call: ToolCall, machine: Machine): number {
  const { options, operands, bad } = parseOptions(call.argv, 'tp:');
  if (bad !== undefined) return notModelled(call, `svcprop -${bad.letter}`);
  const wanted = options.get('p');
  const [pattern, ...more] = operands;
  if (wanted === undefined || pattern === undefined || more.length > 0)
    return notModelled(call, 'svcprop without one -p and one instance');
  const found = matching(machine.services, pattern);
  if (found.length === 0) {
    call.complain(`svcprop: Pattern '${pattern}' doesn't match any entities`);
    return 1;
  }
  let status = 0;
  for (const service of found) {
    const named = selected(service, wanted);
    if (named.length === 0) {
      const what = wanted.includes('/') ? 'property' : 'property group';
      call.complain(`svcprop: Couldn't find ${what} \`${wanted}' for instance \`${service.fmri}'.`);
      status = 1;
    }
    const isTyped = options.has('t') || !wanted.includes('/') || found.length > 1;
    const head = found.length > 1 ? `${service.fmri}/:properties/` : '';
    for (const [name, values] of named) {
      const text = values.map(quoted).join(' ');
      call.print(isTyped ? `${head}${name} ${typeOf(name)} ${text}` : text);
    }
  }
  return status;
}

const selected = ({ running }: Service, wanted: string) =>
  Object.entries(running).filter(([name]) => name === wanted || name.startsWith(`${wanted}/`));
