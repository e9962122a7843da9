/**
 * What to say when something was rejected and nobody was there to see it. Socket Mode rejects so when Slack takes the
 * token back while it connects anew (socket-mode 3.1). Either way the process can't be trusted any more: it says why,
 * stops as it does on SIGTERM, and is started again; operations go on where they were.
 */
import { WebAPIPlatformError } from '@slack/web-api';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { refusedAppToken } from './identity.ts';

export const unhandled = (reason: unknown): Diagnostic =>
  reason instanceof WebAPIPlatformError
    ? refusedAppToken(reason)
    : new Diagnostic({
        code: 'zmgr::bot::fault',
        message: 'Something went wrong inside zonebot, and it stops to start afresh',
        help: 'Operations go on. If it happens again, the log tells why.',
        cause: reason,
      });
