/** A playground in a directory of its own for one test file, and a person in it; both go when the file is through. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Playground,
  type PlaygroundOptions,
  startPlayground,
} from '../../playground/playground.ts';
import { PlaygroundClient } from './playground-client.ts';
import { copyDatabase, postgresServer } from './store-places.ts';

export interface Journey {
  readonly playground: Playground;
  readonly client: PlaygroundClient;
  readonly directory: string;
  /** Where its bot keeps what it remembers, as the environment says it. */
  readonly storeEnvironment: Readonly<Record<string, string>>;
  /** Whom the rule lets create. */
  readonly operator: string;
  /** All that the first bot has logged so far. */
  botLog(): string;
  end(): Promise<void>;
}

export async function startJourney(
  options: Pick<
    PlaygroundOptions,
    'mode' | 'seed' | 'omniosSeed' | 'installMilliseconds' | 'environment' | 'bots' | 'moreHosts'
  > &
    Partial<Pick<PlaygroundOptions, 'warn'>> = {},
): Promise<Journey> {
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-journey-'));
  const database = await databaseOfJourneys();
  // What making one costs at a first start, start.test.ts pays.
  if (database === undefined) await copyDatabase(join(directory, 'data'));
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  const playground = await startPlayground({
    port: 0,
    directory,
    installMilliseconds: 100,
    warn,
    ...options,
    environment: { ...database?.environment, ...options.environment },
  });
  const client = new PlaygroundClient(playground.url);
  return {
    playground,
    client,
    directory,
    storeEnvironment: database?.environment ?? { ZONEBOT_DATA: join(directory, 'data') },
    operator: await client.person('operator'),
    botLog: () => readFileSync(join(directory, 'bot.log'), 'utf8'),
    async end() {
      await playground.stop();
      await database?.remove();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** TEST_STORE=postgres has every journey made over a PostgreSQL of its own, instead of the embedded database. */
async function databaseOfJourneys() {
  const { TEST_STORE } = process.env;
  if (TEST_STORE !== 'postgres') return undefined;
  const server = await postgresServer();
  const { url } = await server.place();
  return { environment: { DATABASE_URL: url }, remove: () => server.remove() };
}
