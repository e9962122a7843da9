/**
 * A person writes a message. The app hears of it where it is mentioned (`app_mention`), and of any message where it asked
 * for them (`message.channels` …), in channels that it is a member of.
 */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import { randomHex } from '../random.ts';
import type { Channel, Message, User } from '../workspace/model.ts';
import { escapePost } from './escape.ts';
import { raiseEvent } from './event.ts';
import { channelOf, type Place, personOf } from './gesture.ts';

export interface Post extends Place {
  readonly text: string;
  /** The message whose thread it goes to. */
  readonly threadTs?: string | undefined;
}

/**
 * Resolves once the app has answered the first delivery of what it was told, if it was told anything.
 * As with commands, anyone may write anywhere here.
 * @throws Diagnostic when there is no such person, channel or thread, or the channel is archived
 */
export async function post(core: SlackCore, { text, threadTs, ...where }: Post): Promise<Message> {
  const channel = channelOf(core, where.channel);
  const user = authorOf(core, where.user);
  if (channel.isArchived === true) {
    throw new Diagnostic({
      code: 'zmgr::playground::archived-channel',
      message: `#${channel.name} is archived`,
    });
  }
  const parent = threadTs === undefined ? undefined : core.workspace.message(channel.id, threadTs);
  if (threadTs !== undefined && (parent === undefined || parent.onlyFor !== undefined)) {
    throw new Diagnostic({
      code: 'zmgr::playground::no-such-thread',
      message: `There is no message ${threadTs} in #${channel.name} that a thread could hang on`,
    });
  }
  const root = parent?.threadTs ?? parent?.ts;
  const content = { text: escapePost(text, core.workspace), blocks: [] };
  const message = core.workspace.add(
    channel.id,
    user.id,
    content,
    root === undefined ? {} : { threadTs: root },
  );
  const told = eventsOf(core, channel, message).map((event) => raiseEvent(core, event)?.first);
  await Promise.all(told);
  return message;
}

/** A person, or the bot of another app. */
function authorOf(core: SlackCore, id: string): User {
  const user = core.workspace.user(id);
  return user?.botId === undefined ? personOf(core, id) : user;
}

function eventsOf(core: SlackCore, channel: Channel, message: Message) {
  const { app, team } = core.workspace;
  if (!channel.members.includes(app.userId)) return [];
  const author = core.workspace.user(message.user);
  const said = {
    user: message.user,
    ts: message.ts,
    client_msg_id: randomHex(core.random, 32),
    text: message.text,
    team: team.id,
    ...(author?.botId === undefined ? {} : { bot_id: author.botId, app_id: author.appId }),
    ...(message.threadTs === undefined
      ? {}
      : {
          thread_ts: message.threadTs,
          parent_user_id: core.workspace.message(channel.id, message.threadTs)?.user,
        }),
    channel: channel.id,
    event_ts: message.ts,
  };
  const isMention = message.text.includes(`<@${app.userId}>`) && channel.im === undefined;
  return [
    ...(isMention ? [{ type: 'app_mention', ...said }] : []),
    { type: 'message', ...said, channel_type: channelType(channel) },
  ];
}

function channelType({ im, isPrivate }: Channel): 'im' | 'group' | 'channel' {
  if (im !== undefined) return 'im';
  return isPrivate === true ? 'group' : 'channel';
}
