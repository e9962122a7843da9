/**
 * The one dispatcher of what is pressed, since a catch-all beside listeners of single actions would ack twice (Bolt
 * 5.1). What each button does stands in buttons.ts.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { MessageContent } from '../outbox/writer.ts';
import { type AnsweringParts, answering } from './answering.ts';
import type { Buttons, OnPress } from './buttons.ts';
import { actionOf } from './render.ts';

/** Of a block_actions payload, what is believed: who, where, and which button. Never the message's text. */
const press = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }),
  container: z.object({
    is_ephemeral: z.boolean().default(false),
    thread_ts: z.string().optional(),
  }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).length(1),
});

export function listenToActions(app: App, buttons: Buttons, parts: AnsweringParts): void {
  app.action(/.*/, async ({ body, ack }) => {
    const read = press.safeParse(body);
    if (!read.success) {
      await ack();
      parts.log.warn({ type: body.type }, 'an action of a kind that no card of ours has');
      return;
    }
    const { user, team, channel, container, trigger_id, response_url, actions } = read.data;
    const [action] = actions;
    const id = actionOf(action?.action_id ?? '');
    const asker = {
      user: user.id,
      channel: channel.id,
      threadTs: container.thread_ts,
      responseUrl: response_url,
    };
    const delivery = {
      asker,
      // What all see is never replaced by what one person asked.
      isInPlace: id === 'turn' && container.is_ephemeral,
      // An action's ack takes no content; what is to be said goes out after it.
      ack: async (content?: MessageContent) => {
        await ack();
        if (content !== undefined) await parts.respond(asker, content);
      },
    };
    await answering(parts, delivery, () =>
      onPress(
        buttons,
        id,
      )({
        // The person's own workspace, which in a shared channel is not the message's.
        actor: { team: user.team_id ?? team?.id ?? '', user: user.id },
        channel: channel.id,
        value: action?.value ?? '',
        triggerId: trigger_id,
      }),
    );
  });
}

/** @throws Diagnostic `zmgr::bot::unknown-button` */
function onPress(buttons: Buttons, id: string): OnPress {
  const known = Object.hasOwn(buttons, id) ? buttons[id] : undefined;
  if (known !== undefined) return known;
  throw new Diagnostic({
    code: 'zmgr::bot::unknown-button',
    message: 'This button is of another release of zonebot',
    help: 'Type `/zone op list` and decide by its commands.',
  });
}
