/**
 * Forms in which somebody says yes or no: why, and the name of what it is about where a rule asks for it. Who opens one
 * may decide; who submits it is asked about again, and so is everything else.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { parseOperationId } from '../../../hostlink/names/operation-id.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import type { Ballot } from '../../receive/ballot.ts';
import type { FrontDesk } from '../../receive/front-desk.ts';
import { plain } from '../rendering/blocks.ts';
import { renderMessage } from '../rendering/render.ts';
import { askerIn, ballotIn, encodeMetadata, placeOf } from '../rendering/view-metadata.ts';
import { filledIn, stateSchema } from '../rendering/view-state.ts';
import { answerModal } from './answer-view.ts';
import { type AnsweringParts, answering } from './answering.ts';
import type { OnPress } from './press.ts';
import type { Modal, Views } from './views.ts';

export const ballotCallback = 'ballot';

const mostInReason = 500;

/** A press of Approve or Deny: taken at once, or asked about first. */
export const voting =
  (desk: FrontDesk, views: Views, decision: Ballot['decision']): OnPress =>
  ({ actor, channel, value, asker, triggerId, isInModal }) => {
    const operation = parseOperationId(value);
    return async () => {
      const ballot = await desk.ballot({ actor, channel, decision, operation });
      if (ballot === undefined) return desk.press({ actor, channel, action: decision, operation });
      const metadata = { ...placeOf(asker), operation, decision };
      const view = ballotView(ballot, encodeMetadata(metadata));
      await (isInModal ? views.push : views.open)(triggerId, view);
      return undefined;
    };
  };

/** All about an operation, in a modal. */
export const detailing =
  (desk: FrontDesk, views: Views): OnPress =>
  ({ actor, channel, value, asker, triggerId, isInModal }) => {
    const operation = parseOperationId(value);
    return async () => {
      const answer = await desk.details({ actor, channel, operation });
      if (isInModal) return answer;
      const { blocks } = renderMessage(answer, 'details', () => undefined);
      await views.open(triggerId, answerModal(blocks, placeOf(asker)));
      return undefined;
    };
  };

const words: Readonly<
  Record<Ballot['decision'], { readonly word: string; readonly label: string }>
> = {
  approve: { word: 'Approve', label: 'Why' },
  deny: { word: 'Deny', label: 'Why' },
  review: { word: 'Review', label: 'What you found' },
};

function ballotView({ decision, about, typed, reason }: Ballot, metadata: string): Modal {
  const { word, label } = words[decision];
  return {
    type: 'modal',
    callback_id: ballotCallback,
    title: plain(word, 24),
    submit: plain(word, 24),
    close: plain('Back', 24),
    private_metadata: metadata,
    blocks: [
      ...renderMessage(about, ballotCallback, () => undefined).blocks,
      ...(typed === undefined
        ? []
        : [
            {
              type: 'input',
              block_id: 'typed',
              label: plain(`Type ${typed} to confirm`, 2_000),
              element: { type: 'plain_text_input', action_id: 'typed', focus_on_load: true },
            },
          ]),
      {
        type: 'input',
        block_id: 'reason',
        label: plain(label, 2_000),
        optional: reason === 'optional',
        element: {
          type: 'plain_text_input',
          action_id: 'reason',
          multiline: true,
          max_length: mostInReason,
        },
      },
    ],
  };
}

const submission = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  view: z.object({
    id: z.string(),
    root_view_id: z.string().nullish(),
    private_metadata: z.string(),
    state: stateSchema,
  }),
});

export function listenToBallots(app: App, desk: FrontDesk, parts: AnsweringParts): void {
  app.view(ballotCallback, async ({ body, ack }) => {
    const sent = submission.safeParse(body);
    const metadata = sent.success ? ballotIn(sent.data.view.private_metadata) : undefined;
    if (!sent.success || metadata === undefined) {
      await ack();
      parts.log.warn('a form was sent in a way that is not known');
      return;
    }
    const { user, team, view } = sent.data;
    const asker = askerIn(user.id, metadata);
    const delivery = {
      asker,
      ack: async (content?: MessageContent) => {
        await (view.root_view_id === view.id ? ack() : ack({ response_action: 'clear' }));
        if (content !== undefined) await parts.respond(asker, content);
      },
    };
    await answering(parts, delivery, () => {
      const { channel, decision } = metadata;
      const operation = parseOperationId(metadata.operation);
      const { filled } = filledIn(view.state);
      const [reason] = filled.reason ?? [];
      const [typed] = filled.typed ?? [];
      return () =>
        desk.press({
          actor: { team: user.team_id ?? team?.id ?? '', user: user.id },
          channel,
          action: decision,
          operation,
          filled: {
            ...(reason !== undefined && { reason }),
            ...(typed !== undefined && { typed: typed.trim() }),
          },
        });
    });
  });
}
