/**
 * The /zone listener. What can't be understood is answered in the ack; everything else is acked at once and done after:
 * the person, the hosts and the store may take longer than the three seconds that Slack waits.
 */
import type { App } from '@slack/bolt';
import type { Command } from '../../commands/define.ts';
import { prepare } from '../../commands/run.ts';
import type { MessageContent } from '../outbox/writer.ts';
import type { FrontDesk } from '../receive/front-desk.ts';
import { type AnsweringParts, answering } from './answering.ts';
import { boltMessage } from './bolt-message.ts';

/** Of manifest.yml. */
export const slashCommand = '/zone';

export function listenToCommands(
  app: App,
  desk: FrontDesk,
  commands: readonly Command[],
  parts: AnsweringParts,
): void {
  app.command(slashCommand, async ({ command: payload, ack }) => {
    const { team_id, user_id, channel_id, text, trigger_id, response_url } = payload;
    const delivery = {
      asker: { user: user_id, channel: channel_id, responseUrl: response_url },
      ack: (content?: MessageContent) =>
        content === undefined
          ? ack()
          : ack({ response_type: 'ephemeral', ...boltMessage(content) }),
    };
    await answering(parts, delivery, () => {
      const prepared = prepare(text, commands);
      if (prepared.kind === 'mistake') throw prepared.diagnostic;
      return () =>
        desk.take({
          actor: { team: team_id, user: user_id },
          channel: channel_id,
          delivery: trigger_id,
          understood: prepared,
        });
    });
  });
}
