/** The audit trail. */
import type { Explanations } from './explanation.ts';

export const auditDiagnostics = {
  'zmgr::audit::no-trail': {
    happened: '`zonebot audit verify` looked into a database in which no bot has kept a trail.',
    remedy:
      'Run it with the `DATABASE_URL` or `ZONEBOT_DATA` that the bot runs with, as the same user.',
  },
} satisfies Explanations;
