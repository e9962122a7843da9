/**
 * An app's manifest, held against Slack's own rules, and what the local Slack makes of it: the playground installs the
 * bot with what manifest.yml asks for, and nothing more. https://docs.slack.dev/reference/app-manifest
 */
import { parse } from 'yaml';
import { z } from 'zod';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { InstalledApp } from './workspace/model.ts';

const text = (most: number) => z.string().min(1).max(most);
const scopes = z.array(z.string());

/** Limits of @slack/web-api 8.2 (types of the manifest requests). What is not in the reference is refused. */
export const manifest = z.strictObject({
  _metadata: z
    .strictObject({ major_version: z.union([z.literal(1), z.literal(2)]), minor_version: z.int() })
    .optional(),
  display_information: z.strictObject({
    name: text(35),
    description: text(140).optional(),
    long_description: text(4000).optional(),
    background_color: z
      .string()
      .regex(/^#(?:[0-9a-f]{3}){1,2}$/i)
      .optional(),
  }),
  features: z.strictObject({
    app_home: z
      .strictObject({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().optional(),
        messages_tab_read_only_enabled: z.boolean().optional(),
      })
      .optional(),
    bot_user: z
      .strictObject({ display_name: text(80), always_online: z.boolean().optional() })
      .optional(),
    shortcuts: z
      .array(
        z.strictObject({
          type: z.enum(['global', 'message']),
          name: text(24),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10)
      .default([]),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(32).startsWith('/'),
          description: text(2000),
          usage_hint: text(1000).optional(),
          should_escape: z.boolean().optional(),
          url: z.url().optional(),
        }),
      )
      .max(50)
      .default([]),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(z.url()).optional(),
    scopes: z.strictObject({
      bot: scopes.default([]),
      user: scopes.optional(),
      bot_optional: scopes.optional(),
      user_optional: scopes.optional(),
    }),
    token_management_enabled: z.boolean().optional(),
  }),
  settings: z.strictObject({
    allowed_ip_address_ranges: z.array(z.string()).optional(),
    event_subscriptions: z
      .strictObject({
        request_url: z.url().optional(),
        bot_events: z.array(z.string()).max(100).default([]),
        metadata_subscriptions: z.array(z.unknown()).min(1).max(20).optional(),
      })
      .optional(),
    interactivity: z
      .strictObject({
        is_enabled: z.boolean(),
        request_url: z.url().optional(),
        message_menu_options_url: z.url().optional(),
      })
      .optional(),
    org_deploy_enabled: z.boolean().optional(),
    socket_mode_enabled: z.boolean().optional(),
    token_rotation_enabled: z.boolean().optional(),
  }),
});

export interface ManifestFault {
  /** A JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** What Slack would refuse in it; nothing when it would take it. */
export function manifestFaults(value: unknown): readonly ManifestFault[] {
  const { error } = manifest.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step)}`).join(''),
    message,
  }));
}

/**
 * @param yaml of an app with one command
 * @throws Diagnostic `zmgr::playground::bad-manifest` for what Slack would refuse
 */
export function fromManifest(
  yaml: string,
): Pick<InstalledApp, 'command' | 'hasHome' | 'scopes' | 'events' | 'shortcuts'> {
  const value: unknown = parse(yaml);
  const [fault] = manifestFaults(value);
  if (fault !== undefined) throw badManifest(`${fault.pointer}: ${fault.message}`);
  const { features, oauth_config, settings } = manifest.parse(value);
  const [command, ...others] = features.slash_commands;
  if (command === undefined || others.length > 0) {
    throw badManifest('the playground takes apps with one command');
  }
  return {
    command: command.command,
    hasHome: features.app_home?.home_tab_enabled ?? false,
    scopes: [...oauth_config.scopes.bot, ...(oauth_config.scopes.bot_optional ?? [])],
    events: settings.event_subscriptions?.bot_events ?? [],
    shortcuts: features.shortcuts.map(({ type, name, callback_id }) => ({
      type,
      name,
      callbackId: callback_id,
    })),
  };
}

const badManifest = (why: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::playground::bad-manifest',
    message: `Slack would refuse the manifest: ${why}`,
    help: 'See https://docs.slack.dev/reference/app-manifest',
  });
