/** How a tool says that the simulator, not illumos, does not know something: loudly, with a status no real tool uses. */
import type { ToolCall } from '../calls/call.ts';

/** EX_SOFTWARE of sysexits.h. */
export const notModelledStatus = 70;

export function notModelled(call: ToolCall, what: string): number {
  call.complain(`${call.tool}: the simulator does not model ${what} (docs/simulator.md)`);
  return notModelledStatus;
}
