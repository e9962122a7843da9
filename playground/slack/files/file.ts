/** A file, from the place that is kept for it to what everyone may load. */
import { extname } from 'node:path';
import type { JsonObject } from '../json.ts';

export interface SlackFile {
  /** `F…` */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Bytes, as they were announced. */
  readonly size: number;
  readonly user: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** Undefined until it was sent. */
  readonly bytes?: Uint8Array;
  /** Whether the upload was completed: before, it is nowhere. */
  readonly isComplete: boolean;
}

/** Type and Slack's word for it, by the name's ending. */
const kinds: Readonly<Record<string, readonly [mimetype: string, filetype: string]>> = {
  '.txt': ['text/plain', 'text'],
  '.log': ['text/plain', 'text'],
  '.kdl': ['text/plain', 'text'],
  '.sh': ['text/plain', 'shell'],
  '.csv': ['text/csv', 'csv'],
  '.json': ['application/json', 'json'],
  '.jsonl': ['application/jsonl', 'jsonl'],
  '.yml': ['text/yaml', 'yaml'],
  '.yaml': ['text/yaml', 'yaml'],
  '.png': ['image/png', 'png'],
  '.pdf': ['application/pdf', 'pdf'],
};

export const mimetypeOf = ({ name }: SlackFile): string =>
  kinds[extname(name).toLowerCase()]?.[0] ?? 'application/octet-stream';

/** As Slack prints it in messages and answers. https://docs.slack.dev/reference/objects/file-object */
export function printFile(file: SlackFile, team: string, origin: string): JsonObject {
  const { id, name, title, size, user, created } = file;
  const path = `${origin}/files-pri/${team}-${id}`;
  return {
    id,
    created,
    timestamp: created,
    name,
    title,
    mimetype: mimetypeOf(file),
    filetype: kinds[extname(name).toLowerCase()]?.[1] ?? 'binary',
    user,
    user_team: team,
    size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    public_url_shared: false,
    url_private: `${path}/${encodeURIComponent(name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(name)}`,
    permalink: `${origin}/files/${user}/${id}/${encodeURIComponent(name)}`,
  };
}
