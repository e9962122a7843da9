/** Who the bot is: auth.test, asked until Slack answers. A token that Slack refuses is told plainly and ends the start. */
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import { isPassing, refusalOf } from './call-fault.ts';
import type { SlackClients } from './clients.ts';

export interface BotIdentity {
  /** The workspace: the one whose people may do something. */
  readonly team: string;
  /** The Enterprise Grid organisation that the workspace is part of. */
  readonly enterprise?: string;
  readonly user: string;
  readonly botId: string;
}

const answer = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Of manifest.yml: what the methods in this folder need. */
export const botScopes = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'files:write',
  'files:read',
  'im:write',
  'users:read',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
] as const;

const firstWait = 1_000;
const longestWait = 30_000;

interface Patience {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** @throws Diagnostic `zmgr::slack::bad-bot-token`, `zmgr::slack::no-workspace`, `zmgr::slack::stopped` */
export async function askIdentity(
  clients: Pick<SlackClients, 'interactive'>,
  patience: Patience,
): Promise<BotIdentity> {
  // The clock's waits keep no process alive, and while the bot starts there may be nothing else that does.
  const alive = setInterval(() => {}, longestWait);
  try {
    return await untilAnswered(clients, patience);
  } finally {
    clearInterval(alive);
  }
}

/** Why Slack takes the bot token no longer; undefined when it does, or the process is to stop before it says so. */
export async function refusalOfToken(
  clients: Pick<SlackClients, 'interactive'>,
  patience: Patience,
): Promise<Diagnostic | undefined> {
  try {
    await askIdentity(clients, patience);
    return undefined;
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    return error.code === 'zmgr::slack::stopped' ? undefined : error;
  }
}

async function untilAnswered(
  { interactive }: Pick<SlackClients, 'interactive'>,
  { clock, log, signal }: Patience,
): Promise<BotIdentity> {
  for (let wait = firstWait; ; wait = Math.min(wait * 2, longestWait)) {
    try {
      const said = answer.parse(await interactive.apiCall('auth.test'));
      if (said.is_enterprise_install === true) throw noWorkspace();
      warnOfMissingScopes(said.response_metadata?.scopes, log);
      return {
        team: said.team_id,
        user: said.user_id,
        botId: said.bot_id,
        ...(typeof said.enterprise_id === 'string' && { enterprise: said.enterprise_id }),
      };
    } catch (error) {
      if (error instanceof Diagnostic) throw error;
      if (!isPassing(error)) throw refused(error);
      log.warn({ err: error, again: wait }, 'Slack does not answer; it is asked again');
    }
    await clock.sleep(wait, signal);
    if (signal.aborted) {
      throw new Diagnostic({
        code: 'zmgr::slack::stopped',
        message: 'Stopped before Slack answered',
      });
    }
  }
}

function refused(error: unknown): Diagnostic {
  const word = refusalOf(error);
  return new Diagnostic({
    code: 'zmgr::slack::bad-bot-token',
    message: `Slack refuses SLACK_BOT_TOKEN: ${word ?? 'its answer is not understood'}`,
    help: 'Set it to the Bot User OAuth Token (xoxb-…) under OAuth & Permissions on api.slack.com/apps; reinstall the app there if it was revoked.',
    cause: error,
  });
}

/** A token of a whole organisation has no workspace whose people could be told from others. */
const noWorkspace = (): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::slack::no-workspace',
    message: 'SLACK_BOT_TOKEN is of an app that is installed for a whole organisation',
    help: 'Install the app in the one workspace whose people are to use it, and set the token that it has there.',
  });

/** The app-level token's turn. */
export const refusedAppToken = (error: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::slack::bad-app-token',
    message: `Slack refuses SLACK_APP_TOKEN: ${refusalOf(error) ?? 'no connection came about'}`,
    help: 'Set it to an app-level token (xapp-…) with the scope connections:write, from Basic Information on api.slack.com/apps; Socket Mode must be on there.',
    cause: error,
  });

/** Slack tells what the token may do in a header of every answer. */
function warnOfMissingScopes(granted: readonly string[] | undefined, log: Log): void {
  const missing = botScopes.filter((scope) => granted !== undefined && !granted.includes(scope));
  if (missing.length === 0) return;
  const err = new Diagnostic({
    code: 'zmgr::slack::missing-scopes',
    message: `The Slack app lacks scopes: ${missing.join(', ')}`,
    help: 'Update the app from manifest.yml on api.slack.com/apps, and reinstall it.',
  });
  log.warn({ err }, 'some things will be refused');
}
