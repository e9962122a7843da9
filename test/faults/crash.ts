/**
 * crash: the bot is killed with -9 at every place of an operation's way, and started again as a service manager would: at
 * each call of the host, when the card is first posted, after each event of the journal, when the card has its last word.
 */
import type { Campaign, Fault } from './campaign.ts';
import { lastWord } from './checks/cards.ts';
import { journalWords } from './checks/journal.ts';
import { card, hostCall, journalEvent, type Moment, press } from './moments.ts';

export const crash: Campaign = {
  name: 'crash',
  summary:
    'kill -9 of the bot after every event of the journal, and at every call of the host and of Slack',
  faults: ({ journal, calls, asks }) => [
    ...count(calls).map((nth) => killAt(`call ${nth} of the host`, hostCall(nth))),
    killAt(
      'first post of the card',
      card(() => true),
    ),
    ...(asks ? [killAt('press of the button', press)] : []),
    ...journal.map((words, index) =>
      killAt(`event ${index + 1}: ${words}`, journalEvent(index + 1), index + 1),
    ),
    killAt(
      'last edit of the card',
      card(({ text }) => lastWord(text) !== undefined),
    ),
  ],
};

const count = (upTo: number): readonly number[] => Array.from({ length: upTo }, (_, i) => i + 1);

/** @param events how many the journal has at that moment */
function killAt(name: string, moment: Moment, events?: number): Fault {
  return {
    name,
    strike: async (stage, signal) => {
      const { playground, state, operations } = stage.world;
      let killed: Promise<boolean> | undefined;
      let at = new Date();
      const kill = () => {
        at = new Date();
        killed = playground.bot.kill();
      };
      await moment(stage, kill, signal);
      if (!(await killed)) throw new Error('there was no bot to kill');
      const operation = [...operations()].find((id) => !stage.known.has(id));
      const written = operation === undefined ? 0 : journalWords(state, operation).length;
      return { at, late: events === undefined ? 0 : written - events };
    },
  };
}
