/** An operation that the bot cannot go on with, by a fault of its own: a person must decide, or ask again. */
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { OperationParts } from './parts.ts';
import { move } from './state.ts';

export async function breakOff(parts: OperationParts, id: OperationId): Promise<void> {
  const code = 'zmgr::operation::broken-off';
  const message = 'The bot broke off in the middle of this, by a fault of its own';
  const onTheHost = await move(parts, id, ['running'], 'interrupted', {
    fault: {
      code,
      message,
      help: `The host goes on by itself: \`/zone op resume ${id}\` looks how far it is. The log has the details.`,
    },
  });
  if (onTheHost) return;
  await move(parts, id, ['planned', 'waiting', 'approved', 'queued'], 'failed', {
    fault: { code, message, help: 'Nothing was done on the host. The log has the details.' },
  });
}
