/**
 * A local Slack: one HTTP server on 127.0.0.1 with the Web API, response URLs and Socket Mode, over a workspace in memory.
 * The real bot process connects to it as it would to Slack.
 */
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type Clock, systemClock } from './clock.ts';
import type { Credentials, SlackCore } from './core.ts';
import { Delivery } from './delivery/delivery.ts';
import type { Transport } from './delivery/transport.ts';
import { Faults } from './faults.ts';
import { Files } from './files/files.ts';
import { fileRoutes } from './files/routes.ts';
import { Installation } from './installation.ts';
import { ResponseUrls } from './interactions/response-urls.ts';
import { responseUrlRoutes } from './interactions/routes.ts';
import { Suggestions } from './interactions/suggestions.ts';
import { Triggers } from './interactions/triggers.ts';
import { close, doorsOf, listen } from './listening.ts';
import { isLocalHost, localOnly } from './local-only.ts';
import { freshSecret, type Random, systemRandom } from './random.ts';
import { Recorder } from './recorder.ts';
import { seed as playgroundSeed } from './seed.ts';
import { Connections } from './socket-mode/connections.ts';
import { socketModeTransport } from './socket-mode/transport.ts';
import { Views } from './views/views.ts';
import { RateLimits } from './web-api/rate-limits.ts';
import { webApiRoutes } from './web-api/routes.ts';
import type { Seed } from './workspace/model.ts';
import { Workspace } from './workspace/workspace.ts';

export interface SlackOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly seed?: Seed;
  /** False takes Slack's rate limits away. Default true. */
  readonly rateLimits?: boolean;
  /** More routes of the same server: the control API, the page. */
  readonly routes?: (core: SlackCore) => Hono;
  /** How payloads reach the app. Default: Socket Mode. */
  readonly transport?: (parts: TransportParts) => Transport;
  /** Told what a person should know: a method that is not there, an error of the playground's own. Default: standard error. */
  readonly warn?: (line: string) => void;
}

/** What a transport may need of the local Slack. */
export interface TransportParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly credentials: Credentials;
}

export interface LocalSlack {
  /** What everything here shares: workspace, recorder, faults, connections, delivery … */
  readonly core: SlackCore;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `SLACK_API_URL` for the bot. */
  readonly apiUrl: string;
  /** `SLACK_BOT_TOKEN`, `SLACK_APP_TOKEN`, `SLACK_SIGNING_SECRET` for the bot. */
  readonly credentials: Credentials;
  /** Resolves when the bot can be reached: over Socket Mode, when it has a connection. */
  connected(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSlack(options: SlackOptions): Promise<LocalSlack> {
  const {
    clock = systemClock,
    random = systemRandom,
    seed = playgroundSeed,
    warn = (line) => process.stderr.write(`${line}\n`),
  } = options;
  let origin = '';
  const workspace = new Workspace(seed, clock, () => origin);
  const recorder = new Recorder(clock);
  const connections = new Connections({ clock, random, recorder, appId: workspace.app.id });
  const credentials: Credentials = {
    botToken: `xoxb-playground-${freshSecret(16)}`,
    appToken: `xapp-1-playground-${freshSecret(16)}`,
    configToken: `xoxe.xoxp-1-playground-${freshSecret(16)}`,
    signingSecret: freshSecret(16),
  };
  const transport =
    options.transport?.({ clock, random, recorder, credentials }) ??
    socketModeTransport(connections, clock, random);
  const core: SlackCore = {
    workspace,
    views: new Views({ clock, random, changed: (user) => workspace.changedFor(user) }),
    clock,
    random,
    recorder,
    connections,
    faults: new Faults(),
    rateLimits: new RateLimits(clock, options.rateLimits ?? true),
    triggers: new Triggers(clock, random),
    files: new Files(clock, random),
    installation: new Installation(),
    suggestions: new Suggestions(),
    responseUrls: new ResponseUrls(clock, random),
    delivery: new Delivery(transport, clock),
    credentials,
    origin: () => origin,
    refuseConnections: (milliseconds) => {
      connections.cut();
      doors.shut(milliseconds);
    },
  };

  const server: Server = createServer(getRequestListener(application(core, options, warn).fetch));
  server.on('upgrade', (request, socket, head) => {
    if (isLocalHost(request.headers.host)) connections.upgrade(request, socket, head);
    else socket.destroy();
  });
  const port = await listen(server, options.port);
  origin = `http://127.0.0.1:${port}`;
  const doors = doorsOf(server, port);

  return {
    core,
    url: origin,
    apiUrl: `${origin}/api/`,
    credentials: core.credentials,
    connected: () => core.delivery.connected(),
    stop: async () => {
      connections.stop();
      doors.stop();
      if (server.listening) await close(server);
    },
  };
}

function application(
  core: SlackCore,
  { routes }: SlackOptions,
  warn: (line: string) => void,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(localOnly);
  app.route('/', webApiRoutes(core, warn));
  app.route('/', responseUrlRoutes(core));
  app.route('/', fileRoutes(core));
  if (routes !== undefined) app.route('/', routes(core));
  app.onError((error, context) => {
    warn(`The playground failed at ${context.req.method} ${context.req.path}: ${error.stack}`);
    return context.json({ ok: false, error: 'fatal_error' }, 500);
  });
  return app;
}
