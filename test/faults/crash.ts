/**
 * crash: the bot is killed with -9 at every place of an operation's way, and started again as a service manager would: at
 * each call of the host, when the card is first posted, after each event of the journal, when the card has its last word.
 */
import type { Campaign, Fault, Struck } from './campaign.ts';
import { lastWord } from './checks/cards.ts';
import { card, hostCall, journalEvent, type Moment, press } from './moments.ts';

export const crash: Campaign = {
  name: 'crash',
  summary:
    'kill -9 of the bot after every event of the journal, and at every call of the host and of Slack',
  faults: ({ verb, journal, calls }) => [
    ...count(calls).map((nth) => killAt(`call ${nth} of the host`, hostCall(nth))),
    killAt(
      'first post of the card',
      card(() => true),
    ),
    ...(verb.consent === undefined ? [] : [killAt('press of the button', press)]),
    ...journal.map((words, index) =>
      killAt(`event ${index + 1}: ${words}`, journalEvent(index + 1)),
    ),
    killAt(
      'last edit of the card',
      card(({ text }) => lastWord(text) !== undefined),
    ),
  ],
};

const count = (upTo: number): readonly number[] => Array.from({ length: upTo }, (_, i) => i + 1);

function killAt(name: string, moment: Moment): Fault {
  return {
    name,
    strike: async (stage, signal) => {
      const { bot } = stage.world.playground;
      let killed: Promise<boolean> | undefined;
      let struck: Struck = { at: new Date(), late: 0 };
      const kill = (late: number) => {
        struck = { at: new Date(), late };
        killed = bot.kill();
      };
      await moment(stage, kill, signal);
      if (!(await killed)) throw new Error('there was no bot to kill');
      return struck;
    },
  };
}
