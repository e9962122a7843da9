/**
 * Three bots on one PostgreSQL: one is killed, one is stopped and wakes up later, the database goes and comes back; then
 * two, one of them of a newer release; at last the database is lost. Whatever happens, an operation is carried out once
 * and has one card with its last word.
 */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BotProcess } from '../../playground/bot-process.ts';
import { channels } from '../../playground/slack/seed.ts';
import { hasEnd, journalWords } from '../faults/checks/journal.ts';
import { type SeenMessage, wordsOf } from '../support/playground-client.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';
import { until } from '../support/processes.ts';
import { describeReal } from '../support/real.ts';
import {
  type PostgresServer,
  postgresRequirements,
  postgresServer,
} from '../support/store-places.ts';
import { testThoroughly } from '../support/thorough.ts';

/** Milliseconds: what is adopted goes on in less. */
const adoption = 30_000;

describeReal('three bots', postgresRequirements, () => {
  let server: PostgresServer;
  let url: string;
  let journey: Journey;
  beforeAll(async () => {
    server = await postgresServer();
    ({ url } = await server.place());
    journey = await startJourney({ bots: 3, environment: { DATABASE_URL: url } });
    await until('three have a seat', async () => (await seated()).length === 3, 30_000);
  }, 60_000);
  afterAll(async () => {
    await journey.end();
    await server.remove();
  });

  const ask = async (text: string, values: unknown[] = []) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const seated = async (): Promise<readonly string[]> =>
    (await ask('SELECT name FROM zonebot.replica WHERE unseated_at IS NULL ORDER BY number')).map(
      ({ name }) => name,
    );
  const botNamed = (name: string): BotProcess => {
    const bot = journey.playground.bots.find((one) => name.includes(`.${one.pid()}.`));
    if (bot === undefined) throw new Error(`no bot is ${name}`);
    return bot;
  };
  /** Who carries an operation out. */
  const owner = async (zone: string): Promise<string> => {
    const rows = await ask(
      `SELECT executor_id FROM dbos.workflow_status JOIN zonebot.operation
         ON workflow_uuid = id || '.' || runs
       WHERE subject = $1 AND state = 'running' AND status = 'PENDING'`,
      [zone],
    );
    return rows[0]?.executor_id ?? '';
  };
  const operation = async (zone: string) =>
    (await ask('SELECT id, state, runs FROM zonebot.operation WHERE subject = $1', [zone]))[0];
  const log = (bot: BotProcess): string => {
    const number = journey.playground.bots.indexOf(bot) + 1;
    const name = number === 1 ? 'bot.log' : `bot-${number}.log`;
    return readFileSync(join(journey.directory, name), 'utf8');
  };
  /** People type again when the app does not answer. */
  const type = async (text: string): Promise<void> => {
    const { client, operator } = journey;
    await client.slash(operator, text);
  };
  /** Created while its install takes so long, in milliseconds; resolves when a bot follows it. */
  const creating = async (zone: string, installing: number): Promise<BotProcess> => {
    const delay = { tool: 'zoneadm', verb: 'install', milliseconds: installing };
    await journey.client.fault({ delay });
    await type(`create ${zone} template=oi`);
    await until('it runs', async () => (await owner(zone)) !== '', 15_000);
    return botNamed(await owner(zone));
  };
  const expectOnce = async (zone: string): Promise<void> => {
    const { id, runs } = await operation(zone);
    expect(runs).toBe(1);
    const [host] = journey.playground.hosts;
    const words = journalWords(join(host?.root ?? '', 'var/zmgr'), id);
    expect(words.filter((word) => word.startsWith('end '))).toEqual(['end done']);
    expect(words.filter((word) => word.startsWith('claimed '))).toHaveLength(1);
    expect(hasEnd(words)).toBe(true);
    const cards = journey.playground.slack.core.workspace
      .messages(channels.ops)
      .filter(({ metadata }) => JSON.stringify(metadata ?? {}).includes(`"operation:${id}"`));
    expect(cards.map(({ text }) => text)).toEqual([expect.stringMatching(/: done/)]);
  };
  const toldDone = (zone: string, within = adoption) =>
    journey.client.sees(
      journey.operator,
      ({ text }) => new RegExp(`Create ${zone} on hv-04: done`).test(text),
      within,
    );

  testThoroughly(
    'what one carries out another goes on with when it is killed',
    async () => {
      const bot = await creating('killed', 1_000);
      await bot.kill();
      await toldDone('killed');
      await expectOnce('killed');
    },
    60_000,
  );

  test('what one carries out another goes on with when it is stopped, and who wakes up does nothing any more', async () => {
    const bot = await creating('stopped', 500);
    expect(bot.pause()).toBe(true);
    await toldDone('stopped');
    await expectOnce('stopped');
    const before = {
      row: await operation('stopped'),
      messages: journey.playground.slack.core.workspace.messages(channels.ops).length,
    };
    const starts = bot.starts();
    bot.resume();
    await until('it ends, and is started anew', () => bot.starts() > starts, 10_000);
    await until('three again', async () => (await seated()).length === 3, 30_000);
    expect(log(bot)).toContain('zmgr::store::unseated');
    expect(await operation('stopped')).toEqual(before.row);
    expect(journey.playground.slack.core.workspace.messages(channels.ops)).toHaveLength(
      before.messages,
    );
    await expectOnce('stopped');
  }, 60_000);

  test('a change is refused plainly while the database is gone, looks go on, and all goes on when it is back', async () => {
    const { client, operator } = journey;
    await creating('between', 3_000);
    const before = await seated();
    await server.kill();
    const refused = await client.says(operator, 'create other template=oi', /cannot be reached/);
    expect(wordsOf(refused)).toContain('zmgr::store::unavailable');
    expect(wordsOf(await client.says(operator, 'list', /intranet/))).toContain('hv-04');
    await server.start();
    await toldDone('between');
    await expectOnce('between');
    expect(await operation('other')).toBeUndefined();
    expect(await seated()).toEqual(before);
    for (const bot of journey.playground.bots) expect(bot.pid()).toBeDefined();
  }, 60_000);

  test('one takes the command, and another the click on its card', async () => {
    const { client, operator } = journey;
    const took = async (): Promise<boolean> => {
      const card = await client.says(
        operator,
        'shutdown intranet',
        /Shutdown intranet .*: waiting/,
      );
      const [, id = ''] = /operation `?([a-z2-7]{10})/.exec(wordsOf(card)) ?? [];
      await client.click(operator, card, 'cancel');
      const isOver = ({ ts, text }: SeenMessage) => ts === card.ts && /: cancelled/.test(text);
      await client.sees(operator, isOver);
      const [asked] = await ask(
        'SELECT executor_id FROM dbos.workflow_status WHERE workflow_uuid = $1',
        [id],
      );
      const clicked = journey.playground.bots.find((bot) =>
        log(bot)
          .split('\n')
          .some((line) => line.includes(id) && line.includes('asked to stop')),
      );
      expect(clicked).toBeDefined();
      return clicked !== botNamed(asked?.executor_id ?? '');
    };
    // Slack gives each to any of six connections.
    for (let tries = 1; !(await took()); tries += 1) expect(tries).toBeLessThan(20);
  }, 60_000);

  testThoroughly(
    'one of a newer release works beside one of this, each takes over from the other, and there is no way back',
    async () => {
      const { bots, startAnother } = journey.playground;
      const [old, ...others] = bots;
      if (old === undefined) throw new Error('there are three');
      await Promise.all(others.map((bot) => bot.stop()));
      const newer = startAnother(newerRelease(journey.directory));
      await until('the newer one is ready', () => newer.isReady(), 30_000);
      const releases =
        'SELECT release FROM zonebot.replica WHERE unseated_at IS NULL ORDER BY number';
      expect(await ask(releases)).toEqual([{ release: thisRelease }, { release: 'newer' }]);
      await takesOver(newer, 'new');
      await until('the newer one is there again', () => newer.isReady(), 30_000);
      await takesOver(old, 'old');
      await until('it is refused', () => /zmgr::store::newer/.test(log(old)), 15_000);
      await until('it is gone for good', () => old.pid() === undefined, 10_000);
    },
    120_000,
  );

  testThoroughly(
    'a database that is lost is rebuilt from the hosts, and what they are at work on is told to its end',
    async () => {
      await creating('lost', 12_000);
      const events = 'SELECT 1 FROM zonebot.operation_event WHERE operation = $1';
      const { id } = await operation('lost');
      await until('its host has it', async () => (await ask(events, [id])).length > 0, 10_000);
      await Promise.all(journey.playground.bots.map((bot) => bot.stop()));
      await ask('DROP SCHEMA zonebot, dbos CASCADE');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(here, 'bin/zonebot.js'), 'store', 'rebuild'],
        {
          env: {
            PATH: process.env.PATH,
            ZONEBOT_CONFIG: join(journey.directory, 'zonebot.kdl'),
            DATABASE_URL: url,
          },
        },
      );
      expect(stdout).toMatch(/^✓ hv-04: \d+ put back \(1 running, \d+ done\), 0 known already$/m);
      expect(stdout).toContain(`  ${id}  create lost template=oi: its host is at work on it\n`);
      const bot = journey.playground.startAnother();
      await until('it is ready', () => bot.isReady(), 30_000);
      await toldDone('lost');
      await expectOnce('lost');
      await expectOnce('killed');
    },
    60_000,
  );

  /** It is killed while it is at work on something; that and all else is carried out once. */
  const takesOver = async (bot: BotProcess, name: string): Promise<void> => {
    for (let round = 1; ; round += 1) {
      const zones = [1, 2, 3].map((number) => `${name}${round}${number}`);
      await Promise.all(zones.map((zone) => creating(zone, 1_500)));
      const owners = await Promise.all(zones.map(async (zone) => (await owner(zone)) || '?'));
      const isAtWork = owners.some((one) => one.includes(`.${bot.pid()}.`));
      if (isAtWork) await bot.kill();
      for (const zone of zones) await toldDone(zone);
      for (const zone of zones) await expectOnce(zone);
      if (isAtWork) return;
      expect(round).toBeLessThan(8);
    }
  };
});

const here = resolve(import.meta.dirname, '../..');
const { version: thisRelease }: { version: string } = JSON.parse(
  readFileSync(join(here, 'package.json'), 'utf8'),
);

/** This release, with another name and a migration more. @returns where its source is */
function newerRelease(directory: string): string {
  const tree = join(directory, 'newer');
  for (const folder of ['src', 'commands', 'hostlink'])
    cpSync(join(here, folder), join(tree, folder), { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(tree, 'node_modules'));
  const edit = (path: string, from: string, to: string) => {
    const text = readFileSync(join(here, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(tree, path), text.replace(from, to));
  };
  edit('package.json', `"version": "${thisRelease}"`, '"version": "newer"');
  edit(
    'src/store/migrations.ts',
    '\n];',
    `
      {
        number: 1_000,
        title: 'something new',
        sql: "ALTER TABLE zonebot.operation ADD COLUMN something_new text NOT NULL DEFAULT 'new'",
      },
    ];`,
  );
  return tree;
}
