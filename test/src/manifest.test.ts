/** manifest.yml against the code: scopes of the methods in use, commands, events, Socket Mode, Slack's limits. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { exampleUrl } from '../../docs/generate/manifest-http.ts';
import { seed } from '../../playground/slack/seed.ts';
import { slashCommand } from '../../src/slack/gestures/commands.ts';
import { createShortcut, zoneActionsShortcut } from '../../src/slack/gestures/shortcuts.ts';
import { botScopes } from '../../src/slack/web-api/identity.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'src/slack');
const code = readdirSync(folder, { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');

/** Strict: what Slack's manifest reference does not know would be refused there (docs.slack.dev, "App manifest reference"). */
const manifest = z
  .strictObject({
    _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
    display_information: z.strictObject({
      name: z.string().max(35),
      description: z.string().max(140),
      background_color: z.string().regex(/^#[0-9a-f]{6}$/),
    }),
    features: z.strictObject({
      app_home: z.strictObject({
        home_tab_enabled: z.boolean(),
        messages_tab_enabled: z.boolean(),
        messages_tab_read_only_enabled: z.boolean(),
      }),
      bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
      shortcuts: z
        .array(
          z.strictObject({
            name: z.string().max(24),
            type: z.enum(['global', 'message']),
            callback_id: z.string().max(255),
            description: z.string().max(150),
          }),
        )
        .max(10),
      slash_commands: z
        .array(
          z.strictObject({
            command: z.string().max(32).startsWith('/'),
            description: z.string().max(2000),
            usage_hint: z.string().max(1000),
            should_escape: z.boolean(),
          }),
        )
        .max(50),
    }),
    oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.strictObject({
      event_subscriptions: z.strictObject({ bot_events: z.array(z.string()) }).optional(),
      interactivity: z.strictObject({ is_enabled: z.boolean() }),
      org_deploy_enabled: z.boolean(),
      socket_mode_enabled: z.boolean(),
      token_rotation_enabled: z.boolean(),
    }),
  })
  .parse(parse(readFileSync(join(root, 'manifest.yml'), 'utf8')));

/** Bot scopes by method (docs.slack.dev/reference/methods). */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'users.info': ['users:read'],
  'usergroups.users.list': ['usergroups:read'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.info': ['files:read'],
  'conversations.open': ['im:write'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
};

/** Bot scopes by event (docs.slack.dev/reference/events). */
const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
};

const all = (pattern: RegExp): readonly string[] => [
  ...new Set([...code.matchAll(pattern)].map((match) => match[1] ?? '')),
];
const events = all(/app\.event\('([a-z_]+)'/g);
const sorted = (words: Iterable<string>) => [...words].toSorted((a, b) => a.localeCompare(b));

test('scopes: those of the methods in use, and no others', () => {
  const methods = all(
    /'((?:auth|chat|users|usergroups|conversations|views|files|reactions)\.[a-zA-Z.]+)'/g,
  );
  expect(methods.length).toBeGreaterThan(5);
  expect(sorted(methods)).toEqual(sorted(Object.keys(scopesOf)));
  const needed = new Set([
    'commands',
    ...events.flatMap((event) => scopesOfEvents[event] ?? []),
    ...methods.flatMap((method) => scopesOf[method] ?? []),
  ]);
  expect(sorted(manifest.oauth_config.scopes.bot)).toEqual(sorted(needed));
  expect(sorted(botScopes)).toEqual(sorted(needed));
});

test('commands, buttons and events: those that are listened to', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([slashCommand]);
  expect(all(/app\.(command)\(/g)).toEqual(['command']);
  expect(manifest.features.slash_commands[0]?.should_escape).toBe(true);
  expect(manifest.settings.interactivity.is_enabled).toBe(all(/app\.(action|view)\(/g).length > 0);
  expect(events.length).toBeGreaterThan(0);
  expect(sorted(manifest.settings.event_subscriptions?.bot_events ?? [])).toEqual(sorted(events));
});

test('shortcuts: those that are listened to, and those that the playground offers', () => {
  const { shortcuts } = manifest.features;
  expect(shortcuts.map(({ callback_id }) => callback_id)).toEqual([
    createShortcut,
    zoneActionsShortcut,
  ]);
  expect(all(/app\.shortcut\(([a-zA-Z]+)/g)).toEqual(['createShortcut', 'zoneActionsShortcut']);
  expect(
    shortcuts.map(({ type, name, callback_id: callbackId }) => ({ type, name, callbackId })),
  ).toEqual(seed.app.shortcuts);
});

test('Socket Mode, and nothing that needs an address of ours', () => {
  expect(manifest.settings.socket_mode_enabled).toBe(code.includes('SocketModeReceiver'));
  expect(JSON.stringify(manifest)).not.toMatch(/_url|redirect_urls/);
});

/** Where each kind of delivery has its address in HTTP mode (docs.slack.dev, "App manifest reference"). */
const addresses = {
  features: { slash_commands: manifest.features.slash_commands.map(() => ({ url: exampleUrl })) },
  settings: {
    event_subscriptions: { request_url: exampleUrl },
    interactivity: { request_url: exampleUrl, message_menu_options_url: exampleUrl },
    socket_mode_enabled: false,
  },
};

test('for HTTP mode: the same with an address for each kind of delivery, at the path that is listened to', () => {
  const forHttp: unknown = parse(readFileSync(join(root, 'docs/manifest-http.yml'), 'utf8'));
  expect(forHttp).toMatchObject(addresses);
  expect(new URL(exampleUrl)).toMatchObject({ protocol: 'https:', pathname: '/slack/events' });
  const withoutAddresses = JSON.parse(
    JSON.stringify(forHttp, (key, value: unknown) =>
      key === 'url' || key.endsWith('_url') ? undefined : value,
    ).replace('"socket_mode_enabled":false', '"socket_mode_enabled":true'),
  );
  expect(withoutAddresses).toEqual(manifest);
});
