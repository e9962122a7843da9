/** One playground for many tries: the real bot over one of the stores, simulated hosts, a local Slack. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedHost } from '../../playground/hosts/host.ts';
import { channels } from '../../playground/slack/seed.ts';
import type { Message } from '../../playground/slack/workspace/model.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';
import { embeddedPlace, type PostgresServer, type TestPlace } from '../support/store-places.ts';

export const stores = ['embedded', 'postgres'] as const;
export type Store = (typeof stores)[number];

export interface World extends Journey {
  readonly store: Store;
  readonly host: SimulatedHost;
  /** The host's state directory, as this machine sees it. */
  readonly state: string;
  readonly approver: string;
  /** In the channel where cards go, ephemeral ones too. */
  messages(): readonly Message[];
  /** Ids of all operations that the host has heard of. */
  operations(): ReadonlySet<string>;
  /** The bot's entries about an operation, by when they were written. */
  entriesAbout(operation: string): readonly Date[];
  /** How often the bot has said that it is ready. */
  readies(): number;
  /** For who reads it once the world has ended. */
  readonly place: TestPlace['place'];
  /** Removes the database too. */
  remove(): Promise<void>;
}

/** Short: what takes time in a try is the bot's start. */
const installMilliseconds = 60;

/** @param server needed for the store postgres */
export async function startWorld(store: Store, server?: PostgresServer): Promise<World> {
  const { place, remove } = await placeFor(store, server);
  const journey = await startJourney({
    installMilliseconds,
    environment:
      place.kind === 'embedded' ? { ZONEBOT_DATA: place.directory } : { DATABASE_URL: place.url },
  });
  const { playground, client, botLog } = journey;
  const [host] = playground.hosts;
  if (host === undefined) throw new Error('the playground has no host');
  const state = join(host.root, 'var/zmgr');
  // As the first operation would make it: who watches for operations finds it there.
  mkdirSync(join(state, 'ops'), { recursive: true });
  let ended: Promise<void> | undefined;
  return {
    ...journey,
    end: () => {
      ended ??= journey.end();
      return ended;
    },
    store,
    host,
    state,
    approver: await client.person('approver'),
    messages: () => playground.slack.core.workspace.messages(channels.ops),
    operations: () => new Set(readdirSync(join(state, 'ops'))),
    entriesAbout: (operation) =>
      botLog()
        .split('\n')
        .filter((line) => line.includes(`"operation":"${operation}"`))
        .map((line) => new Date(/"time":"([^"]+)"/.exec(line)?.[1] ?? 0)),
    readies: () => botLog().split('"zonebot is ready"').length - 1,
    place,
    remove,
  };
}

async function placeFor(store: Store, server: PostgresServer | undefined): Promise<TestPlace> {
  if (store === 'embedded') return embeddedPlace();
  if (server === undefined) throw new Error('the store postgres needs a server');
  return server.place();
}
