/** What is read of a manifest, and that the playground can install the bot from the real one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromManifest } from '../../../playground/slack/manifest.ts';

test('scopes, events, shortcuts, the command and the App Home', () => {
  const text = `
features:
  app_home: { home_tab_enabled: true }
  shortcuts: [{ type: global, name: Create zone, callback_id: create, description: x }]
  slash_commands: [{ command: /zone }]
oauth_config: { scopes: { bot: [commands] } }
settings: { event_subscriptions: { bot_events: [app_mention] } }
`;
  expect(fromManifest(text)).toEqual({
    command: '/zone',
    hasHome: true,
    scopes: ['commands'],
    events: ['app_mention'],
    shortcuts: [{ type: 'global', name: 'Create zone', callbackId: 'create' }],
  });
});

test('the bot’s own', () => {
  const path = join(import.meta.dirname, '../../../manifest.yml');
  const installed = fromManifest(readFileSync(path, 'utf8'));
  expect(installed.command).toBe('/zone');
  expect(installed.scopes).toContain('chat:write');
});
