/** Slack, at the start of the bot. */
import type { Explanations } from './explanation.ts';

export const slackDiagnostics = {
  'zmgr::slack::bad-app-token': {
    happened:
      'Slack refuses the app-level token, with which Socket Mode connects. The bot does not start.',
    remedy:
      'Set `SLACK_APP_TOKEN` to an app-level token (xapp-…) with the scope `connections:write`, from Basic Information on api.slack.com/apps; Socket Mode must be on.',
  },
  'zmgr::slack::bad-bot-token': {
    happened:
      'Slack refuses the bot token: revoked, of another workspace, or mistyped. The bot does not start.',
    remedy:
      'Set `SLACK_BOT_TOKEN` to the Bot User OAuth Token (xoxb-…) under OAuth & Permissions on api.slack.com/apps; reinstall the app there if it was revoked.',
  },
  'zmgr::slack::missing-scopes': {
    happened: 'The app was installed with fewer scopes than the bot needs.',
    remedy:
      'Update the app from `manifest.yml` on api.slack.com/apps, and reinstall it to the workspace.',
  },
  'zmgr::slack::no-modal': {
    happened:
      'Slack gives three seconds for opening a form, and this one came too late, or Slack did not answer.',
    remedy: 'Press or type it once more; a whole command line needs no form.',
  },
  'zmgr::slack::no-workspace': {
    happened:
      'The app is installed for a whole Enterprise Grid organisation. The bot serves the people of one workspace, and could not tell them from others. It does not start.',
    remedy:
      'Install the app in that workspace alone (`org_deploy_enabled` is false in `manifest.yml`), and set `SLACK_BOT_TOKEN` to the token that it has there.',
  },
  'zmgr::slack::port-taken': {
    happened:
      "The port on which HTTP mode waits for Slack can't be listened on: another process has it, the address is none of this machine, or the bot's user may not. The bot does not start.",
    remedy: 'Set `PORT` to a free port above 1023.',
  },
  'zmgr::slack::stopped': {
    happened: "The bot was stopped while it still waited for Slack's answer.",
    remedy: 'Nothing needs to be done.',
  },
} satisfies Explanations;
