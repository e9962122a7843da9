/**
 * The bot is killed with -9 at each place of an operation's way and started again: it goes on where it was, and ends as
 * it would have without. On the host the plan was carried out once, each step once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operationId } from '../../../hostlink/names/operation-id.ts';
import { describeReal } from '../../support/real.ts';
import {
  embeddedPlace,
  type PostgresServer,
  postgresRequirements,
  postgresServer,
} from '../../support/store-places.ts';
import { isThorough, someOf } from '../../support/thorough.ts';
import type { Gate } from './support/test-bot.ts';

const program = new URL('./support/bot-process.ts', import.meta.url).pathname;

/** Where one bot after the other is killed. Looks at the host are counted anew by each. */
const kills: readonly (readonly [gate: Gate, what: string, phase: string])[] = [
  ['observed', '1', 'planned'],
  ['observed', '2', 'queued'],
  ['submit', 'run', 'running'],
  // The host has taken it, and the bot has not kept a word of that.
  ['event', 'claimed', 'running'],
  ['event', 'started', 'running'],
  ['event', 'end', 'running'],
  ['followed', 'ended', 'running'],
  ['observed', '1', 'running'],
];

/** The same for one that waits for a word of who asked for it; the last column is what the bot does about that. */
const killsWhileWaiting: readonly (readonly [
  gate: Gate,
  what: string,
  phase: string,
  consent: 'asks' | 'confirms',
])[] = [
  ['move', 'waiting', 'planned', 'asks'],
  ['move', 'nowhere', 'waiting', 'asks'],
  // The word is kept, and nothing has been made of it.
  ['move', 'queued', 'approved', 'confirms'],
  ['observed', '1', 'queued', 'asks'],
  ['submit', 'run', 'running', 'asks'],
];

class Bot {
  readonly #process: ChildProcess;
  readonly lines: string[] = [];

  constructor(...args: string[]) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.#process;
    if (stdout !== null)
      createInterface({ input: stdout }).on('line', (line) => this.lines.push(line));
  }

  async says(line: RegExp): Promise<string> {
    const find = () => this.lines.find((one) => line.test(one));
    await expect.poll(find, { timeout: 20_000, message: `${line}` }).toBeDefined();
    return find() ?? '';
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}

function crashes(place: () => Promise<{ readonly data: string; remove(): Promise<void> }>): void {
  let directory: string;
  let data: string;
  let remove: () => Promise<void>;
  let bots: Bot[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'zonebot-crash-'));
    ({ data, remove } = await place());
    bots = [];
  });
  afterEach(async () => {
    for (const bot of bots) await bot.kill();
    await remove();
    rmSync(directory, { recursive: true });
  });

  const start = (gate: string, what: string, consent = ''): Bot => {
    const bot = new Bot(directory, data, gate, what, 'web01', consent);
    bots.push(bot);
    return bot;
  };
  const endsWell = async (last: Bot): Promise<void> => {
    const id = operationId('T01', 'web01');
    expect(await last.says(/^ended /)).toBe(`ended ${id} done`);
    expect(readdirSync(join(directory, 'tree'))).toEqual(['web01@10.1.0.1']);
    const journal = readFileSync(join(directory, 'state/ops', id, 'events'), 'utf8');
    const words = journal.split('\n').map((line) => line.split(' ').slice(2).join(' '));
    expect(words.filter((word) => word.startsWith('claimed'))).toHaveLength(1);
    for (const step of [1, 2, 3])
      expect(words.filter((word) => word.startsWith(`started ${step}`))).toHaveLength(1);
  };

  it('ends as it would have, killed at every place of its way', async () => {
    for (const [gate, what, state] of someOf(kills)) {
      const bot = start(gate, what);
      await bot.says(new RegExp(`^at ${gate} ${what}$`));
      await bot.says(new RegExp(`^${state} `));
      await bot.kill();
      expect(bot.lines.filter((line) => line.startsWith('ended'))).toEqual([]);
    }
    await endsWell(start('nowhere', ''));
  }, 120_000);

  it('waits and goes on as it would have, killed while it waits and right after the word', async () => {
    for (const [gate, what, state, consent] of someOf(killsWhileWaiting)) {
      const bot = start(gate, what, consent);
      if (what !== 'nowhere') await bot.says(new RegExp(`^at ${gate} ${what}$`));
      await bot.says(new RegExp(`^${state} `));
      await bot.kill();
      expect(bot.lines.filter((line) => line.startsWith('ended'))).toEqual([]);
    }
    await endsWell(start('nowhere', '', 'asks'));
  }, 120_000);
}

// Both databases do the same here, and each start of the embedded one costs seconds; test/faults kills bots over it as well.
if (isThorough) {
  describe('kill -9, embedded', () => {
    crashes(async () => {
      const { directory, remove } = await embeddedPlace();
      return { data: directory, remove };
    });
  });
}

describeReal('kill -9, PostgreSQL', postgresRequirements, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());
  crashes(async () => {
    const { url, remove } = await server.place();
    return { data: url, remove };
  });
});
