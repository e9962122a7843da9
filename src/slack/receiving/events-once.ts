/** Events come again when an ack was late or lost: each is done once. Slack tries for six minutes, four times in all. */
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import { Seen } from './seen.ts';

/** Milliseconds; "after 5 minutes" may be later with Slack. */
const keepFor = 3_600_000;
/** Beyond, an event may be done twice: better than never. */
const most = 20_000;

export function eventsOnce(clock: Pick<Clock, 'now'>): Middleware<AnyMiddlewareArgs> {
  const events = new Seen({ keepFor, most, clock });
  return async ({ body, next }) => {
    const id = 'event_id' in body ? body.event_id : undefined;
    if (typeof id === 'string' && events.look(id) === 'seen') return;
    await next();
  };
}
