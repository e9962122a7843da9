/**
 * Our log, as Bolt and the web client take one. Their debug lines are dropped whatever level is set: they hold whole
 * payloads, with response URLs and what people typed.
 */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log/log.ts';

export function slackLogger(log: Log, part: string): Logger {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (...words: readonly unknown[]): void => {
      const errors = words.filter((word) => word instanceof Error);
      const message = words
        .filter((word) => !(word instanceof Error))
        .map((word) => (typeof word === 'string' ? word : JSON.stringify(word)))
        .join(' ');
      log[level]({ part, ...(errors.length > 0 && { err: errors[0] }) }, message);
    };
  return {
    debug: () => {},
    // Bolt's "info" is what happens on every reconnection.
    info: (...words) => log.debug({ part }, words.map(String).join(' ')),
    warn: at('warn'),
    error: at('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
