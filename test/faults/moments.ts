/**
 * Moments on an operation's way, as the outside sees them: the host is called, the journal grows, Slack shows a card. Each
 * does what is to be done then at once, in the same turn, and resolves; it rejects when the signal fires first.
 */
import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '../../playground/slack/workspace/model.ts';
import type { Stage } from './campaign.ts';
import { operationOf } from './checks/cards.ts';
import { journalWords } from './checks/journal.ts';

export type Moment = (stage: Stage, act: () => void, signal: AbortSignal) => Promise<void>;

/** The nth event stands in the journal. inotify tells of each write, so nothing is waited for longer than that. */
export const journalEvent =
  (nth: number): Moment =>
  ({ world, known }, act, signal) =>
    once(signal, act, (look) => {
      const ops = join(world.state, 'ops');
      let own: FSWatcher | undefined;
      const find = () => {
        const operation = readdirSync(ops).find((id) => !known.has(id));
        if (operation === undefined) return;
        own ??= watch(join(ops, operation), () => look(reached));
        look(reached);
      };
      const reached = () => {
        const operation = readdirSync(ops).find((id) => !known.has(id));
        return operation !== undefined && journalWords(world.state, operation).length >= nth;
      };
      const all = watch(ops, find);
      find();
      return () => {
        all.close();
        own?.close();
      };
    });

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
  act: () => void,
  arm: (look: (reached: () => boolean) => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false;
    let disarm = () => {};
    const end = (settle: () => void) => {
      over = true;
      // Later: `arm` may not have answered yet.
      queueMicrotask(() => disarm());
      settle();
    };
    signal.addEventListener('abort', () => {
      if (!over) end(() => reject(new Error('the moment never came')));
    });
    disarm = arm((reached) => {
      if (over || !reached()) return;
      act();
      end(resolve);
    });
  });
}
