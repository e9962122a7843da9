/**
 * The metrics, as Prometheus reads them: the process under the names that every Node.js program has, the bot's own as
 * zonebot_…. Labels hold hosts of the configuration and words of ours, never people or zones.
 */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { ackHistogram } from './ack-histogram.ts';
import { hostGauges } from './host-gauges.ts';
import { storeGauges } from './store-gauges.ts';
import type { Vitals } from './vitals.ts';

export interface Metrics {
  /** Slack had its acknowledgement after that many seconds. */
  acked(seconds: number): void;
  /** All of them as they are now. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
}

export function createMetrics(vitals: Vitals, version: string): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'zonebot_info',
    help: 'Which release this is',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  const slack = new Gauge({
    name: 'zonebot_slack_connected',
    help: 'Whether Slack can deliver to the bot',
    registers: [registry],
  });
  const writes = new Gauge({
    name: 'zonebot_writes_to_slack',
    help: 'Whether this replica is the one that writes to Slack',
    registers: [registry],
  });
  const acks = ackHistogram(registry);
  const lookAtHosts = hostGauges(registry, vitals);
  const askStore = storeGauges(registry, vitals);
  return {
    acked: (seconds) => acks.observe(seconds),
    read: async () => {
      await askStore();
      lookAtHosts();
      writes.set(vitals.replica.isEldest() ? 1 : 0);
      slack.set(vitals.isSlackConnected() && vitals.slackTrouble?.() === undefined ? 1 : 0);
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}
