/** A message that a person sees, and can press in. */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { SlackCore } from '../core.ts';
import type { Channel, Message, User } from '../workspace/model.ts';
import { messagesSeenBy } from '../workspace/seen-by.ts';
import { type Place, placeOf } from './gesture.ts';

export interface InMessage extends Place {
  readonly ts: string;
}

/** @throws Diagnostic `zmgr::playground::no-such-message`, or for an unknown person or channel */
export function messageOf(
  core: SlackCore,
  where: InMessage,
): { user: User; channel: Channel; message: Message } {
  const { user, channel } = placeOf(core, where);
  const message = messagesSeenBy(core.workspace, channel, user).find(({ ts }) => ts === where.ts);
  if (message !== undefined) return { user, channel, message };
  throw new Diagnostic({
    code: 'zmgr::playground::no-such-message',
    message: `${user.name} sees no message ${where.ts} in #${channel.name}`,
    help: `GET /_control/messages?channel=${channel.id}&user=${user.id} shows what there is.`,
  });
}
