/** SlackWriter over the Web API: posts, edits, and looks for a post whose answer was lost. Never throws for Slack's sake. */
import { z } from 'zod';
import type { MessageContent, SlackWriter, WriteFault } from '../../outbox/writer.ts';
import { writeFault } from './call-fault.ts';
import type { SlackClients } from './clients.ts';

/** Of a message's metadata: by it a message of ours is known again. */
const eventType = 'zonebot';

const posted = z.object({ ts: z.string() });
const page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      user: z.string().optional(),
      metadata: z
        .object({
          event_type: z.string().optional(),
          event_payload: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const pageSize = 200;
/** A channel with more messages than that since the post is not looked through: its outcome stays unknown. */
const mostPages = 20;

/** @param botUser only messages of this user are ours: others may copy the metadata */
export function createWriter(
  { updates, bulk }: Pick<SlackClients, 'updates' | 'bulk'>,
  botUser: string,
): SlackWriter {
  return {
    post: (channel, content, dedupeKey) =>
      outcome(async () => {
        const answer = await updates.apiCall('chat.postMessage', {
          channel,
          ...messageOf(content),
          ...(content.threadTs !== undefined && { thread_ts: content.threadTs }),
          metadata: { event_type: eventType, event_payload: { dedupe_key: dedupeKey } },
          unfurl_links: false,
          unfurl_media: false,
        });
        return { kind: 'posted', ts: posted.parse(answer).ts };
      }),

    update: (channel, ts, content) =>
      outcome(async () => {
        await updates.apiCall('chat.update', { channel, ts, ...messageOf(content) });
        return { kind: 'updated' };
      }),

    find: (channel, dedupeKey, since, threadTs) =>
      outcome(async () => {
        const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
        let cursor: string | undefined;
        for (let pages = 0; pages < mostPages; pages += 1) {
          const answer = page.parse(
            await bulk.apiCall(method, {
              channel,
              ...(threadTs !== undefined && { ts: threadTs }),
              oldest: String(since.getTime() / 1000),
              inclusive: true,
              include_all_metadata: true,
              limit: pageSize,
              ...(cursor !== undefined && { cursor }),
            }),
          );
          const own = answer.messages.find(
            ({ user, metadata }) =>
              user === botUser &&
              metadata?.event_type === eventType &&
              metadata.event_payload?.dedupe_key === dedupeKey,
          );
          if (own !== undefined) return { kind: 'posted', ts: own.ts };
          cursor = answer.response_metadata?.next_cursor || undefined;
          if (cursor === undefined) {
            return answer.has_more === true ? { kind: 'unknown-outcome' } : { kind: 'absent' };
          }
        }
        return { kind: 'unknown-outcome' };
      }),
  };
}

const messageOf = ({ text, blocks }: MessageContent) => ({ text, blocks });

async function outcome<T>(call: () => Promise<T | WriteFault>): Promise<T | WriteFault> {
  try {
    return await call();
  } catch (error) {
    return writeFault(error);
  }
}
