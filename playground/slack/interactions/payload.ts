/** What the payloads of all interactions say: who, for which app, in which team. */
import type { SlackCore } from '../core.ts';
import type { JsonObject } from '../json.ts';
import { teamOf } from '../workspace/as-slack.ts';
import type { Channel, User } from '../workspace/model.ts';

export const interactionOf = (core: SlackCore, type: string, user: User): JsonObject => ({
  type,
  team: {
    id: core.workspace.team.id,
    domain: core.workspace.team.domain,
    ...enterpriseOf(core),
  },
  user: {
    id: user.id,
    username: user.name,
    name: user.name,
    team_id: teamOf(user, core.workspace),
  },
  api_app_id: core.workspace.app.id,
  token: 'playground-verification-token',
  enterprise: core.workspace.team.enterprise ?? null,
  is_enterprise_install: false,
});

/** Said besides the team in a workspace of an Enterprise Grid organisation. */
export function enterpriseOf({ workspace }: SlackCore): JsonObject {
  const { enterprise } = workspace.team;
  return enterprise === undefined
    ? {}
    : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
}

/** A channel as interactions and commands name it: what it is called is not told of private ones. */
export const channelName = ({ im, isPrivate, name }: Channel): string => {
  if (im !== undefined) return 'directmessage';
  return isPrivate === true ? 'privategroup' : name;
};

/** "sec.micro", as `action_ts` has it. */
export const secondsNow = (core: SlackCore): string => (core.clock.now() / 1000).toFixed(6);
