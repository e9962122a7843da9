/** What there is to know of the bot's health, as it is handed in, and how long anything may take to tell. */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Replica } from '../store/replicas/replica.ts';

export interface Vitals {
  readonly store: Pick<Store, 'check' | 'tally'>;
  /** This process among those that work with the store. */
  readonly replica: Pick<Replica, 'isEldest' | 'lastBeat'>;
  readonly isSlackConnected: () => boolean;
  /** Why Slack takes a token no longer; undefined while it does. */
  readonly slackTrouble?: () => Diagnostic | undefined;
  readonly hosts: {
    readonly names: readonly HostName[];
    isConnected(name: HostName): boolean;
    lastSeen(name: HostName): Date | undefined;
  };
  readonly clock: Clock;
}

/** Milliseconds: a database that takes longer counts as one that does not answer. Prometheus waits ten seconds in all. */
const patience = 2_000;

/** What the store says; undefined when it does not answer in time, whatever the reason. */
export async function answerOfStore<T>(
  { clock }: Vitals,
  ask: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const answered = new AbortController();
  const answer = ask().then(
    (value) => ({ value }),
    () => undefined,
  );
  try {
    return await Promise.race([
      answer,
      clock.sleep(patience, answered.signal).then(() => undefined),
    ]);
  } finally {
    answered.abort();
  }
}
