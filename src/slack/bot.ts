/**
 * The bot's side of Slack. Two calls, since what answers people needs what Slack knows and the other way round:
 *
 *     const slack = await connectSlack({ slack: environment.slack, log, clock, signal });   // auth.test; nothing comes in yet
 *     … build authoriser, outbox, operations, front desk from slack.identity, slack.directory, slack.writer …
 *     const bot = await startBot({ slack, desk, commands });                            // from now on people are answered
 *     await bot.stop(10_000);                                                               // lets no more in, answers who waits, closes
 */
import { App } from '@slack/bolt';
import type { Command } from '../../commands/define.ts';
import { prepare, pressingOf } from '../../commands/run.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import type { Directory } from '../authorise/directory.ts';
import type { Clock } from '../clock.ts';
import type { Environment } from '../env.ts';
import type { Log } from '../log/log.ts';
import type { PictureWriter, SlackWriter } from '../outbox/writer.ts';
import { draw } from '../pictures/draw.ts';
import type { FormDesk } from '../receive/form-desk.ts';
import type { FrontDesk } from '../receive/front-desk.ts';
import { listenToActions } from './gestures/actions.ts';
import type { AnsweringParts } from './gestures/answering.ts';
import { listenToHomes } from './gestures/app-home.ts';
import { listenToBallots } from './gestures/ballots.ts';
import { buttonsAt } from './gestures/buttons.ts';
import { listenToCommands } from './gestures/commands.ts';
import { listenToForms } from './gestures/form-submission.ts';
import { createGiveFile } from './gestures/give-file.ts';
import { InFlight } from './gestures/in-flight.ts';
import { listenToMentions } from './gestures/mentions.ts';
import { createRespond } from './gestures/respond.ts';
import { listenToShortcuts } from './gestures/shortcuts.ts';
import { listenToTyping } from './gestures/suggestions.ts';
import { createViews } from './gestures/views.ts';
import { slackLogger } from './logger.ts';
import { listenToLostChannels } from './lost-channels.ts';
import { eventsOnce } from './receiving/events-once.ts';
import { createReceiver } from './receiving/receiver.ts';
import type { SlackReceiver } from './receiving/slack-receiver.ts';
import type { Pace } from './receiving/sockets.ts';
import { listenToUninstalling } from './uninstalled.ts';
import { createClients, type SlackClients } from './web-api/clients.ts';
import { createDirectory } from './web-api/directory.ts';
import { createFiles } from './web-api/files.ts';
import { createHomePublisher, type PublishView } from './web-api/home-publisher.ts';
import { askIdentity, type BotIdentity, refusalOfToken } from './web-api/identity.ts';
import { TokenWatch } from './web-api/token-watch.ts';
import { createWriter } from './web-api/writer.ts';

export interface ConnectOptions {
  readonly slack: Environment['slack'];
  readonly log: Log;
  readonly clock: Clock;
  /** Gives up waiting for a Slack that does not answer. */
  readonly signal: AbortSignal;
}

export interface Slack {
  readonly identity: BotIdentity;
  /** For the outbox. */
  readonly writer: SlackWriter;
  readonly files: PictureWriter;
  /** For App Homes. */
  readonly publish: PublishView;
  /** For the authoriser. */
  readonly directory: Directory;
  readonly clients: SlackClients;
  /** Whether Slack still takes the tokens. */
  readonly tokens: TokenWatch;
  readonly options: ConnectOptions;
}

/** @throws Diagnostic `zmgr::slack::bad-bot-token`, `zmgr::slack::stopped` */
export async function connectSlack(options: ConnectOptions): Promise<Slack> {
  let tokens: TokenWatch | undefined;
  const clients = createClients(options.slack, options.log, () => void tokens?.suspect());
  const identity = await askIdentity(clients, options);
  tokens = new TokenWatch({ ask: () => refusalOfToken(clients, options), clock: options.clock });
  return {
    identity,
    clients,
    tokens,
    options,
    writer: createWriter(clients, identity.user),
    files: createFiles({ clients, apiUrl: options.slack.apiUrl }),
    publish: createHomePublisher(clients),
    directory: createDirectory(clients),
  };
}

