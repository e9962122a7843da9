/**
 * When App Homes are shown: at once to who opens theirs, and anew when something has changed, each at most every five
 * seconds, and only where it says something else then. Of several bots on one store the one that writes to Slack does it.
 * Slack does not say when somebody closes theirs, so that those who looked within two days are kept up to date.
 */
import { createHash } from 'node:crypto';
import type { ActorId } from '../authorise/actor-id.ts';
import { appHome } from '../authorise/app-home.ts';
import type { Authoriser } from '../authorise/authorise.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Turn } from '../outbox/outbox.ts';
import { isUnseated } from '../store/replicas/roster.ts';
import { homeOf } from './home.ts';
import type { Home, HomeFacts } from './home-section.ts';
import type { ShownHome, ShownHomes } from './shown-homes.ts';

/** What became of a view that was to be shown. */
export type Publishing =
  | { readonly kind: 'published'; readonly hash?: string }
  /** Somebody else has published meanwhile. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  /** Timeout, lost connection: the same again does no harm. */
  | { readonly kind: 'unknown-outcome' }
  | { readonly kind: 'refused'; readonly error: string };

/** As src/slack/web-api/home-publisher.ts does. @param hash of the view that it takes the place of; left out: of whatever is there */
export type Publish = (user: string, home: Home, hash?: string) => Promise<Publishing>;

export interface HomesParts {
  readonly turn: Turn;
  readonly shown: ShownHomes;
  readonly facts: () => Promise<HomeFacts>;
  readonly authoriser: Pick<Authoriser, 'standpoint'>;
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Homes {
  /** Somebody opens theirs. @throws Diagnostic `zmgr::store::unavailable` */
  opened(who: ActorId): Promise<void>;
  /** Something that homes show has changed. Never throws. */
  changed(): void;
  stop(): Promise<void>;
}

/** Milliseconds between two times that one person's is published. */
const pause = 5_000;
/** Milliseconds after the last look within which somebody's is kept up to date. */
const keptFor = 2 * 24 * 60 * 60_000;
/** Milliseconds between two calls: Slack takes some 100 a minute in a workspace (tier 4). */
const apart = 700;
/** Milliseconds within which several changes are one. */
const gathered = 300;
/** Milliseconds after which it is looked for what other bots were told, where their call was not heard. */
const longestUnheard = 2_000;
const afterTrouble = 10_000;
const batch = 20;

export function startHomes(parts: HomesParts): Homes {
  const { turn, shown, authoriser, clock, log } = parts;
  const stopped = new AbortController();
  let wake = new AbortController();
  let telling: Promise<void> | undefined;
  /** Until when Slack takes none. */
  let notBefore = 0;

  const now = (): number => clock.now().getTime();
  const callOut = (): void => {
    if (turn.isOurs()) wake.abort();
    else turn.callOther();
  };

  const show = async (home: ShownHome, facts: HomeFacts): Promise<void> => {
    const viewer = await authoriser.standpoint(home, { channel: appHome });
    const content = homeOf(viewer, facts);
    const digest = digestOf(content);
    if (digest === home.shown) {
      const { hash } = home;
      const same = { shown: digest, ...(hash !== undefined && { hash }) };
      return await shown.published(home, same, clock.now(), pause);
    }
    await turn.insist();
    const answer = await parts.publish(home.user, content, home.hash);
    switch (answer.kind) {
      case 'published': {
        const { hash } = answer;
        const what = { shown: digest, ...(hash !== undefined && { hash }) };
        await shown.published(home, what, clock.now(), pause);
        await clock.sleep(apart, stopped.signal);
        return;
      }
      case 'overtaken':
        // What is there now is not ours to know: ours takes its place, made from what is known by then.
        return await shown.later(home, clock.now());
      case 'rate-limited':
        notBefore = now() + answer.retryAfterSeconds * 1_000;
        return await shown.later(home, new Date(notBefore));
      case 'unknown-outcome':
        return await shown.later(home, new Date(now() + afterTrouble));
      case 'refused':
        log.warn(
          { user: home.user, refusal: answer.error },
          'Slack takes no App Home for somebody',
        );
        return await shown.forget(home);
      default:
        return answer satisfies never;
    }
  };

  /** @returns milliseconds until the next look */
  const oneRound = async (): Promise<number> => {
    if (!turn.isOurs()) return longestUnheard;
    if (notBefore > now()) return Math.min(notBefore - now(), longestUnheard);
    const due = await shown.due(clock.now(), batch);
    if (due.length === 0) {
      const next = await shown.nextDue();
      return next === undefined ? longestUnheard : Math.min(next.getTime() - now(), longestUnheard);
    }
    // Read after it was seen what is due: a change that comes later is counted, and makes it due again.
    const facts = await parts.facts();
    for (const home of due) {
      if (stopped.signal.aborted || notBefore > now()) break;
      await show(home, facts);
    }
    return 0;
  };

  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      wake = new AbortController();
      const { signal } = wake;
      let wait: number;
      try {
        wait = await oneRound();
      } catch (error) {
        if (isUnseated(error)) return;
        log.warn({ err: error }, 'App Homes could not be shown, and are tried again');
        wait = afterTrouble;
      }
      if (wait > 0) await clock.sleep(wait, AbortSignal.any([signal, stopped.signal]));
    }
  };

  /** Many changes of one moment are told once. */
  const tell = async (): Promise<void> => {
    await clock.sleep(gathered, stopped.signal);
    telling = undefined;
    try {
      const at = clock.now();
      await shown.changed(at, new Date(at.getTime() - keptFor), pause);
      callOut();
    } catch (error) {
      log.warn({ err: error }, 'App Homes are not told of a change');
    }
  };

  turn.onCall(() => wake.abort());
  const running = loop();
  return {
    opened: async (who) => {
      await shown.opened(who, clock.now());
      callOut();
    },
    changed: () => {
      telling ??= tell();
    },
    stop: async () => {
      stopped.abort();
      await telling;
      await running;
    },
  };
}

const digestOf = (home: Home): string =>
  createHash('sha256').update(JSON.stringify(home)).digest('hex');
