/** GET /_control/state: who, where and what there is, once everything is up. */
import { Hono } from 'hono';
import type { Channel } from '../../slack/workspace/model.ts';
import type { ControlDependencies } from '../dependencies.ts';

const shown = ({ id, name, members, isPrivate, isArchived, isExternallyShared }: Channel) => ({
  id,
  name,
  members,
  ...(isPrivate === true ? { is_private: true } : {}),
  ...(isArchived === true ? { is_archived: true } : {}),
  ...(isExternallyShared === true ? { is_ext_shared: true } : {}),
});

export function stateRoutes({ slack, hosts, ready }: ControlDependencies): Hono {
  return new Hono().get('/_control/state', async (context) => {
    await slack.delivery.connected();
    await ready();
    return context.json({
      users: slack.workspace.people
        .filter(({ isDeleted }) => isDeleted !== true)
        .map(({ id, realName, roles }) => ({ id, name: realName, roles })),
      channels: slack.workspace.channels.map(shown),
      hosts: hosts().map(({ name, address, port }) => ({ name, address, port })),
      app: {
        has_home: slack.workspace.app.hasHome,
        shortcuts: slack.workspace.app.shortcuts.map(({ type, name, callbackId }) => ({
          type,
          name,
          callback_id: callbackId,
        })),
      },
    });
  });
}
