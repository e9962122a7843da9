/** Break-glass put together: who is called, what is told, when people are reminded. Undefined where nobody may break it. */
import type { Demand, GlassTerms } from '../../commands/desk.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { accountsOf } from '../config/linked.ts';
import type { Log } from '../log/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Pressable } from '../slack/rendering/offers.ts';
import { renderMessage } from '../slack/rendering/render.ts';
import type { Store } from '../store/open-store.ts';
import type { OperationRecord } from '../store/operation-record.ts';
import { calledFor, namedBy } from './called.ts';
import { type PeopleParts, peopleBehind } from './people.ts';
import { type Reminders, type RemindersParts, startReminders } from './reminders.ts';
import { type ToldGlassParts, toldGlass } from './told-glass.ts';

export interface WatchGlassParts {
  readonly config: Pick<Config, 'breakGlass' | 'roles' | 'linked' | 'slack'>;
  readonly store: Pick<Store, 'operations'>;
  readonly outbox: Pick<Outbox, 'put' | 'has'>;
  readonly pressable: Pressable;
  readonly members: PeopleParts['members'];
  /** What the rules of now ask for it; undefined where that can't be told any more. */
  readonly demand: (operation: OperationRecord) => Demand | undefined;
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Glass {
  readonly terms: Omit<GlassTerms, 'used'>;
  changed(operation: OperationRecord): Promise<void>;
  /** From now on people are reminded. */
  start(): void;
  stop(): Promise<void>;
}

export function watchGlass(parts: WatchGlassParts): Glass | undefined {
  const { config, store, outbox, pressable, clock, log } = parts;
  const { breakGlass, roles, linked, slack } = config;
  if (breakGlass === undefined) return undefined;
  const reviewers = namedBy(breakGlass.reviewers, roles);
  const channel = breakGlass.channel ?? slack.channel;
  const people = peopleBehind({
    members: parts.members,
    accountsOf: (user) => accountsOf(user, linked),
    log,
  });
  const put: ToldGlassParts['put'] & RemindersParts['put'] = (key, where, what, options) =>
    outbox.put(key, where, renderMessage(what, key, pressable), options);
  let reminders: Reminders | undefined;
  const { location, limit, reviews, reviewWithin } = breakGlass;
  const { source, line } = location;
  return {
    terms: { limit, reviews, within: reviewWithin, reviewers, rule: { source, line } },
    changed: toldGlass({
      put,
      isPut: (key) => outbox.has(key),
      called: (operation) => calledFor(parts.demand(operation), reviewers),
      people,
      channel,
    }),
    start: () => {
      reminders = startReminders({
        table: store.operations,
        put,
        glass: breakGlass,
        reviewers,
        people,
        channel,
        changed: parts.changed,
        clock,
        log,
      });
    },
    stop: async () => reminders?.stop(),
  };
}
