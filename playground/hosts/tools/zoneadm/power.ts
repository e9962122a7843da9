/**
 * `zoneadm ready`, `boot`, `halt`, `shutdown` and `reboot`, of a zone whose state allows them (their functions of
 * illumos-gate usr/src/cmd/zoneadm/zoneadm.c, and server() of usr/src/cmd/zoneadmd/zoneadmd.c).
 */
import type { ToolCall } from '../../calls/call.ts';
import type { Machine } from '../../model/machine.ts';
import { isActive, type Zone } from '../../model/zone.ts';
import { parseOptions } from '../options.ts';
import { haltZone, readyZone } from './run.ts';
import type { StateVerb } from './states.ts';
import { verifyZone } from './verify.ts';

export type PowerVerb = Extract<StateVerb, 'ready' | 'boot' | 'halt' | 'shutdown' | 'reboot'>;

/** What each takes, as its usage line says it; boot arguments are taken and mean nothing here. */
const shapes: Readonly<Record<PowerVerb, { letters: string; operands: boolean; usage: string }>> = {
  ready: { letters: '', operands: false, usage: 'ready' },
  boot: { letters: '', operands: true, usage: 'boot [-- boot_arguments]' },
  halt: { letters: '', operands: false, usage: 'halt' },
  shutdown: { letters: 'r', operands: true, usage: 'shutdown [-r [-- boot_arguments]]' },
  reboot: { letters: '', operands: true, usage: 'reboot [-- boot_arguments]' },
};

export async function power(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  verb: PowerVerb,
  argv: readonly string[],
): Promise<number> {
  const shape = shapes[verb];
  const { options, operands, bad } = parseOptions(argv, shape.letters);
  if (bad !== undefined || (operands.length > 0 && !shape.operands)) {
    call.complain(`usage:\t${shape.usage}`);
    return 2;
  }
  switch (verb) {
    case 'ready':
    case 'boot': {
      if (!verifyZone(call, machine, zone, verb)) return 1;
      if (isActive(zone.state) && zone.state !== 'ready') await goDown(machine, zone);
      if (await comeUp(call, machine, zone, verb)) return 0;
      call.complain(`zoneadm: zone '${zone.name}': call to zoneadmd failed`);
      return 1;
    }
    case 'halt':
      await goDown(machine, zone);
      return 0;
    case 'shutdown':
      // Its services stop while it runs; only then does init let the kernel take it down.
      if (zone.state === 'running') await machine.sleep(machine.delays.shutdown);
      await goDown(machine, zone);
      // A second request to zoneadmd, which nothing is verified for.
      return !options.has('r') || (await comeUp(call, machine, zone, 'boot')) ? 0 : 1;
    case 'reboot':
      if (!verifyZone(call, machine, zone, verb)) return 1;
      await goDown(machine, zone);
      return (await comeUp(call, machine, zone, 'boot')) ? 0 : 1;
    default: {
      const never: never = verb;
      throw new Error(String(never));
    }
  }
}

/** installed → ready, and → running. False, with zoneadmd's words, when it cannot, and is installed as before. */
async function comeUp(
  call: ToolCall,
  machine: Machine,
  zone: Zone,
  to: 'ready' | 'boot',
): Promise<boolean> {
  if (zone.state !== 'ready' && !readyZone(call, machine, zone)) return false;
  if (to === 'ready') return true;
  await machine.sleep(machine.delays.boot);
  zone.state = 'running';
  return true;
}

/** running → shutting_down → down → installed; with its id until the kernel has let go of it. */
async function goDown(machine: Machine, zone: Zone): Promise<void> {
  zone.state = 'shutting_down';
  await machine.sleep(machine.delays.halt / 2);
  zone.state = 'down';
  await machine.sleep(machine.delays.halt / 2);
  haltZone(machine, zone);
}
