/**
 * zlogin(1): a command in a zone that runs, by illumos-gate usr/src/cmd/zlogin/zlogin.c. Its words are joined by blanks for
 * a shell in the zone. Of what could be run there, only ipadm's list of addresses is modelled.
 */
import type { ToolCall } from '../calls/call.ts';
import { findZone, type Machine } from '../model/machine.ts';
import { isExclusive, physicalLinks, resourcesOf, type Zone } from '../model/zone.ts';
import { type AddressRow, printAddresses } from './ipadm.ts';
import { parseOptions } from './options.ts';
import { notModelled } from './refusals.ts';

export async function zlogin(call: ToolCall, machine: Machine): Promise<number> {
  const { options, operands, bad } = parseOptions(call.argv, 'nQS');
  if (bad !== undefined) return notModelled(call, `zlogin -${bad.letter}`);
  const [name, ...words] = operands;
  if (name === undefined) {
    call.complain(
      'usage: zlogin [ -nQCES ] [ -e cmdchar ] [-l user] zonename [command [args ...]]',
    );
    return 2;
  }
  const fail = (why: string): 1 => {
    call.complain(`zlogin: ${why}`);
    return 1;
  };
  if (!call.privileged)
    return fail('You lack sufficient privilege to run this command (all privs required)');
  const zone = findZone(machine, name);
  if (zone === undefined) return fail(`zone '${name}' unknown`);
  if (zone.state !== 'running')
    return zone.state === 'configured' || zone.state === 'incomplete'
      ? fail(`cannot login to a zone which is '${zone.state}'`)
      : fail(`login allowed only to running zones (${name} is '${zone.state}').`);
  if (words.length === 0) return notModelled(call, 'a session in a zone');
  if (!options.has('n')) await call.read();
  const [tool, verb, ...argv] = words.join(' ').split(/ +/);
  if (zone.inside?.silent === true) {
    while (!call.gone()) await machine.sleep(50);
    return 1;
  }
  if (!/^(\/usr\/sbin\/|\/sbin\/)?ipadm$/.test(tool ?? '') || verb !== 'show-addr')
    return notModelled(call, `${tool} in a zone`);
  return printAddresses({ ...call, tool: 'ipadm' }, addressesIn(zone), argv);
}

/** Loopback, what the global zone gave it (vplat.c), and what the zone has given itself. */
const addressesIn = (zone: Zone): readonly AddressRow[] => [
  { object: 'lo0/v4', type: 'static', state: 'ok', address: '127.0.0.1/8', persistent: true },
  ...(isExclusive(zone.configuration)
    ? physicalLinks(zone.configuration).flatMap((link) =>
        resourcesOf(zone.configuration, 'net').flatMap(({ properties }) => {
          const address = properties['allowed-address'];
          return properties.physical === link && address !== undefined
            ? [{ object: `${link}/_a`, type: 'from-gz', state: 'ok', address, persistent: false }]
            : [];
        }),
      )
    : []),
  ...(zone.inside?.addresses ?? []).map((one) => ({ ...one, state: 'ok', persistent: true })),
];
