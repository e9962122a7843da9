/** files.completeUploadExternal: what was sent becomes files, shared in channels or kept to the app itself. */
import type { SlackCore } from '../../core.ts';
import { printFile } from '../../files/file.ts';
import { isList, type JsonObject, objectsIn, stringAt } from '../../json.ts';
import type { Channel } from '../../workspace/model.ts';
import { ApiError, type Arguments, invalidArguments, nested, required } from '../call.ts';
import { givenBlocks } from '../content.ts';
import type { Method } from '../method.ts';
import { threadRoot, writableChannel } from '../places.ts';
import { tiers } from '../rate-limits.ts';

export const filesCompleteUploadExternal: Method = {
  name: 'files.completeUploadExternal',
  token: 'bot',
  scopes: ['files:write'],
  limit: tiers.four,
  accepts: ['files', 'channel_id', 'channels', 'thread_ts', 'initial_comment', 'blocks'],
  answer: (args, core) => {
    const { workspace, files } = core;
    const wanted = givenFiles(args);
    if (wanted.some(({ id }) => !files.isSent(id))) throw new ApiError('file_not_found');
    const channels = channelsOf(args, core);
    const threads = channels.map((channel) => threadRoot(core, channel, args.thread_ts));
    // The comment goes before the blocks, as Slack has it.
    const blocks = args.initial_comment === undefined ? (givenBlocks(args, core) ?? []) : [];
    const complete = wanted.flatMap(({ id, title }) => files.complete(id, title) ?? []);
    for (const [index, channel] of channels.entries()) {
      const root = threads[index];
      const shared = { text: args.initial_comment ?? '', blocks, files: complete };
      workspace.add(
        channel.id,
        workspace.app.userId,
        shared,
        root === undefined ? {} : { threadTs: root },
      );
    }
    return { files: complete.map((file) => printFile(file, workspace.team.id, core.origin())) };
  },
};

interface GivenFile {
  readonly id: string;
  readonly title: string | undefined;
}

function givenFiles(args: Arguments): readonly GivenFile[] {
  required(args, 'files');
  const files = nested(args, 'files', 'invalid_arguments');
  if (!isList(files) || files.length === 0 || objectsIn(files).length !== files.length) {
    throw invalidArguments('must provide an array of files [json-pointer:/files]');
  }
  return objectsIn(files).map((file: JsonObject, index) => {
    const id = stringAt(file, 'id');
    if (id === undefined) {
      throw invalidArguments(`missing required field: id [json-pointer:/files/${index}]`);
    }
    return { id, title: stringAt(file, 'title') };
  });
}

function channelsOf(args: Arguments, core: SlackCore): readonly Channel[] {
  const ids = [args.channel_id, ...(args.channels ?? '').split(',')].filter(
    (id): id is string => id !== undefined && id !== '',
  );
  return [...new Set(ids)].map((id) => writableChannel(core, id));
}
