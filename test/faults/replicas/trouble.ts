/**
 * Trouble for replicas: every few seconds one is killed, or stopped for a while that may be shorter or longer than the
 * others wait. One always goes on. What the one had begun is watched: when somebody else is at work on it, it is adopted.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { BotProcess } from '../../../playground/bot-process.ts';
import { mulberry32 } from '../sample.ts';
import type { Size } from './size.ts';
import type { ReplicasWorld } from './world.ts';

export interface Struck {
  readonly kind: 'killed' | 'stopped';
  /** Milliseconds; of a stop. */
  readonly lasted?: number;
  /** Workflows that it was at work on. */
  readonly held: number;
  /** Milliseconds until another was at work on each of them; what it went on with itself, when it woke up, is left out. */
  readonly adoptions: readonly number[];
}

/** Milliseconds. */
const shortestStop = 1_000;
const longestStop = 22_000;
const watchFor = 60_000;
const glance = 150;

export async function makeTrouble(
  world: ReplicasWorld,
  { lasting, every }: Pick<Size, 'lasting' | 'every'>,
  seed: number,
  say: (line: string) => void,
): Promise<readonly Struck[]> {
  const { bots } = world.playground;
  const random = mulberry32(seed);
  const stopped = new Set<BotProcess>();
  const struck: Promise<Struck>[] = [];
  const end = performance.now() + lasting;
  while (performance.now() < end) {
    await sleep(every * (0.5 + random()));
    const isKill = random() < 0.5;
    const pick = random();
    const length = shortestStop + random() * (longestStop - shortestStop);
    const able = bots.filter((bot) => !stopped.has(bot) && bot.pid() !== undefined);
    const bot = able[Math.floor(pick * able.length)];
    // Whoever is struck, another one works meanwhile: one that is on its way itself does not count.
    if (bot === undefined || !able.some((other) => other !== bot && other.isReady())) continue;
    const name = (await world.seated()).find((one) => one.includes(`.${bot.pid()}.`));
    const at = performance.now();
    if (isKill) await bot.kill();
    else if (bot.pause()) stopped.add(bot);
    say(`${name ?? 'a bot on its way'} is ${isKill ? 'killed' : 'stopped'}`);
    struck.push(
      (async () => {
        const watched = name === undefined ? none : watch(world, name, at);
        if (!isKill) {
          await sleep(length);
          stopped.delete(bot);
          bot.resume();
        }
        const seen = await watched;
        return { kind: isKill ? 'killed' : 'stopped', ...(!isKill && { lasted: length }), ...seen };
      })(),
    );
  }
  return await Promise.all(struck);
}

type Seen = Pick<Struck, 'held' | 'adoptions'>;
const none: Promise<Seen> = Promise.resolve({ held: 0, adoptions: [] });

const row = z.object({ workflow_uuid: z.string(), executor_id: z.string(), status: z.string() });

async function watch(world: ReplicasWorld, name: string, since: number): Promise<Seen> {
  const columns = 'SELECT workflow_uuid, executor_id, status FROM dbos.workflow_status';
  const begun = await world.ask(row, `${columns} WHERE status = 'PENDING' AND executor_id = $1`, [
    name,
  ]);
  const left = new Set(begun.map(({ workflow_uuid: id }) => id));
  const adoptions: number[] = [];
  while (left.size > 0 && performance.now() - since < watchFor) {
    const rows = await world.ask(row, `${columns} WHERE workflow_uuid = ANY($1)`, [[...left]]);
    for (const { workflow_uuid: id, executor_id: by, status } of rows) {
      if (by !== name) adoptions.push(performance.now() - since);
      else if (status === 'PENDING' || status === 'ENQUEUED') continue;
      left.delete(id);
    }
    await sleep(glance);
  }
  // Nobody took it in a minute: that is worse than any time.
  return { held: begun.length, adoptions: [...adoptions, ...[...left].map(() => watchFor)] };
}
