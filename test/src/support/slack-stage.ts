/** The bot's side of Slack over the local Slack: the real Bolt, authoriser and front desk, over operations in a list. */

import type { Actor, OperationView } from '../../../commands/desk.ts';
import { prepare, pressingOf } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { OperationId } from '../../../hostlink/names/operation-id.ts';
import { freePort } from '../../../playground/free-port.ts';
import type { SlackMode } from '../../../playground/playground.ts';
import { httpModeTransport } from '../../../playground/slack/http-mode/transport.ts';
import { people } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import { type Authoriser, createAuthoriser } from '../../../src/authorise/authorise.ts';
import { demandOf } from '../../../src/authorise/demand.ts';
import { operationCard } from '../../../src/cards/operation-card.ts';
import { systemClock } from '../../../src/clock.ts';
import { type LastSeen, lastSeen } from '../../../src/known/last-seen.ts';
import type { Log } from '../../../src/log/log.ts';
import type { Request } from '../../../src/operations/operations.ts';
import { createFormDesk } from '../../../src/receive/form-desk.ts';
import { createFrontDesk, type FrontDesk } from '../../../src/receive/front-desk.ts';
import { type Bot, connectSlack, type Slack, startBot } from '../../../src/slack/bot.ts';
import { renderMessage } from '../../../src/slack/rendering/render.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { type TestDesk, testDesk } from '../../commands/support/desk.ts';
import { memoryTrail } from '../../support/memory-trail.ts';
import { collectLog } from './collect-log.ts';
import { exampleConfig, goodConfig } from './config-file.ts';

/** The example, with the people of the local Slack. */
export const stageConfig = goodConfig(
  exampleConfig
    .replace('C0OPS', 'C0OPS00001')
    .replace(
      /role "operator".*/,
      `role "operator" { users "${people.operator}" "${people.secondApprover}"; }`,
    )
    .replace(/role "approver".*/, `role "approver" { usergroups "S0APPROVE1"; }`)
    .replace(/role "admin".*/, `role "admin" { users "${people.admin}"; }`),
);

export interface StageOptions {
  /** How the local Slack reaches the bot. Default: Socket Mode. */
  readonly mode?: SlackMode;
  /** Runs when a change is asked for, before it is taken on. */
  readonly onAsk?: (request: Request) => Promise<void>;
  /** Operations that there are already. */
  readonly operations?: (team: string) => readonly OperationView[];
  /** Stands in for the real guard. */
  readonly authoriser?: (real: Authoriser) => Authoriser;
  readonly hosts?: TestDesk;
}

export interface Stage {
  readonly local: LocalSlack;
  readonly slack: Slack;
  readonly bot: Bot;
  readonly desk: FrontDesk;
  readonly seen: LastSeen;
  readonly asked: Request[];
  /** Seconds until each acknowledgement. */
  readonly acks: number[];
  /** `cancel <id> <user>` */
  readonly decided: string[];
  readonly lines: string[];
  readonly log: Log;
  /** Posts the card of an operation as the outbox would. */
  readonly postCard: (
    operation: OperationView,
    channel: string,
  ) => Promise<{ readonly ts: string }>;
  readonly stop: () => Promise<void>;
}

const recordOf = (view: OperationView): OperationRecord => ({
  ...view,
  votes: [],
  revision: 1,
  channel: stageConfig.slack.channel,
  askedIn: stageConfig.slack.channel,
  arguments: {},
  runs: 0,
  runVerb: 'run',
  runAfter: 0,
});

