/** files.info: what a file is, and where it was shared. One whose upload was not completed is not found. */
import type { SlackCore } from '../../core.ts';
import { printFile, type SlackFile } from '../../files/file.ts';
import type { JsonObject } from '../../json.ts';
import type { Channel, Message } from '../../workspace/model.ts';
import { ApiError, required } from '../call.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const filesInfo: Method = {
  name: 'files.info',
  token: 'bot',
  scopes: ['files:read'],
  limit: tiers.four,
  accepts: ['file'],
  answer: (args, core) => {
    const file = core.files.find(required(args, 'file'));
    if (file === undefined) throw new ApiError('file_not_found');
    const printed = printFile(file, core.workspace.team.id, core.origin());
    return { file: { ...printed, ...sharesOf(file, core) }, comments: [] };
  },
};

interface Share {
  readonly channel: Channel;
  readonly messages: readonly Message[];
}

function sharesOf({ id }: SlackFile, { workspace }: SlackCore): JsonObject {
  const shares: readonly Share[] = workspace.conversations
    .map((channel) => ({
      channel,
      messages: workspace
        .messages(channel.id)
        .filter(({ files }) => files?.some((file) => file.id === id) === true),
    }))
    .filter(({ messages }) => messages.length > 0);
  const isPrivate = ({ channel }: Share): boolean => channel.isPrivate === true;
  const isIm = ({ channel }: Share): boolean => channel.im !== undefined;
  const ids = (some: readonly Share[]) => some.map(({ channel }) => channel.id);
  return {
    shares: {
      public: byChannel(shares.filter((share) => !isPrivate(share))),
      private: byChannel(shares.filter(isPrivate)),
    },
    channels: ids(shares.filter((share) => !isPrivate(share))),
    groups: ids(shares.filter((share) => isPrivate(share) && !isIm(share))),
    ims: ids(shares.filter(isIm)),
  };
}

const byChannel = (shares: readonly Share[]): JsonObject =>
  Object.fromEntries(
    shares.map(({ channel, messages }) => [
      channel.id,
      messages.map(({ ts, threadTs }) => ({
        ts,
        channel_name: channel.name,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      })),
    ]),
  );
