/** Answers the calls of a host's stubs: looks for faults that meet the call, and lets the tool do its work. */
import type { ToolCall } from './calls/call.ts';
import type { Faults, Strike } from './faults.ts';
import type { Machine } from './model/machine.ts';
import { notModelledStatus } from './tools/refusals.ts';
import { dhcpdTool, hostTools, rootTools, verbOf } from './tools/tools.ts';

export interface DispatchOptions {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly drop: () => void;
  readonly reboot: () => void;
  /** Resolves when the host goes down: what hangs, hangs until then. */
  readonly down: () => Promise<void>;
}

type Failing = Extract<Strike, { kind: 'fail' }>;

export function dispatcher({ machine, faults, drop, reboot, down }: DispatchOptions) {
  /** @returns whether the call goes on. */
  async function strike(call: ToolCall, one: Strike, when: 'before' | 'after'): Promise<boolean> {
    switch (one.kind) {
      case 'delay':
        if (when === 'before') await machine.sleep(one.milliseconds);
        return !call.gone();
      case 'hang':
        if (when === 'before') await down();
        return when !== 'before';
      case 'drop':
        if (one.when === when) drop();
        return true;
      case 'reboot':
        if (one.when !== when) return true;
        reboot();
        await down();
        return false;
      case 'fail':
        return true;
      default: {
        const never: never = one;
        return never;
      }
    }
  }

  function failed(call: ToolCall, { status, stderr }: Failing): number {
    call.complain(stderr ?? `${call.tool}: operation failed (a fault that was asked for)`);
    return status;
  }

  return async (call: ToolCall): Promise<number> => {
    const tools = [...hostTools, ...rootTools, dhcpdTool(machine.dialect.dhcp.program)];
    const tool = tools.find(({ name }) => name === call.tool);
    if (tool === undefined) return notModelledStatus;
    const verb = verbOf(call);
    const strikes = faults.meet(call.tool, verb);
    const failure = strikes.find((one) => one.kind === 'fail');
    try {
      for (const one of strikes) if (!(await strike(call, one, 'before'))) return 1;
      // An install that fails has done half of it: the zone stays incomplete.
      const halfDone = call.tool === 'zoneadm' && verb === 'install';
      if (failure?.when === 'before' && !halfDone) return failed(call, failure);
      const status = await tool.run(
        call,
        machine,
        failure?.when === 'before' ? failure : undefined,
      );
      for (const one of strikes) if (!(await strike(call, one, 'after'))) return 1;
      return failure?.when === 'after' ? failed(call, failure) : status;
    } catch (error) {
      // The host went down under the call (nobody hears this), or the simulator is wrong, which must be seen.
      call.complain(
        `${call.tool}: simulator: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
      );
      return notModelledStatus;
    }
  };
}
