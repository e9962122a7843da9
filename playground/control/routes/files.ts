/** GET /_control/file/<id>?user=: what a file holds, for someone who sees a message that it is in. */
import { Hono } from 'hono';
import type { SlackCore } from '../../slack/core.ts';
import { download } from '../../slack/files/routes.ts';
import { personOf } from '../../slack/interactions/gesture.ts';
import type { User } from '../../slack/workspace/model.ts';
import { messagesSeenBy } from '../../slack/workspace/seen-by.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { badRequest, read, who } from '../input.ts';

export function fileRoutes({ slack }: ControlDependencies): Hono {
  return new Hono().get('/_control/file/:id', (context) => {
    const user = personOf(slack, read(who, context.req.query()).user);
    const id = context.req.param('id');
    const file = slack.files.find(id);
    if (file === undefined || !sees(slack, user, id)) {
      throw badRequest(`${user.name} sees no file ${id}`);
    }
    return download(file);
  });
}

const sees = ({ workspace }: SlackCore, user: User, id: string): boolean =>
  [...workspace.channels, workspace.im(user.id)].some((channel) =>
    messagesSeenBy(workspace, channel, user).some(
      ({ files }) => files?.some((file) => file.id === id) === true,
    ),
  );
