/**
 * Whether the bot can do what it is for: its store answers, its heartbeats arrive there, and Slack is connected. A host
 * that is down is no reason to take the bot for broken; its state is among the metrics.
 */
import { answerOfStore, type Vitals } from './vitals.ts';

/** Milliseconds without a heartbeat after which the others will soon take this replica for dead. */
const silent = 8_000;

/** What is in the way, a line each; none when it is ready. */
export async function inTheWay(vitals: Vitals): Promise<readonly string[]> {
  const store = await answerOfStore(vitals, () => vitals.store.check());
  const trouble = vitals.slackTrouble?.();
  const silence = vitals.clock.now().getTime() - vitals.replica.lastBeat().getTime();
  return [
    ...(store === undefined ? ['the database does not answer'] : []),
    ...(store !== undefined && silence > silent
      ? [`this replica's last heartbeat was ${Math.round(silence / 1_000)} s ago`]
      : []),
    ...(trouble === undefined ? [] : [trouble.message]),
    ...(trouble !== undefined || vitals.isSlackConnected() ? [] : ['Slack is not connected']),
  ];
}
