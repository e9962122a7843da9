/**
 * A sample of `npm run faults -- crash`: always the same one, unless FAULTS_SEED says otherwise. Whole, it takes minutes.
 */
import { expect, test } from 'vitest';
import { describeReal } from '../support/real.ts';
import { postgresRequirements } from '../support/store-places.ts';
import { isClean } from './campaign.ts';
import { crash } from './crash.ts';
import { leakLines, table } from './report.ts';
import { type CampaignOptions, runCampaign } from './run-campaign.ts';

const seed = Number(process.env.FAULTS_SEED ?? 5);

async function leavesNothing(options: Omit<CampaignOptions, 'seed'>): Promise<void> {
  const outcome = await runCampaign(crash, { ...options, attempts: 1, seed });
  expect(leakLines(outcome)).toEqual([]);
  expect(isClean(outcome), `${table(outcome)}\nFAULTS_SEED=${seed}`).toBe(true);
}

/** Milliseconds: most of it is the bot's starts. */
const limit = 120_000;

test(
  'kill -9 of the bot in a create leaves nothing behind, with the embedded database',
  async () => {
    await leavesNothing({ stores: ['embedded'], verbs: ['create'], sample: 1 });
  },
  limit,
);

describeReal('with PostgreSQL', postgresRequirements, () => {
  test(
    'kill -9 of the bot leaves nothing behind',
    async () => {
      await leavesNothing({ stores: ['postgres'], verbs: ['destroy'], sample: 1 });
    },
    limit,
  );
});
