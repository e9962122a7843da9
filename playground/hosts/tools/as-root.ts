/** cp, mv and their like when pfexec runs them: the real ones, by the host's root. */
import type { ToolCall } from '../calls/call.ts';
import type { Machine } from '../model/machine.ts';
import { notModelled } from './refusals.ts';

export async function asRoot(call: ToolCall, machine: Machine): Promise<number> {
  const relative = call.argv.find((word) => !/^[/-]/.test(word) && word.includes('/'));
  if (relative !== undefined) return notModelled(call, `a relative path, ${relative}`);
  const input = call.tool === 'cmp' && call.argv.includes('-') ? await call.read() : undefined;
  const { status, stdout, stderr } = await machine.asRoot(
    [call.tool, ...call.argv],
    input?.kind === 'text' ? input.text : '',
  );
  call.write('stdout', stdout);
  call.write('stderr', stderr);
  return status;
}
