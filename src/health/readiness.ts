/**
 * Whether the bot can do what it is for: its store answers and Slack is connected. A host that is down is no reason to
 * take the bot for broken; its state is among the metrics.
 */
import { answerOfStore, type Vitals } from './vitals.ts';

/** What is in the way, a line each; none when it is ready. */
export async function inTheWay(vitals: Vitals): Promise<readonly string[]> {
  const store = await answerOfStore(vitals, () => vitals.store.check());
  const trouble = vitals.slackTrouble?.();
  return [
    ...(store === undefined ? ['the database does not answer'] : []),
    ...(trouble === undefined ? [] : [trouble.message]),
    ...(trouble !== undefined || vitals.isSlackConnected() ? [] : ['Slack is not connected']),
  ];
}
