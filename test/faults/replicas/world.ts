/** Three bots on one PostgreSQL, their hosts, a local Slack, and a look into the database beside them. */
import { Pool } from 'pg';
import { z } from 'zod';
import type { SimulatedHost } from '../../../playground/hosts/host.ts';
import { channels } from '../../../playground/slack/seed.ts';
import type { Message } from '../../../playground/slack/workspace/model.ts';
import { type Journey, startJourney } from '../../support/playground-journey.ts';
import { until } from '../../support/processes.ts';
import { postgresServer } from '../../support/store-places.ts';
import type { Size } from './size.ts';

export interface ReplicasWorld extends Journey {
  readonly approver: string;
  readonly hosts: readonly SimulatedHost[];
  readonly url: string;
  /** Rows of a statement of our own. */
  ask<T>(row: z.ZodType<T>, text: string, values?: readonly unknown[]): Promise<readonly T[]>;
  /** Names of the replicas that have a seat. */
  seated(): Promise<readonly string[]>;
  messages(): readonly Message[];
  /** What was warned of so far, such as a bot that ended by itself. */
  readonly warnings: readonly string[];
  /** The bots go, the database stays, for who reads it. */
  endBots(): Promise<void>;
}

/** Milliseconds. */
const installing = 2_000;

export async function startReplicasWorld({ bots, hosts }: Size): Promise<ReplicasWorld> {
  const server = await postgresServer();
  const { url } = await server.place();
  const moreHosts = Array.from({ length: hosts - 1 }, (_, index) => `h${index + 2}`);
  const warnings: string[] = [];
  const journey = await startJourney({
    warn: (line) => warnings.push(line),
    bots,
    moreHosts,
    installMilliseconds: installing,
    environment: { DATABASE_URL: url },
  });
  const pool = new Pool({ connectionString: url, application_name: 'campaign', max: 2 });
  pool.on('error', () => {});
  const { playground, client } = journey;
  const world: ReplicasWorld = {
    ...journey,
    approver: await client.person('approver'),
    hosts: playground.hosts.filter(({ name }) => name !== 'om-01'),
    url,
    ask: async (row, text, values = []) =>
      z.array(row).parse((await pool.query(text, [...values])).rows),
    seated: async () =>
      (
        await world.ask(
          z.object({ name: z.string() }),
          'SELECT name FROM zonebot.replica WHERE unseated_at IS NULL ORDER BY number',
        )
      ).map(({ name }) => name),
    warnings,
    messages: () => playground.slack.core.workspace.messages(channels.ops),
    endBots: async () => {
      await Promise.all(playground.bots.map((bot) => bot.stop()));
    },
    end: async () => {
      await pool.end();
      await journey.end();
      await server.remove();
    },
  };
  await until('all have a seat', async () => (await world.seated()).length === bots, 60_000);
  return world;
}
