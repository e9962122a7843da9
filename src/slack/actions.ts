/**
 * The one dispatcher of buttons, since a catch-all beside listeners of single actions would ack twice (Bolt 5.1). A
 * button carries an operation id; what it is about and who may press it is read from the store and from authorise().
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { parseOperationId } from '../../hostlink/names/operation-id.ts';
import { buttonActions } from '../cards/card.ts';
import type { MessageContent } from '../outbox/writer.ts';
import type { FrontDesk } from '../receive/front-desk.ts';
import { type AnsweringParts, answering } from './answering.ts';

/** Of a block_actions payload, what is believed: who, where, and which button. Never the message's text. */
const press = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }),
  response_url: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).length(1),
});

export function listenToActions(app: App, desk: FrontDesk, parts: AnsweringParts): void {
  app.action(/.*/, async ({ body, ack }) => {
    const read = press.safeParse(body);
    if (!read.success) {
      await ack();
      parts.log.warn({ type: body.type }, 'an action of a kind that no card of ours has');
      return;
    }
    const { user, team, channel, response_url, actions } = read.data;
    const [action] = actions;
    const asker = { user: user.id, channel: channel.id, responseUrl: response_url };
    const delivery = {
      asker,
      // An action's ack takes no content; what is to be said goes out after it.
      ack: async (content?: MessageContent) => {
        await ack();
        if (content !== undefined) await parts.respond(asker, content);
      },
    };
    await answering(parts, delivery, () => {
      const button = buttonOf(action?.action_id ?? '');
      const operation = parseOperationId(action?.value ?? '');
      return async () => {
        await desk.press({
          // The person's own workspace, which in a shared channel is not the message's.
          actor: { team: user.team_id ?? team?.id ?? '', user: user.id },
          channel: channel.id,
          action: button,
          operation,
        });
        return undefined;
      };
    });
  });
}

/** @throws Diagnostic `zmgr::bot::unknown-button` */
function buttonOf(id: string): (typeof buttonActions)[number] {
  const known = buttonActions.find((action) => action === id);
  if (known !== undefined) return known;
  throw new Diagnostic({
    code: 'zmgr::bot::unknown-button',
    message: 'This button is of another release of zonebot',
    help: 'Type `/zone op list` and decide by its commands.',
  });
}
