/**
 * A campaign whose trouble is that something is left behind: each piece is found, at the try or at the end, and trouble that
 * never comes about is no success. So the ways from the checks to the outcome are tried too.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { bot, channels } from '../../playground/slack/seed.ts';
import { plainSsh } from '../support/plain-ssh.ts';
import { describeReal } from '../support/real.ts';
import { postgresRequirements } from '../support/store-places.ts';
import { type Campaign, isClean, type Stage } from './campaign.ts';
import { operationOf } from './checks/cards.ts';
import { card } from './moments.ts';
import { runCampaign } from './run-campaign.ts';
import type { World } from './world.ts';

const planting: Campaign = {
  name: 'planting',
  summary: 'leaves one of each behind',
  faults: () => [
    {
      name: 'one of each',
      strike: async (stage, signal) => {
        await card(() => true)(stage, () => leaveOnHost(stage), signal);
        await leaveVnic(stage.world);
        await leaveHold(stage.world);
        return { at: new Date(), late: 0 };
      },
    },
    {
      name: 'what never happens',
      strike: async (stage, signal) => {
        await card(({ text }) => text === 'never')(stage, () => {}, signal);
        return { at: new Date(), late: 0 };
      },
    },
  ],
};

/** An entry, a lock, a file of the runner, a second card. */
function leaveOnHost({ world }: Stage): void {
  const { host, state, playground } = world;
  writeFileSync(join(host.root, 'etc/zmgr/zones/ghost.kdl'), 'zone "ghost" {\n}\n');
  mkdirSync(join(state, 'lock/ghost'));
  writeFileSync(join(state, 'lock/ghost/1'), 'abcdefghij 12 12 boot\n');
  const shown = world.messages().findLast((message) => operationOf(message) !== undefined);
  const operation = shown === undefined ? '' : operationOf(shown);
  if (shown === undefined) throw new Error('there is no card');
  const { text, blocks, metadata } = shown;
  const again = { text, blocks, ...(metadata !== undefined && { metadata }) };
  playground.slack.core.workspace.add(channels.ops, bot.user, again);
  mkdirSync(join(state, 'ops', operation ?? ''), { recursive: true });
  writeFileSync(join(state, 'ops', operation ?? '', 'incoming.1'), '');
}

async function leaveVnic({ host, directory }: World): Promise<void> {
  const ssh = await plainSsh(host, readFileSync(join(directory, 'identity'), 'utf8'), 'zoneops');
  const { status } = await ssh.exec(
    `PATH=${host.reach.path} pfexec dladm create-vnic -l stub0 ghost0`,
  );
  ssh.end();
  expect(status).toBe(0);
}

/** The address after the highest that was ever held, for an operation that is done. */
async function leaveHold({ place }: World): Promise<void> {
  if (place.kind !== 'postgres') throw new Error('another process may only write to PostgreSQL');
  const client = new Client({ connectionString: place.url });
  await client.connect();
  const { rowCount } = await client.query(
    `INSERT INTO zonebot.hold (host, address, operation)
     SELECT host, (SELECT host(max(address::inet) + 1) FROM zonebot.hold), id
     FROM zonebot.operation WHERE state = 'done' LIMIT 1`,
  );
  await client.end();
  expect(rowCount).toBe(1);
}

describeReal('what is left behind is found', postgresRequirements, () => {
  test('each piece, by its kind', async () => {
    const outcome = await runCampaign(planting, {
      stores: ['postgres'],
      verbs: ['create'],
      seed: 1,
    });
    const [each, never] = outcome.tries;
    const kinds = new Set(each?.leaks.map(({ kind }) => kind));
    const found = (wanted: string) =>
      each?.leaks.filter(({ kind }) => kind === wanted).map(({ what }) => what) ?? [];
    expect(kinds).toEqual(new Set(['address', 'card', 'entry', 'lock', 'runner', 'vnic']));
    expect(found('address')[0]).toMatch(/^10\.1\.0\.\d+ is free, and 10\.1\.0\.\d+ is offered$/);
    expect(found('card')[0]).toMatch(/2 cards in Slack/);
    expect(found('entry')[0]).toMatch(/^files\/\/etc\/zmgr\/zones\/ghost\.kdl/);
    expect(found('lock')[0]).toMatch(/^ghost is held/);
    expect(found('runner')[0]).toMatch(/incoming\.1 is left$/);
    expect(found('vnic')[0]).toMatch(/^links\/ghost0/);
    expect(outcome.leaks.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([
      expect.stringMatching(/^address: .* is held, the operation is done$/),
    ]);
    expect(each?.fired).toBe(true);
    expect(never?.fired).toBe(false);
    expect(isClean(outcome)).toBe(false);
  }, 90_000);
});
