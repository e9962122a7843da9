/** An event of the Events API: something happened, and the app is told. */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { randomId } from '../random.ts';

/** Tells the app; false when it acked none of the four deliveries. */
export function tellEvent(core: SlackCore, event: JsonObject): Promise<boolean> {
  const seconds = Math.floor(core.clock.now() / 1000);
  return core.delivery.deliverEvent({
    token: 'playground-verification-token',
    team_id: core.workspace.team.id,
    api_app_id: core.workspace.app.id,
    event: { event_ts: `${seconds}.000000`, ...event },
    type: 'event_callback',
    event_id: `Ev${randomId(core.random, 9)}`,
    event_time: seconds,
    authorizations: [
      {
        enterprise_id: null,
        team_id: core.workspace.team.id,
        user_id: core.workspace.app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  });
}
