/** The variables that the bot is started with. None of these messages repeats a secret. */
import type { Explanations } from './explanation.ts';

export const environmentDiagnostics = {
  'zmgr::environment::bad-value': {
    happened: "A variable is set to something that it can't mean. The bot does not start.",
    remedy: 'Set it as the message says, or unset it.',
  },
  'zmgr::environment::missing': {
    happened:
      "A variable that the bot can't do without is not set, or empty. The bot does not start.",
    remedy: 'Set it as the message says; the README has a table of them all.',
  },
  'zmgr::environment::unused': {
    happened:
      'Variables of both Socket Mode and HTTP mode are set. The bot speaks Socket Mode and listens on no port.',
    remedy:
      'Unset `SLACK_APP_TOKEN` if HTTP mode is meant, `SLACK_SIGNING_SECRET` if Socket Mode is.',
  },
} satisfies Explanations;
