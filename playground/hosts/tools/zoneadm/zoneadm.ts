/** zoneadm(8): the states of zones, and what moves a zone from one to the next. */
import { zoneNameFault } from '../../../../hostlink/names/zone-name.ts';
import type { ToolCall } from '../../calls/call.ts';
import { findZone, type Machine } from '../../model/machine.ts';
import type { Zone } from '../../model/zone.ts';
import { writeIndex } from '../../model/zone-files.ts';
import { parseOptions } from '../options.ts';
import { notModelled } from '../refusals.ts';
import { cloneZone } from './clone.ts';
import { installZone, uninstallZone } from './install.ts';
import type { InstallFailure } from './install-job.ts';
import { listZones } from './list.ts';
import { power } from './power.ts';
import { type StateVerb, stateVerbs, verdictOn, verdictStatus, verdictText } from './states.ts';
import { verifyZone } from './verify.ts';

const usageText = [
  'usage:\tzoneadm help',
  '\tzoneadm [-z <zone>] list',
  '\tzoneadm {-z <zone>|-u <uuid-match>} <subcommand>',
];

const unmodelled = ['move', 'detach', 'attach', 'mount', 'unmount', 'apply', 'sysboot'];

export async function zoneadm(
  call: ToolCall,
  machine: Machine,
  failure?: InstallFailure,
): Promise<number> {
  const { options, operands, bad } = parseOptions(call.argv, 'z:u:R:');
  const usage = () => {
    for (const line of usageText) call.complain(line);
    return 2;
  };
  const name = options.get('z');
  const [verb, ...rest] = operands;
  if (bad !== undefined || verb === undefined) return usage();
  if (options.has('u') || options.has('R')) return notModelled(call, 'zoneadm -u and -R');
  if (
    name !== undefined &&
    name !== 'global' &&
    zoneNameFault(name) !== undefined &&
    !name.startsWith('SUNW')
  ) {
    call.complain(`zoneadm: ${name}: Bogus zone name`);
    return 1;
  }
  if (verb === 'list') return listZones(call, machine, name, rest);
  if (unmodelled.includes(verb)) return notModelled(call, `zoneadm ${verb}`);
  if (name === undefined) return usage();
  const zone = findZone(machine, name);
  if (verb === 'verify') {
    if (zone === undefined) return noSuchZone(call, name);
    return verifyZone(call, machine, zone, 'verify') ? 0 : 1;
  }
  if (!isStateVerb(verb)) return usage();
  if (name === 'global') {
    call.complain(`zoneadm: zone 'global': ${verb} operation is invalid for the global zone.`);
    return 1;
  }
  if (name.startsWith('SUNW')) {
    call.complain(
      `zoneadm: zone '${name}': ${verb} operation is invalid for zones starting with SUNW.`,
    );
    return 1;
  }
  if (!call.privileged) {
    call.complain(`zoneadm: zone '${name}': only a privileged user may ${verb} a zone.`);
    return 1;
  }
  if (zone === undefined) return noSuchZone(call, name);
  const verdict = verdictOn(verb, zone.state);
  const said = verdictText(verdict, verb, name, zone.state);
  if (said !== undefined) {
    call.complain(said);
    return verdictStatus(verdict);
  }
  if (zone.busy) {
    call.complain(`zoneadm: zone '${name}': another zoneadm may have an operation in progress.`);
    return 1;
  }
  zone.busy = true;
  try {
    return await move(call, machine, zone, verb, rest, failure);
  } finally {
    zone.busy = false;
  }
}

const isStateVerb = (text: string): text is StateVerb => stateVerbs.some((verb) => verb === text);

function noSuchZone(call: ToolCall, name: string): 1 {
  call.complain(`zoneadm: ${name}: No such zone configured`);
  return 1;
}

async function move(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  verb: StateVerb,
  argv: readonly string[],
  failure: InstallFailure | undefined,
): Promise<number> {
  switch (verb) {
    case 'install':
      if (!verifyZone(call, machine, zone, 'install')) return 1;
      return installZone(call, machine, zone, argv, failure);
    case 'clone':
      if (!verifyZone(call, machine, zone, 'clone')) return 1;
      return cloneZone(call, machine, zone, argv);
    case 'uninstall': {
      const { options, operands, bad } = parseOptions(argv, 'F');
      if (bad !== undefined || operands.length > 0) {
        call.complain('usage:\tuninstall [-F] [brand-specific args]');
        return 2;
      }
      if (!options.has('F')) {
        call.complain('zoneadm: Input not from terminal and -F not specified: uninstall not done.');
        return 1;
      }
      return uninstallZone(call, machine, zone);
    }
    case 'mark':
      if (argv.length !== 1 || argv[0] !== 'incomplete') {
        call.complain('usage:\tmark incomplete');
        return 2;
      }
      zone.state = 'incomplete';
      writeIndex(machine);
      return 0;
    case 'ready':
    case 'boot':
    case 'halt':
    case 'shutdown':
    case 'reboot':
      return power(call, machine, zone, verb, argv);
    default: {
      const never: never = verb;
      throw new Error(String(never));
    }
  }
}
