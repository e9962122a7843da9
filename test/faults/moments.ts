/**
 * Moments on an operation's way, as the outside sees them: the host is called, the journal grows, Slack shows a card. Each
 * does what is to be done then at once, in the same turn, and resolves; it rejects when the signal fires first.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Message } from '../../playground/slack/workspace/model.ts';
import type { Stage } from './campaign.ts';
import { operationOf } from './checks/cards.ts';

/** @param act told how many events of the journal too late it is, where that is known */
export type Moment = (
  stage: Stage,
  act: (late: number) => void,
  signal: AbortSignal,
) => Promise<void>;

/**
 * The nth event stands in the journal. The bot is stopped then and there, by a thread that does nothing else; what is to
 * be done follows, with how many events there were when it stood still.
 */
export const journalEvent =
  (nth: number): Moment =>
  async ({ world, known }, act, signal) => {
    const pid = world.playground.bot.pid();
    if (pid === undefined) throw new Error('no bot runs');
    const thread = new Worker(new URL('./stop-at-event.js', import.meta.url), {
      workerData: { ops: join(world.state, 'ops'), known: [...known], nth, pid },
    });
    try {
      await once(signal, act, (look) => {
        thread.on('message', (told: unknown) => {
          if (typeof told === 'number') look(() => true, told - nth);
        });
        return () => {};
      });
    } finally {
      await thread.terminate();
    }
  };

/** The bot calls the host for the nth time: to look at it, to give it a plan, to read its journal. */
export const hostCall =
  (nth: number): Moment =>
  ({ world, callsBefore }, act, signal) =>
    once(signal, act, (look) => {
      const reached = () => world.host.counts().execs >= callsBefore + nth;
      const timer = setInterval(() => look(reached), 1);
      return () => clearInterval(timer);
    });

/** Slack shows a new card, or an edit of it, for which this holds; the bot has not heard so yet. */
export const card =
  (shows: (message: Message) => boolean): Moment =>
  ({ world }, act, signal) =>
    once(signal, act, (look) => {
      const before = new Set(world.messages().map(operationOf));
      const reached = () =>
        world.messages().some((message) => {
          const operation = operationOf(message);
          return operation !== undefined && !before.has(operation) && shows(message);
        });
      return world.playground.slack.core.workspace.subscribe(() => look(reached));
    });

/** Somebody has said yes; never, where nobody is asked. */
export const press: Moment = ({ pressed }, act, signal) =>
  once(signal, act, (look) => {
    void pressed.then(() => look(() => true));
    return () => {};
  });

/** @param arm begins to watch and answers how to end that; it calls `look` whenever something may have changed */
function once(
  signal: AbortSignal,
  act: (late: number) => void,
  arm: (look: (reached: () => boolean, late?: number) => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false;
    let disarm = () => {};
    const end = (settle: () => void) => {
      over = true;
      // Later: `arm` may not have answered yet.
      queueMicrotask(() => disarm());
      try {
        settle();
      } catch (error) {
        reject(error);
      }
    };
    signal.addEventListener('abort', () => {
      if (!over) end(() => reject(new Error('the moment never came')));
    });
    disarm = arm((reached, late = 0) => {
      if (over || !reached()) return;
      end(() => {
        act(late);
        resolve();
      });
    });
  });
}
