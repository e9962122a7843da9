/**
 * POST /_control/workspace `{change: {kind, …}}`: what admins and owners do, and what it does to the bot. Answers once the
 * app has acked what it was told.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { archive, join, leave, share } from '../../slack/changes/channels.ts';
import { changeInstallation } from '../../slack/changes/installation.ts';
import { changePerson } from '../../slack/changes/people.ts';
import { changeMembers } from '../../slack/changes/user-groups.ts';
import type { SlackCore } from '../../slack/core.ts';
import { channelOf } from '../../slack/interactions/gesture.ts';
import type { User, UserGroup } from '../../slack/workspace/model.ts';
import type { ControlDependencies } from '../dependencies.ts';
import { badRequest, jsonBody, read } from '../input.ts';

const id = z.string().min(1);

const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    user: id,
    name: id.exactOptional(),
    realName: id.exactOptional(),
    isDeleted: z.boolean().exactOptional(),
    isRestricted: z.boolean().exactOptional(),
    isUltraRestricted: z.boolean().exactOptional(),
    isAdmin: z.boolean().exactOptional(),
  }),
  z.object({ kind: z.enum(['join', 'leave']), channel: id, user: id }),
  z.object({ kind: z.enum(['archive', 'unarchive']), channel: id, user: id.exactOptional() }),
  z.object({ kind: z.enum(['share', 'unshare']), channel: id }),
  z.object({ kind: z.literal('user-group'), group: id, users: z.array(id) }),
  z.object({ kind: z.literal('delete-message'), channel: id, ts: id }),
  z.object({
    kind: z.literal('settings'),
    userGroups: z.boolean().exactOptional(),
    fileUploads: z.boolean().exactOptional(),
  }),
  z.object({ kind: z.enum(['revoke-tokens', 'uninstall', 'install']) }),
]);
type Change = z.infer<typeof change>;

const input = z.object({ change });

export function workspaceRoutes({ slack }: ControlDependencies): Hono {
  return new Hono().post('/_control/workspace', async (context) => {
    await make(slack, read(input, await jsonBody(context)).change);
    return context.json({ ok: true });
  });
}

async function make(core: SlackCore, wanted: Change): Promise<void> {
  switch (wanted.kind) {
    case 'person': {
      const { kind: _, user, ...changed } = wanted;
      return changePerson(core, userOf(core, user), changed);
    }
    case 'join':
      return join(core, channelOf(core, wanted.channel), userOf(core, wanted.user));
    case 'leave':
      return leave(core, channelOf(core, wanted.channel), userOf(core, wanted.user));
    case 'archive':
    case 'unarchive': {
      const by = userOf(core, wanted.user ?? core.workspace.people[0]?.id ?? '');
      return archive(core, channelOf(core, wanted.channel), by, wanted.kind === 'archive');
    }
    case 'share':
    case 'unshare':
      return share(core, channelOf(core, wanted.channel), wanted.kind === 'share');
    case 'user-group': {
      for (const user of wanted.users) userOf(core, user);
      return changeMembers(core, groupOf(core, wanted.group), wanted.users);
    }
    case 'delete-message':
      return deleteMessage(core, wanted);
    case 'settings': {
      const { kind: _, ...settings } = wanted;
      core.workspace.settings = { ...core.workspace.settings, ...settings };
      return;
    }
    case 'revoke-tokens':
      return changeInstallation(core, 'tokens-revoked');
    case 'uninstall':
      return changeInstallation(core, 'uninstalled');
    case 'install':
      return changeInstallation(core, 'installed');
    default:
      wanted satisfies never;
  }
}

function deleteMessage(core: SlackCore, { channel, ts }: { channel: string; ts: string }): void {
  const message = core.workspace.message(channelOf(core, channel).id, ts);
  if (message === undefined) throw badRequest(`There is no message ${ts} in ${channel}`);
  core.workspace.remove(message);
}

/** Anyone, bots too: the bot itself can be thrown out of a channel. */
function userOf({ workspace }: SlackCore, wanted: string): User {
  const user = workspace.user(wanted);
  if (user !== undefined) return user;
  const known = workspace.users.map((each) => `${each.id} (${each.name})`);
  throw badRequest(`There is nobody "${wanted}" in the playground`, known.join(', '));
}

function groupOf({ workspace }: SlackCore, wanted: string): UserGroup {
  const group = workspace.userGroups.find((each) => each.id === wanted);
  if (group !== undefined) return group;
  const known = workspace.userGroups.map((each) => `${each.id} (@${each.handle})`);
  throw badRequest(`There is no user group "${wanted}" in the playground`, known.join(', '));
}
