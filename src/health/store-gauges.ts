/**
 * What the database tells: operations and waiting messages. While it does not answer these are absent rather than old,
 * and zonebot_store_up says why.
 */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Tally } from '../store/tally.ts';
import { answerOfStore, type Vitals } from './vitals.ts';

/** @returns what asks the store again; never rejects */
export function storeGauges(registry: Registry, vitals: Vitals): () => Promise<void> {
  const registers = [registry];
  const up = new Gauge({
    name: 'zonebot_store_up',
    help: 'Whether the database answers',
    registers,
  });
  const operations = new Gauge({
    name: 'zonebot_operations',
    help: 'Operations by state, and by how far they came: request, plan, host',
    labelNames: ['state', 'reached'],
    registers,
  });
  const runs = new Counter({
    name: 'zonebot_runs_total',
    help: 'How often a host was given an operation to run, to resume or to unwind',
    registers,
  });
  const adopted = new Counter({
    name: 'zonebot_runs_adopted_total',
    help: 'How often what one replica had begun was taken over by another, or by the same after a start',
    registers,
  });
  const replicas = new Gauge({
    name: 'zonebot_replicas',
    help: 'Replicas that work with this database',
    registers,
  });
  const waiting = new Gauge({
    name: 'zonebot_outbox_messages_waiting',
    help: 'Messages whose newest content Slack does not show yet',
    registers,
  });
  const oldest = new Gauge({
    name: 'zonebot_outbox_oldest_waiting_seconds',
    help: 'How long the oldest of the waiting messages has waited; 0 when none waits',
    registers,
  });

  const broken = new Counter({
    name: 'zonebot_break_glass_total',
    help: 'How often something was done by break-glass',
    registers,
  });
  const reviews = new Gauge({
    name: 'zonebot_break_glass_reviews_open',
    help: 'What was done by break-glass and is not reviewed: in time, and overdue',
    labelNames: ['overdue'],
    registers,
  });

  const show = (it: Tally): void => {
    for (const { state, reached, count } of it.operations)
      operations.set({ state, reached }, count);
    runs.inc(it.runs);
    adopted.inc(it.adoptions);
    replicas.set(it.replicas);
    broken.inc(it.glass.broken);
    reviews.set({ overdue: 'no' }, it.glass.open - it.glass.overdue);
    reviews.set({ overdue: 'yes' }, it.glass.overdue);
    waiting.set(it.messagesWaiting);
    const since = it.waitingSince ?? vitals.clock.now();
    oldest.set(Math.max(0, vitals.clock.now().getTime() - since.getTime()) / 1000);
  };
  return async () => {
    const answer = await answerOfStore(vitals, () => vitals.store.tally());
    operations.reset();
    for (const metric of [runs, adopted, replicas, broken, waiting, oldest]) metric.remove();
    reviews.reset();
    up.set(answer === undefined ? 0 : 1);
    if (answer !== undefined) show(answer.value);
  };
}
