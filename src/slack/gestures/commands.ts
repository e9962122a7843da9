/**
 * The /zone listener. What can't be understood is answered in the ack; everything else is acked at once and done after:
 * the person, the hosts and the store may take longer than the three seconds that Slack waits.
 */
import type { App } from '@slack/bolt';
import type { Command } from '../../../commands/define.ts';
import { prepare } from '../../../commands/run.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import type { FrontDesk } from '../../receive/front-desk.ts';
import { boltMessage } from '../rendering/bolt-message.ts';
import { type AnsweringParts, answering } from './answering.ts';
import { type FormParts, type Opening, openForm } from './forms.ts';
import { noModal } from './views.ts';

/** Of manifest.yml. */
export const slashCommand = '/zone';

export function listenToCommands(
  app: App,
  desk: Pick<FrontDesk, 'take'>,
  commands: readonly Command[],
  formParts: FormParts,
  parts: AnsweringParts,
): void {
  app.command(slashCommand, async ({ command: payload, ack }) => {
    const { team_id, user_id, channel_id, text, trigger_id, response_url } = payload;
    const actor = { team: team_id, user: user_id };
    const asker = { user: user_id, channel: channel_id, responseUrl: response_url };
    const delivery = {
      asker,
      ack: (content?: MessageContent) =>
        content === undefined
          ? ack()
          : ack({ response_type: 'ephemeral', ...boltMessage(content) }),
    };
    await answering(parts, delivery, () => {
      const prepared = prepare(text, commands);
      if (prepared.kind === 'mistake') {
        const { wish, diagnostic } = prepared;
        if (wish === undefined) throw diagnostic;
        return () =>
          askForTheRest(formParts, { actor, asker, triggerId: trigger_id, wish }, diagnostic);
      }
      return () =>
        desk.take({
          actor,
          channel: channel_id,
          surface: 'command',
          delivery: trigger_id,
          understood: prepared,
        });
    });
  });
}

/** By a form; where Slack opens none, in the words that a line without forms would be answered with. */
async function askForTheRest(
  parts: FormParts,
  opening: Opening,
  missing: Diagnostic,
): Promise<undefined> {
  try {
    await openForm(parts, opening);
  } catch (error) {
    throw error instanceof Diagnostic && error.code === noModal ? missing : error;
  }
}
