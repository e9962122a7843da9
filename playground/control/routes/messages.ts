/**
 * GET /_control/messages: what a person sees in a channel. GET /_control/thread: in one thread of it. GET /_control/dm:
 * which channel their direct messages with the bot are. GET /_control/events: that something changed.
 */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { printFile } from '../../slack/files/file.ts';
import { personOf, placeOf } from '../../slack/interactions/gesture.ts';
import { messageOf } from '../../slack/interactions/seen-message.ts';
import type { Message } from '../../slack/workspace/model.ts';
import { messagesSeenBy } from '../../slack/workspace/seen-by.ts';
import type { Workspace } from '../../slack/workspace/workspace.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { place, read, who } from '../input.ts';

export function messageRoutes({ slack }: ControlDependencies): Hono {
  const routes = new Hono();

  routes.get('/_control/messages', (context) => {
    const { user, channel } = placeOf(slack, read(place, context.req.query()));
    const seen = messagesSeenBy(slack.workspace, channel, user);
    return context.json(seen.map((message) => print(message, slack.workspace)));
  });

  routes.get('/_control/thread', (context) => {
    const where = read(place.extend({ ts: z.string().min(1) }), context.req.query());
    const { user, channel, message } = messageOf(slack, where);
    const root = message.threadTs ?? message.ts;
    const seen = messagesSeenBy(slack.workspace, channel, user).filter(
      ({ ts, threadTs }) => ts === root || threadTs === root,
    );
    return context.json(seen.map((each) => print(each, slack.workspace)));
  });

  routes.get('/_control/dm', (context) => {
    const { user } = read(who, context.req.query());
    const { id, name } = slack.workspace.im(personOf(slack, user).id);
    return context.json({ id, name });
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
    ...(message.files === undefined
      ? {}
      : {
          files: message.files.map((file) =>
            printFile(file, workspace.team.id, workspace.origin()),
          ),
        }),
    ...(message.reactions === undefined ? {} : { reactions: message.reactions }),
    ...(replies.length === 0 ? {} : { reply_count: replies.length }),
  };
};
