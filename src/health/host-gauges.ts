/** Which hosts are connected, and when each last answered. */
import { Gauge, type Registry } from 'prom-client';
import type { Vitals } from './vitals.ts';

/** @returns what looks at the hosts again */
export function hostGauges(registry: Registry, { hosts }: Vitals): () => void {
  const connected = new Gauge({
    name: 'zonebot_host_connected',
    help: 'Whether the SSH connection to a host stands',
    labelNames: ['host'],
    registers: [registry],
  });
  const lastSeen = new Gauge({
    name: 'zonebot_host_last_seen_timestamp_seconds',
    help: 'When a host last answered; absent until it has since the bot started',
    labelNames: ['host'],
    registers: [registry],
  });
  return () => {
    for (const host of hosts.names) {
      connected.set({ host }, hosts.isConnected(host) ? 1 : 0);
      const seen = hosts.lastSeen(host);
      if (seen !== undefined) lastSeen.set({ host }, seen.getTime() / 1000);
    }
  };
}
