/** Directory over the Web API: users.info, usergroups.users.list, conversations.info. What is not said counts against. */
import { z } from 'zod';
import type { Directory } from '../../authorise/directory.ts';
import { refusalOf } from './call-fault.ts';
import type { SlackClients } from './clients.ts';

const userAnswer = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string(),
    // Only in an Enterprise Grid organisation: the person's workspaces in it.
    enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).optional(),
    deleted: z.boolean().default(false),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
  }),
});
const groupAnswer = z.object({ users: z.array(z.string()) });
const channelAnswer = z.object({
  channel: z.object({
    is_member: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_ext_shared: z.boolean(),
    is_pending_ext_shared: z.boolean().default(false),
  }),
});

/** Slack's own pseudo user, which users.info does not call a bot. */
const slackbot = 'USLACKBOT';

export const createDirectory = ({ interactive }: Pick<SlackClients, 'interactive'>): Directory => ({
  person: (user) =>
    unless(['user_not_found', 'users_not_found', 'user_not_visible'], async () => {
      const { user: said } = userAnswer.parse(await interactive.apiCall('users.info', { user }));
      return {
        user: said.id,
        teams: new Set([said.team_id, ...(said.enterprise_user?.teams ?? [])]),
        isDeleted: said.deleted,
        isBot: said.is_bot || said.id === slackbot,
        isGuest: said.is_restricted || said.is_ultra_restricted,
        isStranger: said.is_stranger,
      };
    }),

  members: (usergroup) =>
    unless(['no_such_subteam'], async () => {
      const answer = await interactive.apiCall('usergroups.users.list', { usergroup });
      return new Set(groupAnswer.parse(answer).users);
    }),

  channel: (channel) =>
    // A direct message is no place where the bot could post, nor one that others look into.
    channel.startsWith('D')
      ? Promise.resolve(undefined)
      : unless(['channel_not_found'], async () => {
          const answer = await interactive.apiCall('conversations.info', { channel });
          const { channel: said } = channelAnswer.parse(answer);
          return {
            isMember: said.is_member && !said.is_archived,
            isShared: said.is_ext_shared || said.is_pending_ext_shared,
          };
        }),
});

/** Undefined where Slack says that there is no such thing; every other trouble is thrown. */
async function unless<T>(words: readonly string[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const word = refusalOf(error);
    if (word !== undefined && words.includes(word)) return undefined;
    throw error;
  }
}
