/**
 * The same bot as a process of its own, to be killed: `bot-process.ts <directory> <embedded directory | url> <gate>
 * <what> <zone> [asks | confirms]`. It asks for a create, prints `at <gate> <what>` for each gate it comes to, stops for
 * good at the gate given, and prints `ended <state>` when the operation has ended. With `asks` a create needs to be
 * confirmed; with `confirms` it is, as soon as it waits.
 */

import { hasEnded } from '../../../../commands/operations/ended-states.ts';
import { systemClock } from '../../../../src/clock.ts';
import { openStore } from '../../../../src/store/open-store.ts';
import { silent } from '../../../support/store-places.ts';
import { confirmation, nothing } from './demands.ts';
import { actor, startTestBot, testHost } from './test-bot.ts';

const [directory = '', data = '', stopAt = '', stopWhat = '', zone = '', consent = ''] =
  process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const store = await openStore({
  place: data.startsWith('postgresql:')
    ? { kind: 'postgres', url: data }
    : { kind: 'embedded', directory: data },
  log: silent,
});
const bot = await startTestBot({
  store,
  at: testHost(directory),
  log: silent,
  clock: systemClock,
  gate: async (gate, what) => {
    say(`at ${gate} ${what}`);
    if (gate === stopAt && what === stopWhat) await new Promise(() => {});
  },
  demand: () => (consent === '' ? nothing : confirmation()),
  onChange: async ({ id, state, runs }) => {
    say(`${state} ${runs}`);
    if (state === 'waiting' && consent === 'confirms')
      await bot
        .decide(id, actor, { decision: 'confirm', surface: 'button', sources: [] })
        .catch(() => {});
    if (hasEnded(state)) say(`ended ${id} ${state}`);
  },
});
await bot.create(zone);
