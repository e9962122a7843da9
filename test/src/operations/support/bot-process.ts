/**
 * The same bot as a process of its own, to be killed: `bot-process.ts <directory> <embedded directory | url> <gate>
 * <what> <zone>`. It asks for a create, prints `at <gate> <what>` for each gate it comes to, stops for good at the gate
 * given, and prints `ended <state>` when the operation has ended.
 */

import { hasEnded } from '../../../../commands/operations/ended-states.ts';
import { systemClock } from '../../../../src/clock.ts';
import { openStore } from '../../../../src/store/open-store.ts';
import { silent } from '../../../support/store-places.ts';
import { startTestBot, testHost } from './test-bot.ts';

const [directory = '', data = '', stopAt = '', stopWhat = '', zone = ''] = process.argv.slice(2);
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
  onChange: ({ id, state, runs }) => {
    say(`${state} ${runs}`);
    if (hasEnded(state)) say(`ended ${id} ${state}`);
  },
});
await bot.create(zone);
