/**
 * /healthz, /readyz and /metrics over HTTP, on 127.0.0.1 alone: whoever watches from another machine comes through
 * something that asks who they are.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { inTheWay } from './readiness.ts';
import type { Vitals } from './vitals.ts';

export interface HealthOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly vitals: Vitals;
  readonly version: string;
}

export interface Health {
  readonly url: string;
  readonly acked: Metrics['acked'];
  stop(): Promise<void>;
}

/** @throws Diagnostic `zmgr::health::port-taken` */
export async function startHealth({ port, vitals, version }: HealthOptions): Promise<Health> {
  const metrics = createMetrics(vitals, version);
  const server = createServer(getRequestListener(routes(vitals, metrics).fetch));
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Diagnostic({
      code: 'zmgr::health::port-taken',
      message: `Port ${port} of 127.0.0.1 cannot be listened on`,
      help: 'Set HEALTH_PORT to a free port above 1023, or unset it.',
      cause,
    });
  }
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${listening}`,
    acked: metrics.acked,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Each answer is of this moment: nothing between may keep it. */
const fresh = { 'cache-control': 'no-store' } as const;

function routes(vitals: Vitals, metrics: Metrics): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.text('alive\n', 200, fresh));
  app.get('/readyz', async (context) => {
    const lines = await inTheWay(vitals);
    return lines.length === 0
      ? context.text('ready\n', 200, fresh)
      : context.text(`not ready\n${lines.map((line) => `${line}\n`).join('')}`, 503, fresh);
  });
  app.get('/metrics', async (context) => {
    const { text, contentType } = await metrics.read();
    return context.body(text, 200, { ...fresh, 'content-type': contentType });
  });
  app.notFound((context) => context.text('there are /healthz, /readyz and /metrics\n', 404));
  return app;
}
