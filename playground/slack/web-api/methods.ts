/** The Web API methods that the local Slack has: those that the bot uses. */
import type { Method } from './method.ts';
import { apiTest } from './methods/api-test.ts';
import { appsConnectionsOpen } from './methods/apps-connections-open.ts';
import { authTest } from './methods/auth-test.ts';
import { chatDelete } from './methods/chat-delete.ts';
import { chatPostEphemeral } from './methods/chat-post-ephemeral.ts';
import { chatPostMessage } from './methods/chat-post-message.ts';
import { chatUpdate } from './methods/chat-update.ts';
import { conversationsHistory } from './methods/conversations-history.ts';
import { conversationsInfo } from './methods/conversations-info.ts';
import { conversationsReplies } from './methods/conversations-replies.ts';
import { usergroupsList } from './methods/usergroups-list.ts';
import { usergroupsUsersList } from './methods/usergroups-users-list.ts';
import { usersInfo } from './methods/users-info.ts';
import { viewsOpen } from './methods/views-open.ts';
import { viewsPublish } from './methods/views-publish.ts';
import { viewsPush } from './methods/views-push.ts';
import { viewsUpdate } from './methods/views-update.ts';

export const methods: ReadonlyMap<string, Method> = new Map(
  [
    apiTest,
    appsConnectionsOpen,
    authTest,
    chatDelete,
    chatPostEphemeral,
    chatPostMessage,
    chatUpdate,
    conversationsHistory,
    conversationsInfo,
    conversationsReplies,
    usergroupsList,
    usergroupsUsersList,
    usersInfo,
    viewsOpen,
    viewsPublish,
    viewsPush,
    viewsUpdate,
  ].map((method) => [method.name, method]),
);
