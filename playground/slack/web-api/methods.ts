/** The Web API methods that the local Slack has: those that the bot uses. */
import type { Method } from './method.ts';
import { apiTest } from './methods/api-test.ts';
import { appsConnectionsOpen } from './methods/apps-connections-open.ts';
import { appsManifestValidate } from './methods/apps-manifest-validate.ts';
import { authTest } from './methods/auth-test.ts';
import { blocksValidate } from './methods/blocks-validate.ts';
import { chatDelete } from './methods/chat-delete.ts';
import { chatGetPermalink } from './methods/chat-get-permalink.ts';
import { chatPostEphemeral } from './methods/chat-post-ephemeral.ts';
import { chatPostMessage } from './methods/chat-post-message.ts';
import { chatScheduleMessage } from './methods/chat-schedule-message.ts';
import { chatUpdate } from './methods/chat-update.ts';
import { conversationsHistory } from './methods/conversations-history.ts';
import { conversationsInfo } from './methods/conversations-info.ts';
import { conversationsMembers } from './methods/conversations-members.ts';
import { conversationsOpen } from './methods/conversations-open.ts';
import { conversationsReplies } from './methods/conversations-replies.ts';
import { filesCompleteUploadExternal } from './methods/files-complete-upload-external.ts';
import { filesGetUploadUrlExternal } from './methods/files-get-upload-url-external.ts';
import { filesInfo } from './methods/files-info.ts';
import { reactionsAdd } from './methods/reactions-add.ts';
import { usergroupsList } from './methods/usergroups-list.ts';
import { usergroupsUsersList } from './methods/usergroups-users-list.ts';
import { usersInfo } from './methods/users-info.ts';
import { usersLookupByEmail } from './methods/users-lookup-by-email.ts';
import { viewsOpen } from './methods/views-open.ts';
import { viewsPublish } from './methods/views-publish.ts';
import { viewsPush } from './methods/views-push.ts';
import { viewsUpdate } from './methods/views-update.ts';

export const methods: ReadonlyMap<string, Method> = new Map(
  [
    apiTest,
    appsConnectionsOpen,
    appsManifestValidate,
    authTest,
    blocksValidate,
    chatDelete,
    chatGetPermalink,
    chatPostEphemeral,
    chatPostMessage,
    chatScheduleMessage,
    chatUpdate,
    conversationsHistory,
    conversationsInfo,
    conversationsMembers,
    conversationsOpen,
    conversationsReplies,
    filesCompleteUploadExternal,
    filesGetUploadUrlExternal,
    filesInfo,
    reactionsAdd,
    usergroupsList,
    usergroupsUsersList,
    usersInfo,
    usersLookupByEmail,
    viewsOpen,
    viewsPublish,
    viewsPush,
    viewsUpdate,
  ].map((method) => [method.name, method]),
);
