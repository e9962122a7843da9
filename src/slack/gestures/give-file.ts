/**
 * A file for one person: in their direct messages with the bot, since Slack has no file that one member of a channel
 * sees. It is not kept for later as the outbox keeps things: whoever misses it asks again.
 */
import { z } from 'zod';
import type {
  OutgoingFile,
  OutgoingPicture,
  PictureWriter,
  WriteFault,
} from '../../outbox/writer.ts';
import { writeFault } from '../web-api/call-fault.ts';
import type { SlackClients } from '../web-api/clients.ts';

export type GiveFile = (
  user: string,
  file: OutgoingFile | OutgoingPicture,
) => Promise<
  | { readonly kind: 'given'; readonly channel: string }
  | { readonly kind: 'not-given'; readonly why: string }
>;

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** Never rejects. */
export function createGiveFile(
  { interactive }: Pick<SlackClients, 'interactive'>,
  files: PictureWriter,
): GiveFile {
  return async (user, file) => {
    try {
      const answer = await interactive.apiCall('conversations.open', { users: user });
      const { id: channel } = opened.parse(answer).channel;
      const uploaded = await files.upload(file);
      if (uploaded.kind !== 'uploaded') return notGiven(uploaded);
      const shown = await files.show(uploaded.id, file.title, { channel });
      return shown.kind === 'shown' ? { kind: 'given', channel } : notGiven(shown);
    } catch (error) {
      return notGiven(writeFault(error));
    }
  };
}

function notGiven(fault: WriteFault): { readonly kind: 'not-given'; readonly why: string } {
  switch (fault.kind) {
    case 'refused':
      return { kind: 'not-given', why: fault.error };
    case 'gone':
      return { kind: 'not-given', why: fault.why };
    case 'rate-limited':
      return { kind: 'not-given', why: 'ratelimited' };
    case 'unknown-outcome':
      return { kind: 'not-given', why: 'no answer' };
    default:
      return fault satisfies never;
  }
}
