/**
 * `@zonebot <the words of a command>`: how somebody asks in a thread, where Slack takes no slash commands. A mention only
 * looks. What changes something is typed as a command, or done in its form, so that no sentence ever does it.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Command } from '../../../commands/define.ts';
import { isPressable, prepare } from '../../../commands/run.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import type { FrontDesk } from '../../receive/front-desk.ts';
import { type AnsweringParts, answering } from './answering.ts';

/** Of an app_mention event (docs.slack.dev/reference/events/app_mention), what is believed. */
const mention = z.object({
  team_id: z.string(),
  /** The same for a delivery that is repeated. */
  event_id: z.string(),
  event: z.object({
    user: z.string().optional(),
    /** The person's own workspace, which in a shared channel is not the app's. */
    user_team: z.string().optional(),
    team: z.string().optional(),
    channel: z.string(),
    text: z.string(),
    thread_ts: z.string().optional(),
    bot_id: z.string().nullish(),
    subtype: z.string().optional(),
    edited: z.unknown().optional(),
  }),
});
type Mention = z.infer<typeof mention>;

export function listenToMentions(
  app: App,
  desk: FrontDesk,
  commands: readonly Command[],
  bot: { readonly user: string },
  parts: AnsweringParts,
): void {
  app.event('app_mention', async ({ body }) => {
    const read = mention.safeParse(body);
    if (!read.success) {
      parts.log.warn({ type: body.type }, 'a mention of a kind that is not understood');
      return;
    }
    const words = wordsFor(bot.user, read.data.event);
    if (words !== undefined) await answer(desk, commands, parts, read.data, words);
  });
}

/**
 * What is said to the bot; undefined where nobody speaks to it: a sentence that only names it, what a bot says, and a
 * message that was edited, which was answered when it was written.
 */
function wordsFor(
  bot: string,
  { user, text, bot_id, subtype, edited }: Mention['event'],
): string | undefined {
  if (user === undefined || bot_id || subtype !== undefined || edited !== undefined) {
    return undefined;
  }
  const [, mentioned, rest = ''] =
    /^\s*<@([A-Z0-9]+)(?:\|[^<>]*)?>[\s:,]*([\s\S]*)$/.exec(text) ?? [];
  return mentioned === bot ? withoutMarks(rest.trim()) : undefined;
}

/** A command that was copied from an answer may come between backticks. */
const withoutMarks = (text: string): string => /^(`+)([^`]*)\1$/.exec(text)?.[2]?.trim() ?? text;

async function answer(
  desk: FrontDesk,
  commands: readonly Command[],
  parts: AnsweringParts,
  { team_id, event_id, event }: Mention,
  words: string,
): Promise<void> {
  const { user = '', channel, thread_ts: threadTs } = event;
  const asker = { user, channel, threadTs, responseUrl: undefined };
  const delivery = {
    asker,
    // Bolt has acked the event; what is to be said goes to the asker alone, in the thread.
    ack: async (content?: MessageContent) => {
      if (content !== undefined) await parts.respond(asker, content);
    },
  };
  await answering({ ...parts, onAck: undefined }, delivery, () => {
    const prepared = prepare(words, commands);
    if (prepared.kind === 'mistake' && prepared.wish === undefined) throw prepared.diagnostic;
    if (!isPressable(prepared)) throw onlyLooks(words);
    const actor = { team: event.user_team ?? event.team ?? team_id, user };
    return () =>
      desk.take({
        actor,
        channel,
        threadTs,
        surface: 'mention',
        delivery: event_id,
        understood: prepared,
      });
  });
}

/** Where the chat has forms, the suggestion is a button that opens one. */
const onlyLooks = (words: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::bot::only-looks',
    message: 'A mention only looks; what changes something is typed as a command',
    help: 'Type it in the message field of the channel, since Slack takes no commands in threads.',
    suggestions: [`/zone ${words}`],
  });
