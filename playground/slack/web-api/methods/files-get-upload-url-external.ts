/** files.getUploadURLExternal: a place to send a file to. */
import { ApiError, count, required } from '../call.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

/** Slack takes files of up to a gigabyte. */
const mostBytes = 1_000_000_000;

export const filesGetUploadUrlExternal: Method = {
  name: 'files.getUploadURLExternal',
  token: 'bot',
  scopes: ['files:write'],
  limit: tiers.four,
  accepts: ['filename', 'length', 'alt_text', 'alt_txt', 'snippet_type'],
  answer: (args, { files, origin, workspace }) => {
    if (!workspace.settings.fileUploads) throw new ApiError('file_uploads_disabled');
    const name = required(args, 'filename');
    required(args, 'length');
    const length = count(args, 'length', 0, mostBytes);
    const { id, secret } = files.reserve(workspace.app.userId, name, length);
    return { upload_url: `${origin()}/upload/v1/${secret}`, file_id: id };
  },
};
