/**
 * Takes apart what readingScript printed. The host may be hostile, or its shell may have been killed half way: sections
 * that are missing, doubled, out of order or torn make a diagnostic, and nothing is guessed.
 */
import { Diagnostic } from '../diagnostic.ts';

export interface Section {
  readonly status: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** @throws Diagnostic `zmgr::host::garbled` */
export function sectionsOf(
  output: { readonly stdout: Uint8Array; readonly stderr: Uint8Array },
  { mark, count, host }: { readonly mark: string; readonly count: number; readonly host: string },
): readonly Section[] {
  const stdout = framesOf(output.stdout, mark, count);
  const stderr = framesOf(output.stderr, mark, count);
  const fault = stdout.fault ?? stderr.fault;
  if (fault !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::host::garbled',
      message: `What ${host} answered is not what it was asked for`,
      help: 'Ask again. If it stays so, look at the login shell and its start-up files on the host: something prints or ends there.',
      cause: new Error(fault),
    });
  }
  return stdout.frames.map((frame, at) => ({
    status: frame.status,
    stdout: frame.content,
    stderr: stderr.frames[at]?.content ?? new Uint8Array(),
  }));
}

interface Frames {
  readonly frames: readonly { readonly status: number; readonly content: Uint8Array }[];
  readonly fault?: string;
}

/** What stands before the first frame is the login shell's (a banner, a warning of its start-up files), and dropped. */
function framesOf(bytes: Uint8Array, mark: string, count: number): Frames {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: { status: number; content: Uint8Array }[] = [];
  const first = buffer.indexOf(`${mark} 0 begin\n`);
  if (first === -1 && count > 0) return { frames, fault: 'The first section is missing' };
  let at = Math.max(first, 0);
  for (let index = 0; index < count; index += 1) {
    const begin = Buffer.from(`${mark} ${index} begin\n`);
    if (!buffer.subarray(at, at + begin.length).equals(begin))
      return { frames, fault: `Section ${index + 1} of ${count} is missing` };
    at += begin.length;
    const end = `\n${mark} `;
    const until = buffer.indexOf(end, at);
    const lineEnd = until === -1 ? -1 : buffer.indexOf('\n', until + 1);
    const [, section, status] =
      lineEnd === -1
        ? []
        : (/^ ([0-9]+) end ([0-9]{1,3})$/.exec(
            buffer.toString('latin1', until + 1 + mark.length, lineEnd),
          ) ?? []);
    if (section !== String(index) || status === undefined)
      return { frames, fault: `Section ${index + 1} of ${count} is torn` };
    frames.push({ status: Number(status), content: buffer.subarray(at, until) });
    at = lineEnd + 1;
  }
  if (buffer.indexOf(mark, at) !== -1)
    return { frames, fault: 'There are more sections than were asked for' };
  return { frames };
}
