/** FileWriter and PictureWriter over the Web API: a file's bytes, then that people see it. Never throws for Slack's sake. */
import { z } from 'zod';
import type {
  OutgoingFile,
  OutgoingPicture,
  PictureWriter,
  WriteFault,
} from '../../outbox/writer.ts';
import { shown } from '../rendering/plain.ts';
import { writeFault } from './call-fault.ts';
import type { SlackClients } from './clients.ts';

const place = z.object({ upload_url: z.string(), file_id: z.string() });
const shares = z.record(z.string(), z.unknown()).default({});
const info = z.object({
  file: z.object({
    shares: z.object({ public: shares, private: shares }).partial().default({}),
    ims: z.array(z.string()).default([]),
  }),
});

export interface FilesParts {
  readonly clients: Pick<SlackClients, 'bulk'>;
  /** Another base of the Web API than Slack's: then the bytes may go there too. */
  readonly apiUrl: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

const timeout = 20_000;

export function createFiles({
  clients: { bulk },
  apiUrl,
  fetch = globalThis.fetch,
}: FilesParts): PictureWriter {
  return {
    upload: (file) =>
      outcome(async () => {
        const { bytes, type } = contentOf(file);
        const answer = await bulk.apiCall('files.getUploadURLExternal', {
          filename: file.name,
          length: bytes.length,
        });
        const { upload_url, file_id } = place.parse(answer);
        if (!isSlacks(upload_url, apiUrl)) return { kind: 'refused', error: 'foreign_upload_url' };
        const { ok, status } = await fetch(upload_url, {
          method: 'POST',
          headers: { 'content-type': type },
          body: bytes,
          redirect: 'error',
          signal: AbortSignal.timeout(timeout),
        });
        if (ok) return { kind: 'uploaded', id: file_id };
        return status < 500
          ? { kind: 'refused', error: `http_${status}` }
          : { kind: 'unknown-outcome' };
      }),

    show: (id, title, { channel, threadTs }) =>
      outcome(async () => {
        await bulk.apiCall('files.completeUploadExternal', {
          files: [{ id, title: shown(title) }],
          channel_id: channel,
          ...(threadTs !== undefined && { thread_ts: threadTs }),
        });
        return { kind: 'shown' };
      }),

    isShown: async (id, channel) => {
      const answer = await outcome(async () => {
        const { file } = info.parse(await bulk.apiCall('files.info', { file: id }));
        const channels = [
          ...Object.keys(file.shares.public ?? {}),
          ...Object.keys(file.shares.private ?? {}),
          ...file.ims,
        ];
        return { kind: channels.includes(channel) ? 'shown' : 'absent' } as const;
      });
      // A file that was never completed is none to Slack.
      return answer.kind === 'refused' && answer.error === 'file_not_found'
        ? { kind: 'absent' }
        : answer;
    },
  };
}

const contentOf = (file: OutgoingFile | OutgoingPicture) =>
  'png' in file
    ? { bytes: Buffer.from(file.png), type: 'image/png' }
    : { bytes: Buffer.from(shown(file.text), 'utf8'), type: 'text/plain; charset=utf-8' };

/** Slack's own hosts: the bytes are the output of a host, and nobody else's business. */
function isSlacks(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  return (
    (protocol === 'https:' && /\.slack(-gov)?\.com$/.test(hostname)) ||
    (apiUrl !== undefined && origin === new URL(apiUrl).origin)
  );
}

async function outcome<T>(call: () => Promise<T | WriteFault>): Promise<T | WriteFault> {
  try {
    return await call();
  } catch (error) {
    return writeFault(error);
  }
}
