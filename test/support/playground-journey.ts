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

export interface Journey {
  readonly playground: Playground;
  readonly client: PlaygroundClient;
  readonly directory: string;
  /** Whom the rule lets create. */
  readonly operator: string;
  /** All that the bot has logged so far. */
  botLog(): string;
  end(): Promise<void>;
}

export async function startJourney(
  options: Pick<
    PlaygroundOptions,
    'mode' | 'seed' | 'omniosSeed' | 'installMilliseconds' | 'environment'
  > = {},
): Promise<Journey> {
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-journey-'));
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  const playground = await startPlayground({
    port: 0,
    directory,
    installMilliseconds: 100,
    warn,
    ...options,
  });
  const client = new PlaygroundClient(playground.url);
  return {
    playground,
    client,
    directory,
    operator: await client.person('operator'),
    botLog: () => readFileSync(join(directory, 'bot.log'), 'utf8'),
    async end() {
      await playground.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