export async function stage(options: StageOptions = {}): Promise<Stage> {
  const port = options.mode === 'http' ? await freePort() : undefined;
  const local = await startSlack({
    port: 0,
    rateLimits: false,
    warn: () => {},
    ...(port !== undefined && {
      transport: ({ credentials, ...parts }) =>
        httpModeTransport({
          ...parts,
          url: `http://127.0.0.1:${port}/slack/events`,
          signingSecret: credentials.signingSecret,
        }),
    }),
  });
  const { botToken, appToken, signingSecret } = local.credentials;
  const { log, lines } = collectLog();
  const clock = systemClock;
  const slack = await connectSlack({
    slack: {
      botToken,
      apiUrl: local.apiUrl,
      receiving:
        port === undefined
          ? { kind: 'socket-mode', appToken }
          : { kind: 'http', signingSecret, address: '127.0.0.1', port },
    },
    log,
    clock,
    signal: new AbortController().signal,
  });
  const asked: Request[] = [];
  const acks: number[] = [];
  const decided: string[] = [];
  const { team } = slack.identity;
  const operations = new Map(options.operations?.(team).map((view) => [view.id, view]));
  const viewOf = (id: OperationId): OperationView => {
    const found = operations.get(id);
    if (found === undefined) {
      throw new Diagnostic({ code: 'zmgr::operation::unknown', message: `No operation ${id}` });
    }
    return found;
  };
  const decide = (verb: string) => async (id: OperationId, by: Actor) => {
    decided.push(`${verb} ${id} ${by.user}`);
    return viewOf(id);
  };
  const real = createAuthoriser({
    policy: stageConfig,
    directory: slack.directory,
    home: slack.identity,
    clock,
  });
  const authoriser = options.authoriser?.(real) ?? real;
  const seen = lastSeen((options.hosts ?? testDesk()).hosts, log);
  const desk = createFrontDesk({
    trail: memoryTrail(),
    demand: (change) => demandOf(change, stageConfig, clock.now()),
    commands: verbs,
    authoriser,
    hosts: seen.hosts,
    seen,
    operations: {
      list: async () => [...operations.values()],
      show: async (id) => viewOf(id),
      holds: async () => [],
      record: async (id) => recordOf(viewOf(id)),
      decide: async (id, by, { decision }) => ({
        kind: 'counted',
        operation: await decide(decision)(id, by),
      }),
      cancel: decide('cancel'),
      resume: decide('resume'),
      unwind: decide('unwind'),
      review: async (id, by) => ({ kind: 'counted', operation: await decide('review')(id, by) }),
      openReviews: async () => [],
      glassUsed: async () => 0,
      ask: async (request) => {
        await options.onAsk?.(request);
        asked.push(request);
        const { id, actor, channel, command, text } = request;
        return {
          ...recordOf({
            id,
            state: 'planned',
            verb: command.path,
            subject: 'web01',
            command: text,
            actor,
            askedAt: clock.now(),
            events: [],
            votes: [],
          }),
          channel,
        };
      },
    },
    cards: {
      whilePlanning: async (_id, ask) => {
        await ask();
        return undefined;
      },
    },
    post: async (key, { channel, threadTs }, answer) => {
      const content = renderMessage(answer, key, (text) => pressingOf(prepare(text, verbs)));
      const thread = threadTs === undefined ? {} : { threadTs };
      await slack.writer.post(channel, { ...content, ...thread }, key);
    },
    channel: stageConfig.slack.channel,
    version: '0.0.0',
    clock,
  });
  const bot = await startBot({
    slack,
    desk,
    commands: verbs,
    forms: createFormDesk({ commands: verbs, authoriser, seen }),
    openedHome: async () => {},
    channelGone: async () => {},
    channel: stageConfig.slack.channel,
    pace: { apart: 50 },
    onAck: (seconds) => acks.push(seconds),
  });
  await local.connected();
  return {
    local,
    slack,
    bot,
    desk,
    seen,
    asked,
    acks,
    decided,
    lines,
    log,
    postCard: async (operation, channel) => {
      const content = renderMessage(operationCard(operation, new Map()), operation.id);
      const posted = await slack.writer.post(channel, content, operation.id);
      if (posted.kind !== 'posted') throw new Error(`not posted: ${JSON.stringify(posted)}`);
      return posted;
    },
    stop: async () => {
      await bot.stop(2_000);
      await local.stop();
    },
  };
}
