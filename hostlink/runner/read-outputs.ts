/** What the steps of an operation printed, read from its host: one exec, and never more than was asked for. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostLink } from '../host.ts';
import type { OperationId } from '../names/operation-id.ts';
import { bootstrap } from './bootstrap.ts';
import { printed } from './printed.ts';

export interface StepOutput {
  /** From 1. */
  readonly step: number;
  /** For people; its end where it is too long. */
  readonly text: string;
  /** Whether something before it was left out. */
  readonly isCut: boolean;
}

export interface OutputsWanted {
  /** Of each step at most. */
  readonly bytes: number;
  /** All steps where left out. */
  readonly step?: number;
  /** Hexadecimal, and unguessable: no output can pass for the frame of another. */
  readonly mark: string;
  /** Milliseconds. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/**
 * In the order of steps; none for an operation that the host does not know.
 * @throws Diagnostic `zmgr::host::…` when nothing was run, `zmgr::runner::no-outputs` when the answer did not come whole
 */
export async function readOutputs(
  link: HostLink,
  operation: OperationId,
  { bytes, step, mark, deadline = 20_000, signal }: OutputsWanted,
): Promise<readonly StepOutput[]> {
  const errand = { kind: 'outputs', bytes, mark, ...(step !== undefined && { step }) } as const;
  const end = await link.exec({
    script: bootstrap(link.spec, operation, errand),
    deadline,
    ...(signal !== undefined && { signal }),
  });
  const outputs =
    end.kind === 'exited' ? outputsIn(Buffer.from(end.stdout), mark, bytes) : undefined;
  if (outputs !== undefined) return outputs;
  throw new Diagnostic({
    code: 'zmgr::runner::no-outputs',
    message: `What operation ${operation} printed could not be read from ${link.spec.name}`,
    help: 'Try again. The operation itself does not depend on it.',
    ...(end.kind === 'unknown' && { cause: new Error(end.why) }),
  });
}

/** Undefined where the frames are not those that print_outputs makes. */
function outputsIn(stdout: Buffer, mark: string, most: number): readonly StepOutput[] | undefined {
  const outputs: StepOutput[] = [];
  const end = Buffer.from(`\n${mark} end\n`);
  // What a login shell prints stands before the first.
  let at = Math.max(stdout.indexOf(`${mark} `), 0);
  for (;;) {
    const lineEnd = stdout.indexOf('\n', at);
    if (lineEnd === -1) return undefined;
    const line = stdout.toString('latin1', at, lineEnd);
    if (/^= (outputs|never-submitted)$/.test(line)) {
      return outputs.toSorted((one, other) => one.step - other.step);
    }
    const [, step, size] = /^[0-9a-f]+ ([0-9]{1,4}) ([0-9]{1,15})$/.exec(line) ?? [];
    const until = stdout.indexOf(end, lineEnd);
    if (until !== -1 && line.startsWith(`${mark} `) && step !== undefined) {
      const isCut = Number(size) > most;
      const kept = stdout.subarray(lineEnd + 1, until);
      outputs.push({ step: Number(step), text: printed(isCut ? fromLine(kept) : kept), isCut });
      at = until + end.length;
    } else if (outputs.length === 0 && !line.startsWith(mark)) {
      at = lineEnd + 1;
    } else {
      return undefined;
    }
  }
}

/** Without the half of a line, and of a character, that the cut left over. */
function fromLine(bytes: Buffer): Buffer {
  const first = bytes.indexOf('\n');
  return first === -1 ? bytes : bytes.subarray(first + 1);
}