export interface BotParts {
  readonly slack: Slack;
  readonly desk: FrontDesk;
  readonly commands: readonly Command[];
  readonly forms: FormDesk;
  /** Somebody looks at their App Home. */
  readonly openedHome: (who: ActorId) => Promise<void>;
  /** Nothing of ours is seen in a channel any more, by Slack's word for it. */
  readonly channelGone: (channel: string, why: string) => Promise<void>;
  /** The configured channel. */
  readonly channel: string;
  /** See AnsweringParts. */
  readonly onAck?: AnsweringParts['onAck'];
  /** See Sockets. */
  readonly pace?: Partial<Pace>;
}

export interface Bot {
  readonly isConnected: boolean;
  /** Lets no more in, waits at most that many milliseconds for answers under way, then closes the connections. */
  stop(patience: number): Promise<void>;
}

/** @throws Diagnostic `zmgr::slack::bad-app-token`, `zmgr::slack::port-taken` */
export async function startBot({
  slack,
  desk,
  commands,
  forms,
  openedHome,
  channelGone,
  channel,
  onAck,
  pace,
}: BotParts): Promise<Bot> {
  const { identity, clients, tokens, options } = slack;
  const { log, clock } = options;
  const inFlight = new InFlight();
  const receiver = createReceiver({ ...options, onRefused: (why) => tokens.refuse(why), pace });
  const app = await createApp(slack, receiver);
  app.use(eventsOnce(clock));
  listenToUninstalling(app, tokens);
  listenToLostChannels(app, channelGone, log);
  const respond = createRespond({ clients, apiUrl: options.slack.apiUrl, log });
  const pressable = (text: string) => pressingOf(prepare(text, commands));
  const giveFile = createGiveFile(clients, slack.files);
  const parts = { inFlight, respond, log, pressable, giveFile, draw, onAck };
  const formParts = { forms, views: createViews(clients, log) };
  listenToCommands(app, desk, commands, formParts, parts);
  listenToActions(app, buttonsAt(desk, commands, formParts), { ...formParts, channel }, parts);
  listenToHomes(app, openedHome, parts);
  listenToForms(app, desk, formParts, parts);
  listenToBallots(app, desk, parts);
  listenToTyping(app, formParts, parts);
  listenToShortcuts(app, { ...formParts, desk, channel }, parts);
  listenToMentions(app, desk, commands, identity, parts);
  try {
    await app.start();
  } catch (error) {
    await receiver.stop();
    throw error;
  }
  log.info({ team: identity.team, user: identity.user }, 'connected to Slack');
  return {
    get isConnected() {
      return receiver.isConnected;
    },
    stop: async (patience) => {
      inFlight.close();
      const patient = new AbortController();
      await Promise.race([inFlight.drained(), clock.sleep(patience, patient.signal)]);
      patient.abort();
      await app.stop();
    },
  };
}

/** The identity is known, so Bolt asks nobody; an error of its own constructor would be an unhandled rejection. */
async function createApp({ identity, options }: Slack, receiver: SlackReceiver): Promise<App> {
  const { slack, log } = options;
  const app = new App({
    token: slack.botToken,
    botId: identity.botId,
    botUserId: identity.user,
    receiver,
    logger: slackLogger(log, 'bolt'),
    deferInitialization: true,
    tokenVerificationEnabled: false,
    convoStore: false,
    clientOptions: {
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      ...(slack.apiUrl !== undefined && { slackApiUrl: slack.apiUrl }),
    },
  });
  app.error(async (error) => log.error({ err: error }, 'a delivery of Slack was not understood'));
  await app.init();
  return app;
}
