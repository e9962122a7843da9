/** The events by which Slack says that the app was taken off the workspace, or its token back. */
import type { App } from '@slack/bolt';
import type { TokenWatch } from './web-api/token-watch.ts';

/** Events of manifest.yml. */
export function listenToUninstalling(app: App, tokens: TokenWatch): void {
  app.event('tokens_revoked', () => tokens.suspect());
  app.event('app_uninstalled', () => tokens.suspect());
}
