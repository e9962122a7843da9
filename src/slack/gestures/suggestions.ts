/**
 * Options as one types into a menu of a form that has more than Slack takes at once. The answer is the ack, so it comes
 * from what is known; who may not have the form is offered nothing.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { boltOptions } from '../rendering/bolt-message.ts';
import { fieldOf, option } from '../rendering/render-form.ts';
import { formIn } from '../rendering/view-metadata.ts';
import { filledIn, stateSchema } from '../rendering/view-state.ts';
import type { AnsweringParts } from './answering.ts';
import type { FormParts } from './forms.ts';
import { actorOf, who } from './who.ts';

const suggestion = who.extend({
  block_id: z.string(),
  value: z.string().max(300),
  view: z.object({ private_metadata: z.string(), state: stateSchema }),
});

/** Options of one answer (types 3.2, and docs.slack.dev, "block_suggestion"). */
const most = 100;
const mostInOption = 75;

export function listenToTyping(
  app: App,
  { forms }: Pick<FormParts, 'forms'>,
  { log }: Pick<AnsweringParts, 'log'>,
): void {
  app.options(/.*/, async ({ body, ack }) => {
    try {
      const typed = suggestion.parse(body);
      const { block_id, value, view } = typed;
      const metadata = formIn(view.private_metadata);
      const command = metadata && forms.command(metadata.command);
      if (metadata === undefined || command === undefined) return await ack({ options: [] });
      const wish = forms.wishIn(command, filledIn(view.state).filled);
      const place = { actor: actorOf(typed), channel: metadata.channel };
      const offered = await forms.offers(place, wish, fieldOf(block_id), value);
      const fitting = offered.filter((one) => one.value.length <= mostInOption);
      await ack({ options: boltOptions(fitting.slice(0, most).map(option)) });
    } catch (error) {
      log.info({ err: error }, 'nothing is suggested');
      await ack({ options: [] });
    }
  });
}
