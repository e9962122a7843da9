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
} satisfies Explanations;
