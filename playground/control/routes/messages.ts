/** GET /_control/messages: what a person sees in a channel. GET /_control/events: that it changed. */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { placeOf } from '../../slack/interactions/gesture.ts';
import type { Message } from '../../slack/workspace/model.ts';
import { messagesSeenBy } from '../../slack/workspace/seen-by.ts';
import type { Workspace } from '../../slack/workspace/workspace.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { place, read } from '../input.ts';

export function messageRoutes({ slack }: ControlDependencies): Hono {
  const routes = new Hono();

  routes.get('/_control/messages', (context) => {
    const { user, channel } = placeOf(slack, read(place, context.req.query()));
    const seen = messagesSeenBy(slack.workspace, channel, user);
    return context.json(seen.map((message) => print(message, slack.workspace)));
  });

  routes.get('/_control/events', (context) => {
    const { user, channel } = placeOf(slack, read(place, context.req.query()));
    const seenBefore = Number(context.req.header('last-event-id') ?? 'NaN');
    return streamSSE(context, async (stream) => {
      let told = Number.isSafeInteger(seenBefore) ? seenBefore : -1;
      const tell = async (): Promise<void> => {
        const last = slack.workspace.lastChange(channel.id, user.id);
        if (last === told) return;
        told = last;
        await stream.writeSSE({ id: String(last), data: JSON.stringify({ change: last }) });
      };
      const ended = new Promise<void>((resolve, reject) => {
        const unsubscribe = slack.workspace.subscribe(() => void tell().catch(reject));
        stream.onAbort(() => {
          unsubscribe();
          resolve();
        });
      });
      await Promise.all([tell(), ended]);
    });
  });

  return routes;
}

const print = (message: Message, workspace: Workspace) => {
  const replies = workspace.replies(message.channel, message.ts);
  return {
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ephemeral: message.onlyFor !== undefined,
    user: message.user,
    user_name: workspace.user(message.user)?.realName ?? message.user,
    text: message.text,
    blocks: message.blocks,
    ...(message.edited === undefined ? {} : { edited: message.edited.ts }),
    ...(replies.length === 0 ? {} : { reply_count: replies.length }),
  };
};
