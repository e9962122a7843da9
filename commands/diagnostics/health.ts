/** The pages for monitoring, on `HEALTH_PORT`. */
import type { Explanations } from './explanation.ts';

export const healthDiagnostics = {
  'zmgr::health::port-taken': {
    happened:
      "The port that `HEALTH_PORT` names can't be listened on: another process has it, perhaps another bot, or the bot's user may not. The bot does not start.",
    remedy: 'Set `HEALTH_PORT` to a free port above 1023, or unset it.',
  },
} satisfies Explanations;
