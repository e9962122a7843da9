/**
 * One step of a file's way to Slack: its bytes, then that people see it. Slack has no mark by which a file in a channel
 * could be found again, as a message's metadata is; but its name is known and kept before anybody sees it. So when the
 * answer to the last step is lost, Slack is asked about that very file, and at worst one file is shown in two places of a
 * thread, never two files. Where Slack won't say, it counts as shown: the output itself can always be asked for.
 */
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Message, MessagesTable } from './message.ts';
import type { Method } from './next-write.ts';
import type { FileWriter, WriteFault } from './writer.ts';

export interface SendFileParts {
  readonly messages: MessagesTable;
  readonly files: FileWriter;
  readonly clock: Clock;
  readonly log: Log;
  /** What all methods' faults have in common. */
  readonly meet: (message: Message, method: Method, fault: WriteFault) => Promise<void>;
}

export type FileMethod = Extract<Method, 'upload' | 'show' | 'look'>;

export async function sendFile(
  parts: SendFileParts,
  message: Message,
  method: FileMethod,
): Promise<void> {
  switch (method) {
    case 'upload':
      return await upload(parts, message);
    case 'show':
      return await show(parts, message);
    case 'look':
      return await look(parts, message);
    default:
      return method satisfies never;
  }
}

async function upload(parts: SendFileParts, message: Message): Promise<void> {
  const { messages, files } = parts;
  const file = await messages.file(message.key);
  if (file === undefined) return await messages.fileRefused(message.key);
  const answer = await files.upload(file);
  if (answer.kind === 'uploaded') await messages.uploaded(message.key, answer.id);
  else await refusedOr(parts, message, 'upload', answer);
}

async function show(parts: SendFileParts, message: Message): Promise<void> {
  const { messages, files, clock } = parts;
  const { key, channel, content, file } = message;
  const title = (await messages.file(key))?.title ?? '';
  const { threadTs } = content;
  await messages.postBegun(key, clock.now());
  const answer = await files.show(file?.id ?? '', title, {
    channel,
    ...(threadTs !== undefined && { threadTs }),
  });
  if (answer.kind === 'shown') return await messages.shown(key);
  if (answer.kind !== 'unknown-outcome') await messages.postFailed(key);
  await refusedOr(parts, message, 'show', answer);
}

async function look(parts: SendFileParts, message: Message): Promise<void> {
  const { messages, files, log } = parts;
  const { key, channel, file } = message;
  const answer = await files.isShown(file?.id ?? '', channel);
  switch (answer.kind) {
    case 'shown':
      return await messages.shown(key);
    case 'absent':
      return await messages.postFailed(key);
    case 'refused':
      log.warn({ key, refusal: answer.error }, 'Slack does not say whether a file is shown');
      return await messages.shown(key);
    default:
      return await parts.meet(message, 'look', answer);
  }
}

/** Where files are not allowed, what stands instead of it goes out. */
async function refusedOr(
  { messages, log, meet }: SendFileParts,
  message: Message,
  method: FileMethod,
  fault: WriteFault,
): Promise<void> {
  if (fault.kind !== 'refused') return await meet(message, method, fault);
  log.warn({ key: message.key, refusal: fault.error }, 'Slack takes no file; its end is posted');
  await messages.fileRefused(message.key);
}
