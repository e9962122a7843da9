/**
 * The events by which Slack says that a channel is out of sight: archived, deleted, or the app taken out of it. Nothing is
 * edited there for as long as an operation waits, so that else nobody would hear of its card.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../log/log.ts';

/** @param gone told of the channel, and of Slack's word for what became of it */
export function listenToLostChannels(
  app: App,
  gone: (channel: string, why: string) => Promise<void>,
  log: Log,
): void {
  const told = async (why: string, { channel }: { readonly channel: unknown }): Promise<void> => {
    const id = z.string().safeParse(channel);
    if (!id.success) return;
    await gone(id.data, why).catch((error: unknown) => {
      log.error({ err: error, channel: id.data }, 'nobody could be told of the cards of a channel');
    });
  };
  app.event('channel_archive', ({ event }) => told('is_archived', event));
  app.event('group_archive', ({ event }) => told('is_archived', event));
  app.event('channel_deleted', ({ event }) => told('channel_not_found', event));
  app.event('group_deleted', ({ event }) => told('channel_not_found', event));
  app.event('channel_left', ({ event }) => told('not_in_channel', event));
  app.event('group_left', ({ event }) => told('not_in_channel', event));
}
