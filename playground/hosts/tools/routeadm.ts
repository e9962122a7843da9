/** routeadm(8): -p, -e, -d and -u, which applies all that is pending (illumos-gate usr/src/cmd/cmd-inet/usr.sbin/routeadm). */
import type { ToolCall } from '../calls/call.ts';
import { type Machine, routingNames } from '../model/machine.ts';
import { applyRouting } from '../model/routing.ts';
import { notModelled } from './refusals.ts';

const variables = [
  'ipv4-routing-daemon',
  'ipv4-routing-daemon-args',
  'ipv4-routing-stop-cmd',
  'ipv6-routing-daemon',
  'ipv6-routing-daemon-args',
  'ipv6-routing-stop-cmd',
];

export function routeadm(call: ToolCall, machine: Machine): number {
  const { argv } = call;
  if (argv[0] === '-p') return print(call, machine, argv.slice(1));
  const changes: (readonly [name: string, isOn: boolean])[] = [];
  let applies = false;
  for (let at = 0; at < argv.length; at += 1) {
    const letter = argv[at] ?? '';
    if (letter === '-u') {
      applies = true;
      continue;
    }
    if (letter !== '-e' && letter !== '-d') return notModelled(call, `routeadm ${letter}`);
    at += 1;
    const name = argv[at] ?? '';
    if (!routingNames.some((known) => known === name)) {
      call.complain(`routeadm: no such option ${name}`);
      return 1;
    }
    changes.push([name, letter === '-e']);
  }
  if (!call.privileged) {
    call.complain('routeadm: insufficient privileges: you need the Network Management profile');
    return 1;
  }
  for (const [name, isOn] of changes) {
    const setting = machine.routing.find((one) => one.name === name);
    if (setting !== undefined) setting.persistent = isOn;
  }
  if (applies) applyRouting(machine);
  return 0;
}

function print(call: ToolCall, machine: Machine, names: readonly string[]): number {
  const word = (isOn: boolean) => (isOn ? 'enabled' : 'disabled');
  const lines = machine.routing.map(
    ({ name, persistent, current }) =>
      [name, `persistent=${word(persistent)} default=disabled current=${word(current)}`] as const,
  );
  const [wanted, ...more] = names;
  if (more.length > 0) return notModelled(call, 'routeadm -p of several options');
  if (wanted === undefined) {
    for (const [name, text] of lines) call.print(`${name} ${text}`);
    for (const name of variables) call.print(`${name} persistent="" default="" `);
    call.print(
      'routing-svcs persistent="route:default ripng:default" default="route:default ripng:default" ',
    );
    return 0;
  }
  const found = lines.find(([name]) => name === wanted);
  if (found === undefined) {
    call.complain(`routeadm: no such option or variable ${wanted}`);
    return 1;
  }
  call.print(found[1]);
  return 0;
}
