/**
 * The shortcuts of manifest.yml: the form of a new zone from anywhere, and what can be done about the zones that a
 * message names. Nobody looks at a channel then, so that also a refusal is shown in a modal where Slack opens one.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Answer } from '../../../commands/answer.ts';
import { create } from '../../../commands/create.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import type { FrontDesk } from '../../receive/front-desk.ts';
import { placeOf } from '../rendering/view-metadata.ts';
import { answerModal } from './answer-view.ts';
import { type AnsweringParts, answering } from './answering.ts';
import { type FormParts, openForm } from './forms.ts';
import type { Asker } from './respond.ts';
import { textsIn } from './texts-in.ts';
import { actorOf, who } from './who.ts';

export const createShortcut = 'sc_create';
export const zoneActionsShortcut = 'sc_zone_actions';

const starting = who.extend({ trigger_id: z.string() });
const startingOnMessage = starting.extend({
  channel: z.object({ id: z.string() }),
  response_url: z.string().optional(),
  message: z.object({
    text: z.string().nullish(),
    blocks: z.unknown().optional(),
    thread_ts: z.string().optional(),
  }),
});

export interface ShortcutParts extends FormParts {
  readonly desk: FrontDesk;
  /** Where the card goes of what is asked for outside any channel. */
  readonly channel: string;
}

export function listenToShortcuts(app: App, shortcuts: ShortcutParts, parts: AnsweringParts): void {
  const { desk, channel } = shortcuts;

  app.shortcut(createShortcut, async ({ shortcut, ack }) => {
    const read = starting.safeParse(shortcut);
    if (!read.success) return notUnderstood(parts, ack);
    const { user, trigger_id: triggerId } = read.data;
    const asker = { user: user.id, channel, responseUrl: undefined };
    await inModal(shortcuts, parts, { asker, triggerId, ack }, async () => {
      const wish = { command: create, texts: {}, dryRun: false };
      await openForm(shortcuts, { actor: actorOf(read.data), asker, triggerId, wish });
      return undefined;
    });
  });

  app.shortcut(zoneActionsShortcut, async ({ shortcut, ack }) => {
    const read = startingOnMessage.safeParse(shortcut);
    if (!read.success) return notUnderstood(parts, ack);
    const { user, channel: where, message, ...more } = read.data;
    const asker = {
      user: user.id,
      channel: where.id,
      threadTs: message.thread_ts,
      responseUrl: more.response_url,
    };
    const starter = { asker, triggerId: more.trigger_id, ack };
    await inModal(shortcuts, parts, starter, () =>
      desk.thingsIn({
        actor: actorOf(read.data),
        channel: where.id,
        texts: textsIn([message.text, message.blocks]),
      }),
    );
  });
}

async function notUnderstood({ log }: AnsweringParts, ack: () => Promise<void>): Promise<void> {
  await ack();
  log.warn('a shortcut was started in a way that is not known');
}

interface Starter {
  readonly asker: Asker;
  readonly triggerId: string;
  readonly ack: () => Promise<void>;
}

/** What is answered is shown in a modal; where that does not open, in the place where it was started. */
function inModal(
  { views }: FormParts,
  parts: AnsweringParts,
  { asker, triggerId, ack }: Starter,
  work: () => Promise<Answer | undefined>,
): Promise<void> {
  const respond = async (to: Asker, content: MessageContent): Promise<void> => {
    const modal = answerModal(content.blocks, placeOf(asker), 'actions');
    await views.open(triggerId, modal).catch(() => parts.respond(to, content));
  };
  const delivery = {
    asker,
    ack: async (content?: MessageContent) => {
      await ack();
      if (content !== undefined) await respond(asker, content);
    },
  };
  return answering({ ...parts, respond }, delivery, () => work);
}
