/** What is read of a manifest, and that the playground can install the bot from the real one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromManifest } from '../../../playground/slack/manifest.ts';
import { startSlack } from '../../../playground/slack/server.ts';
import { post } from './support/api.ts';

const good = `
display_information: { name: zonebot }
features:
  app_home: { home_tab_enabled: true }
  shortcuts: [{ type: global, name: Create zone, callback_id: create, description: x }]
  slash_commands: [{ command: /zone, description: Zones }]
oauth_config: { scopes: { bot: [commands] } }
settings: { event_subscriptions: { bot_events: [app_mention] } }
`;

test('scopes, events, shortcuts, the command and the App Home', () => {
  expect(fromManifest(good)).toEqual({
    command: '/zone',
    hasHome: true,
    scopes: ['commands'],
    events: ['app_mention'],
    shortcuts: [{ type: 'global', name: 'Create zone', callbackId: 'create' }],
  });
});

describe('refused', () => {
  test.each<[string, string, string, string]>([
    [
      'a name that is too long',
      'name: zonebot',
      `name: ${'x'.repeat(36)}`,
      '/display_information/name',
    ],
    ['what the reference does not know', 'settings: {', 'settings: { magic: true, ', '/settings'],
    ['a command without a slash', 'command: /zone', 'command: zone', '/features/slash_commands/0'],
    ['no text of a command', ', description: Zones', '', '/features/slash_commands/0/description'],
    ['another kind of shortcut', 'type: global', 'type: local', '/features/shortcuts/0/type'],
  ])('%s', (_, before, after, pointer) => {
    expect(good).toContain(before);
    expect(() => fromManifest(good.replace(before, after))).toThrow(`the manifest: ${pointer}`);
  });

  test('two commands, which the playground has no use for', () => {
    const two = 'slash_commands: [{ command: /a, description: A }, ';
    expect(() => fromManifest(good.replace('slash_commands: [', two))).toThrow('one command');
  });
});

test('apps.manifest.validate says the same, to whoever keeps the configuration', async () => {
  const slack = await startSlack({ port: 0 });
  const validate = async (manifest: unknown, token: string) =>
    (await post(slack, 'apps.manifest.validate', { manifest }, token)).json();
  const { configToken, botToken } = slack.credentials;
  const value: unknown = parse(good);
  expect(await validate(value, configToken)).toEqual({ ok: true, errors: [] });
  expect(await validate(value, botToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await validate({}, configToken)).toMatchObject({
    ok: false,
    error: 'invalid_manifest',
    errors: [{ pointer: '/display_information' }, {}, {}, {}],
  });
  await slack.stop();
});

test('the bot’s own', () => {
  const path = join(import.meta.dirname, '../../../manifest.yml');
  const installed = fromManifest(readFileSync(path, 'utf8'));
  expect(installed.command).toBe('/zone');
  expect(installed.scopes).toContain('chat:write');
});
