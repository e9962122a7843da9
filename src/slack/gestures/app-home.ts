/** The Home tab: who opens theirs is shown it. What is pressed there comes through actions.ts, like any press. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { ActorId } from '../../authorise/actor-id.ts';
import type { AnsweringParts } from './answering.ts';

/** Of an app_home_opened event (docs.slack.dev/reference/events/app_home_opened), what is believed. */
const openedHome = z.object({
  team_id: z.string(),
  event: z.object({ user: z.string(), tab: z.string() }),
});

export function listenToHomes(
  app: App,
  opened: (who: ActorId) => Promise<void>,
  { log }: Pick<AnsweringParts, 'log'>,
): void {
  app.event('app_home_opened', async ({ body }) => {
    const read = openedHome.safeParse(body);
    if (!read.success) {
      log.warn({ type: body.type }, 'an App Home was opened in a way that is not known');
      return;
    }
    const { team_id: team, event } = read.data;
    // The messages tab is of the same app.
    if (event.tab !== 'home') return;
    await opened({ team, user: event.user }).catch((error: unknown) => {
      log.warn({ err: error, user: event.user }, 'somebody was not shown their App Home');
    });
  });
}
