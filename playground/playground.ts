/** The whole playground: simulated hosts, a local Slack with the page, and the real bot between them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completions } from '../commands/completions.ts';
import type { Command } from '../commands/define.ts';
import { verbs } from '../commands/verbs.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { configurationText } from './configuration.ts';
import { controlRoutes } from './control/control.ts';
import type { CommandHint, HostControl } from './control/dependencies.ts';
import { freePort } from './free-port.ts';
import { parseFault } from './hosts/faults.ts';
import { type HostOptions, type SimulatedHost, startHost } from './hosts/host.ts';
import { newKeyPair } from './hosts/keys.ts';
import type { HostSeed } from './hosts/model/seed.ts';
import { omniosSeed } from './hosts/seeds/omnios.ts';
import { openindianaSeed } from './hosts/seeds/openindiana.ts';
import type { Clock } from './slack/clock.ts';
import { httpModeTransport } from './slack/http-mode/transport.ts';
import { fromManifest } from './slack/manifest.ts';
import { seed as workspace } from './slack/seed.ts';
import { type LocalSlack, startSlack } from './slack/server.ts';

export const slackModes = ['socket-mode', 'http'] as const;
export type SlackMode = (typeof slackModes)[number];

export interface PlaygroundOptions {
  /** Of the page and the control API; 0 takes a free one. */
  readonly port: number;
  /** All that the playground writes lies below it. */
  readonly directory: string;
  /** What hv-04 begins with. Default: a registry that people have kept by hand for a while. */
  readonly seed?: HostSeed;
  /** What om-01 begins with. Default: one that was made anew a while ago. */
  readonly omniosSeed?: HostSeed;
  /** How long a simulated install takes. Default 1000. */
  readonly installMilliseconds?: number;
  /** How the local Slack reaches the bot. Default: Socket Mode. */
  readonly mode?: SlackMode;
  /** Slack's time: one that can be advanced is advanced by `POST /_control/clock`. Default: real time. */
  readonly clock?: Clock;
  /**
   * How many bots work together, over Socket Mode. Default 1; more need `DATABASE_URL` in `environment`, since the
   * embedded database has room for one.
   */
  readonly bots?: number;
  /** More hosts besides hv-04 and om-01, which begin as hv-04 does. */
  readonly moreHosts?: readonly string[];
  /** More variables for the bot's process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly warn: (line: string) => void;
}

export interface Playground {
  readonly url: string;
  readonly slack: LocalSlack;
  /** The first of them. */
  readonly bot: BotProcess;
  /** Those that were started after the first log to `bot-2.log` and so on. */
  readonly bots: readonly BotProcess[];
  readonly hosts: readonly SimulatedHost[];
  /** One more bot, the last of `bots` from then on; of another release where its source is elsewhere. */
  startAnother(source?: string): BotProcess;
  /** Resolves when the bot is connected and its hosts have answered once. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws Diagnostic `zmgr::playground::…` when this machine cannot run it */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { directory, warn } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const key = newKeyPair();
  const identity = join(directory, 'identity');
  writeFileSync(identity, key.private, { mode: 0o600 });

  const start = (host: Pick<HostOptions, 'name' | 'dialect' | 'seed'>) =>
    startHost({
      ...host,
      directory: join(directory, host.name),
      port: 0,
      clientPublicKey: key.public,
      ...(options.installMilliseconds === undefined
        ? {}
        : { installMilliseconds: options.installMilliseconds }),
      now: () => new Date(),
      random: Math.random,
    });
  const hosts = await Promise.all([
    start({ name: 'hv-04', dialect: 'openindiana', seed: options.seed ?? openindianaSeed }),
    start({ name: 'om-01', dialect: 'omnios', seed: options.omniosSeed ?? omniosSeed }),
    ...(options.moreHosts ?? []).map((name) =>
      start({ name, dialect: 'openindiana', seed: options.seed ?? openindianaSeed }),
    ),
  ]);
  const botPort = options.mode === 'http' ? await freePort() : undefined;
  const manifest = readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8');
  const slack = await startSlack({
    port: options.port,
    warn,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    // The bot is granted what its manifest asks for, and nothing more.
    seed: { ...workspace, app: { ...workspace.app, ...fromManifest(manifest) } },
    ...(botPort !== undefined && {
      transport: ({ credentials, ...parts }) =>
        httpModeTransport({
          ...parts,
          url: `http://127.0.0.1:${botPort}/slack/events`,
          signingSecret: credentials.signingSecret,
        }),
    }),
    routes: (core) =>
      controlRoutes({
        slack: core,
        hosts: () => hosts.map(hostControl),
        ready,
        commands: async (user) => hintsFor(core.workspace.user(user)?.roles ?? []),
        page: join(import.meta.dirname, 'page'),
      }),
  });
  const config = join(directory, 'zonebot.kdl');
  writeFileSync(config, configurationText(hosts, identity), { mode: 0o600 });
  const environment = {
    ZONEBOT_CONFIG: config,
    ZONEBOT_DATA: join(directory, 'data'),
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    ...(botPort === undefined
      ? { SLACK_APP_TOKEN: slack.credentials.appToken }
      : { SLACK_SIGNING_SECRET: slack.credentials.signingSecret, PORT: String(botPort) }),
    SLACK_API_URL: slack.apiUrl,
    ...options.environment,
  };
  const bot = startBot({ directory, warn, environment });
  const bots = [bot];
  const startAnother = (source?: string): BotProcess => {
    const log = `bot-${bots.length + 1}.log`;
    const another = startBot({
      directory,
      warn,
      environment,
      log,
      ...(source !== undefined && { source }),
    });
    bots.push(another);
    return another;
  };
  while (bots.length < (options.bots ?? 1)) startAnother();

  async function ready(): Promise<void> {
    await slack.connected();
    // A host does not tell when it was first spoken to; it is asked, seldom enough to cost nothing.
    while (hosts.some((one) => one.counts().execs === 0)) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  return {
    url: slack.url,
    slack,
    bot,
    bots,
    hosts,
    startAnother,
    ready,
    async stop() {
      await Promise.all(bots.map((one) => one.stop()));
      await slack.stop();
      await Promise.all(hosts.map((one) => one.stop()));
    },
  };
}

const hostControl = (host: SimulatedHost): HostControl => ({
  name: host.name,
  address: host.reach.address,
  port: host.reach.port,
  state: async () => host.state(),
  fault: async (fault) => host.fault(parseFault(fault)),
});

/** What the composer offers: every verb that the person's roles allow, and the examples of the verbs that change. */
function hintsFor(roles: readonly string[]): readonly CommandHint[] {
  const rank = ['viewer', 'operator', 'admin'];
  const highest = Math.max(
    -1,
    ...roles.map((role) => rank.indexOf(role === 'approver' ? 'viewer' : role)),
  );
  const allowed = verbs.filter(({ role }) => role === 'anyone' || rank.indexOf(role) <= highest);
  const paths = new Set(allowed.map(({ path }) => path));
  const offered = completions(allowed, (path) => ({ allowed: paths.has(path), because: '' }));
  return [...offered, ...allowed.flatMap(examplesOf)].map(({ text, summary }) => ({
    text: text.trim(),
    summary,
  }));
}

const examplesOf = ({ kind, examples, summary }: Command): readonly CommandHint[] =>
  kind === 'change' ? examples.map((text) => ({ text, summary })) : [];
