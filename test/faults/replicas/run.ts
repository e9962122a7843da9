/** The campaign: zones go through their lives on many hosts while replicas are killed and stopped; then all is looked at. */
import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { exitStatus } from '../../../src/exit-status.ts';
import { until } from '../../support/processes.ts';
import { findings } from './findings.ts';
import { type Life, live } from './people.ts';
import { otherRemains, readRemains } from './remains.ts';
import { life, type Size } from './size.ts';
import { makeTrouble, type Struck } from './trouble.ts';
import { startReplicasWorld } from './world.ts';

export interface ReplicasOutcome {
  readonly seed: number;
  readonly size: Size;
  /** Operations that were carried out. */
  readonly done: number;
  /** Operations that came a second time, since somebody saw no answer, and were turned away. */
  readonly turnedAway: number;
  readonly struck: readonly Struck[];
  /** Milliseconds from the first command to the last life's end, and to Slack showing all of it. */
  readonly lived: number;
  readonly shown: number;
  readonly findings: readonly string[];
}

/** Milliseconds: Slack takes thirty edits a minute, so that it shows the last ones long after they are true. */
const showing = 20 * 60_000;
/** Milliseconds within which what one had begun is gone on with. */
export const adoptionLimit = 30_000;

export async function runReplicas(
  size: Size,
  seed: number,
  say: (line: string) => void,
): Promise<ReplicasOutcome> {
  say(`starting ${size.bots} bots and ${size.hosts} hosts`);
  const world = await startReplicasWorld(size);
  try {
    const lives = Array.from({ length: size.zones }, (_, index): Life => {
      const host = world.hosts[index % world.hosts.length];
      return { host: host?.name ?? '', zone: `z${seed}-${index + 1}` };
    });
    const zones = lives.map(({ zone }) => zone);
    const begun = performance.now();
    let over = 0;
    const trouble = makeTrouble(world, size, seed, say);
    const lost = await Promise.all(
      lives.map(async (one, index) => {
        await sleep((index * 0.85 * size.lasting) / size.zones);
        const lack = await live(world, one);
        over += 1;
        say(`${over} of ${size.zones} zones are through${lack === undefined ? '' : `: ${lack}`}`);
        return lack;
      }),
    );
    const struck = await trouble;
    const lived = performance.now() - begun;
    say('waiting until Slack shows all of it');
    await until('nothing waits to be shown', () => nothingWaits(world), showing).catch(() => {});
    const shown = performance.now() - begun;
    // A second message or a second run would come now.
    await sleep(3_000);
    await world.endBots();
    const remains = await readRemains(world, zones);
    const slow = struck.flatMap(({ adoptions }) =>
      adoptions.filter((time) => time > adoptionLimit),
    );
    const { operations, journals } = remains;
    const done = operations.filter(({ state }) => state === 'done').length;
    const found = [
      ...lost.flatMap((lack) => (lack === undefined ? [] : [lack])),
      ...(done === size.zones * life.length
        ? []
        : [`${done} operations were done, of ${size.zones * life.length}`]),
      ...slow.map((time) => `an adoption took ${Math.round(time)} ms`),
      ...(struck.some(({ held }) => held > 0) ? [] : ['no trouble met anybody at work']),
      ...findings(remains),
      ...(await otherRemains(world, zones)),
      // One that slept for long ends with 75 when it wakes up, and no other way.
      ...world.warnings.filter((line) => !line.includes(`status ${exitStatus.notNow} `)),
    ];
    if (found.length > 0) say(`what the bots logged is kept in ${keepLogs(world.directory)}`);
    const turnedAway = operations.length - journals.length;
    return { seed, size, done, turnedAway, struck, lived, shown, findings: found };
  } finally {
    await world.end();
  }
}

/** @returns where they are now */
function keepLogs(directory: string): string {
  const kept = mkdtempSync(join(tmpdir(), 'zonebot-replicas-'));
  for (const name of readdirSync(directory).filter((one) => one.endsWith('.log')))
    copyFileSync(join(directory, name), join(kept, name));
  return kept;
}

const nothingWaits = async ({ ask }: Awaited<ReturnType<typeof startReplicasWorld>>) => {
  await sleep(500);
  const [row] = await ask(
    z.object({ waiting: z.number() }),
    'SELECT count(*)::integer AS waiting FROM zonebot.message WHERE waiting_since IS NOT NULL',
  );
  return row?.waiting === 0;
};
