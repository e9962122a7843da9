/** manifest-http.yml: manifest.yml as HTTP mode needs it, with the addresses at which Slack reaches the bot. */
import { parseDocument } from 'yaml';
import { eventsPath } from '../../src/slack/receiving/http-guard.ts';

/** Whoever pastes it puts a name of their own here. */
export const exampleUrl = `https://zonebot.example.com${eventsPath}`;

export function httpManifest(socketModeManifest: string): string {
  const manifest = parseDocument(socketModeManifest);
  manifest.commentBefore = [
    ' The Slack app for HTTP mode: manifest.yml with addresses, written from it by npm run docs. Put the name under which',
    ` Slack reaches the bot in place of zonebot.example.com, everywhere. See installation.md.`,
  ].join('\n');
  const commands = manifest.toJS().features.slash_commands.length;
  for (let at = 0; at < commands; at += 1) {
    manifest.setIn(['features', 'slash_commands', at, 'url'], exampleUrl);
  }
  manifest.setIn(['settings', 'event_subscriptions', 'request_url'], exampleUrl);
  manifest.setIn(['settings', 'interactivity', 'request_url'], exampleUrl);
  manifest.setIn(['settings', 'interactivity', 'message_menu_options_url'], exampleUrl);
  manifest.setIn(['settings', 'socket_mode_enabled'], false);
  return manifest.toString({ lineWidth: 0 });
}
