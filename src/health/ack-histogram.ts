/** How long Slack waited for acknowledgements. After three seconds it tells the person that the bot did not answer. */
import { Histogram, type Registry } from 'prom-client';

export const ackHistogram = (registry: Registry): Histogram =>
  new Histogram({
    name: 'zonebot_ack_seconds',
    help: 'Time from a delivery of Slack to its acknowledgement; Slack waits three seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers: [registry],
  });
