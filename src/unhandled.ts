/**
 * What to say when something was rejected and nobody was there to see it. The process can't be trusted any more: it says
 * why, stops as it does on SIGTERM, and is started again; operations go on where they were.
 */
import { Diagnostic } from '../hostlink/diagnostic.ts';

export const unhandled = (reason: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::bot::fault',
    message: 'Something went wrong inside zonebot, and it stops to start afresh',
    help: 'Operations go on. If it happens again, the log tells why.',
    cause: reason,
  });
