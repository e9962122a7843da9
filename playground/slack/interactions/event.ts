/** An event of the Events API: something happened, and the app is told if it asked for events of that kind. */
import type { SlackCore } from '../core.ts';
import type { EventDelivery } from '../delivery/delivery.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { randomId } from '../random.ts';

/** A message's kind of channel is part of what an app asks for: `message.channels`. */
const channelKinds: Readonly<Record<string, string>> = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
};

const subscriptionFor = (event: JsonObject): string => {
  const type = stringAt(event, 'type') ?? '';
  return type === 'message' ? (channelKinds[stringAt(event, 'channel_type') ?? ''] ?? type) : type;
};

/** Tells the app; false when it acked none of the four deliveries, or did not ask for such events. */
export const tellEvent = async (core: SlackCore, event: JsonObject): Promise<boolean> =>
  (await raiseEvent(core, event)?.settled) ?? false;

/** Begins to tell the app; undefined where it did not ask for such events. */
export function raiseEvent(core: SlackCore, event: JsonObject): EventDelivery | undefined {
  if (!core.workspace.app.events.includes(subscriptionFor(event))) return undefined;
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
        enterprise_id: core.workspace.team.enterprise?.id ?? null,
        team_id: core.workspace.team.id,
        user_id: core.workspace.app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel:
      core.workspace.channel(stringAt(event, 'channel') ?? '')?.isExternallyShared === true,
  });
}
