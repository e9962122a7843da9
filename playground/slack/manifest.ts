/**
 * What an app's manifest says of it, as far as the local Slack acts on it: the playground installs the bot with what
 * manifest.yml asks for, and nothing more. https://docs.slack.dev/reference/app-manifest
 */
import { parse } from 'yaml';
import { z } from 'zod';
import type { InstalledApp } from './workspace/model.ts';

const manifest = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).optional(),
    slash_commands: z.tuple([z.object({ command: z.string() })]),
    shortcuts: z
      .array(
        z.object({
          type: z.enum(['global', 'message']),
          name: z.string(),
          callback_id: z.string(),
        }),
      )
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }).optional(),
  }),
});

/** @throws ZodError when the text is no such manifest */
export function fromManifest(
  text: string,
): Pick<InstalledApp, 'command' | 'hasHome' | 'scopes' | 'events' | 'shortcuts'> {
  const { features, oauth_config, settings } = manifest.parse(parse(text));
  return {
    command: features.slash_commands[0].command,
    hasHome: features.app_home?.home_tab_enabled ?? false,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
    shortcuts: features.shortcuts.map(({ callback_id, ...rest }) => ({
      ...rest,
      callbackId: callback_id,
    })),
  };
}
