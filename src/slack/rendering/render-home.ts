/** An App Home as Slack's view: at most 100 blocks and 250 kB (types 3.2, views). */
import { appHome } from '../../authorise/app-home.ts';
import type { Home } from '../../home/home-section.ts';
import type { Pressable } from './offers.ts';
import { layOut } from './render.ts';
import type { JsonObject } from './spans.ts';
import { encodeMetadata } from './view-metadata.ts';

const limits = { blocks: 100, characters: 60_000 } as const;

export const homeView = (home: Home, pressable: Pressable): JsonObject => ({
  type: 'home',
  private_metadata: encodeMetadata({ channel: appHome }),
  blocks: layOut(home, appHome, pressable, limits),
});
