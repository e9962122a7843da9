/**
 * npm start: reads what was configured, wires the storeys together, runs until it is told to stop. The one place where
 * things are put together; everything else is handed what it needs.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answer } from '../commands/answer.ts';
import { paragraph } from '../commands/answers/parts.ts';
import type { Demand, Hosts } from '../commands/desk.ts';
import { prepare, pressingOf } from '../commands/run.ts';
import { verbs } from '../commands/verbs.ts';
import { Diagnostic } from '../hostlink/diagnostic.ts';
import { guardKinds } from '../hostlink/guards/guard-kinds.ts';
import { observe } from '../hostlink/observe/observe.ts';
import { registryFact } from '../hostlink/registry/fact.ts';
import { secretsIn } from '../hostlink/registry/secrets.ts';
import { readOutputs } from '../hostlink/runner/read-outputs.ts';
import { HostLinks } from '../hostlink/ssh/hosts.ts';
import { stepKinds } from '../hostlink/steps/step-kinds.ts';
import { createAuthoriser } from './authorise/authorise.ts';
import { type Change, demandOf } from './authorise/demand.ts';
import { unreachable } from './authorise/reachable.ts';
import { operationCard } from './cards/operation-card.ts';
import { voteReplies } from './cards/vote-replies.ts';
import type { Checked } from './checked.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config/config.ts';
import { accountsOf } from './config/linked.ts';
import { loadConfig } from './config/load.ts';
import { type Environment, readConfigEnvironment, readEnvironment } from './env.ts';
import { exitStatus, exitStatusOf } from './exit-status.ts';
import { watchGlass } from './glass/watch-glass.ts';
import { startHealth } from './health/health.ts';
import { startHomes } from './home/homes.ts';
import { lastSeen } from './known/last-seen.ts';
import { createLog, type Log } from './log/log.ts';
import { hostRuns, titlesOf } from './operations/host-runs.ts';
import { createOperations } from './operations/operations.ts';
import { untilQuiet } from './operations/quiet.ts';
import { startOutbox, type Turn } from './outbox/outbox.ts';
import { printFaults } from './print-faults.ts';
import { createFormDesk } from './receive/form-desk.ts';
import { createFrontDesk } from './receive/front-desk.ts';
import { lostCards } from './receive/lost-cards.ts';
import { operationCards } from './receive/operation-cards.ts';
import { cardKey, operationOutputs } from './receive/operation-outputs.ts';
import { repeatedRefusals } from './receive/repeated-refusals.ts';
import { tellingRefusals } from './receive/told-refusals.ts';
import { type Bot, connectSlack, type Slack, startBot } from './slack/bot.ts';
import type { Pressable } from './slack/rendering/offers.ts';
import { renderMessage } from './slack/rendering/render.ts';
import { homeView } from './slack/rendering/render-home.ts';
import { openStore } from './store/open-store.ts';
import { unhandled } from './unhandled.ts';

/** Milliseconds. */
const observeDeadline = 20_000;
/** Bytes read of what one step printed. */
const mostOutput = 256 * 1024;
/** Milliseconds for which an App Home shows what has ended, and how many operations homes are made from. */
const homeKeeps = 24 * 60 * 60_000;
const mostInHomes = 500;
const answersPatience = 10_000;
const outboxPatience = 5_000;

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** What is wrong, for whoever started the bot; then it ends, with a status that says whether to try again. */
function refuse(faults: readonly Diagnostic[]): never {
  process.stderr.write(printFaults(faults));
  process.exit(Math.max(exitStatus.fault, ...faults.map(exitStatusOf)));
}

function insistOn<T>(checked: Checked<T>): T {
  return checked.kind === 'good' ? checked.value : refuse(checked.faults);
}

const pressable: Pressable = (text) => pressingOf(prepare(text, verbs));

function hostsOf(config: Config, links: HostLinks): Hosts {
  return {
    names: links.names,
    default: config.defaultHost,
    spec: (name) => links.link(name).spec,
    observe: (name, facts) =>
      observe(links.link(name), facts, { deadline: observeDeadline, random: randomBytes }),
    outputs: (name, operation, step) =>
      readOutputs(links.link(name), operation, {
        bytes: mostOutput,
        mark: randomBytes(16).toString('hex'),
        ...(step !== undefined && { step }),
      }),
  };
}

/** What stands for a file where Slack takes none. */
const noFile: Answer = {
  summary: 'All of it could not be given as a file',
  parts: [paragraph('All of it could not be given as a file.')],
};

interface Started {
  /** Stops everything again, in the other order. */
  stop(): Promise<void>;
  /** The other replicas took this one for dead: it must be gone before it says or does anything more. */
  readonly unseated: Promise<Diagnostic>;
  /** Slack has taken a token back, and no operation is under way any more: nothing is left to be done. */
  readonly lost: Promise<Diagnostic>;
}

async function start(
  environment: Environment,
  config: Config,
  log: Log,
  signal: AbortSignal,
): Promise<Started> {
  const clock = systemClock;
  const store = await openStore({ place: environment.store, log, release: version });
  log.info({ replica: store.replica.name }, 'the database is open');
  await store.audit.append({
    event: 'configured',
    surface: 'bot',
    policy: config.digest,
    inputs: { version },
  });
  const links = new HostLinks(config.hosts, { now: clock.now, random: Math.random });
  const primed = links.prime();
  let tokens: Slack['tokens'] | undefined;
  let bot: Bot | undefined;
  const { healthPort } = environment;
  const health =
    healthPort === undefined
      ? undefined
      : await startHealth({
          port: healthPort,
          vitals: {
            store,
            replica: store.replica,
            hosts: links,
            clock,
            isSlackConnected: () => bot?.isConnected ?? false,
            slackTrouble: () => tokens?.trouble,
          },
          version,
        });
  const slack = await connectSlack({ slack: environment.slack, log, clock, signal });
  tokens = slack.tokens;
  const beyond = await unreachable(config, slack.directory, log);
  if (beyond.length > 0) refuse(beyond);
  const authoriser = createAuthoriser({
    policy: config,
    directory: slack.directory,
    home: slack.identity,
    clock,
  });
  const { replica } = store;
  const turn: Turn = {
    isOurs: () => replica.isEldest(),
    insist: () => replica.insist(),
    callOther: () => replica.callEldest(),
    onCall: (listener) => replica.onCall(listener),
  };
  const outbox = startOutbox({
    turn,
    messages: store.messages,
    writer: slack.writer,
    files: slack.files,
    clock,
    log,
    onGivenUp: (key, why) => lost.givenUp(key, why),
  });
  const lost = lostCards({
    find: (id) => operations.record(id),
    waiting: async () =>
      (await store.operations.lately(clock.now(), mostInHomes)).filter(
        ({ state }) => state === 'waiting',
      ),
    tell: (key, to, what) => {
      const content = renderMessage(what, key, pressable);
      switch (to.kind) {
        case 'person':
          return outbox.put(key, to.user, content);
        case 'channel':
          return outbox.put(key, to.channel, content);
        case 'thread':
          return outbox.put(key, to.channel, content, { inThreadOf: to.of });
        default:
          return to satisfies never;
      }
    },
    members: (group) => slack.directory.members(group),
    accountsOf: (user) => accountsOf(user, config.linked),
    channel: config.slack.channel,
    log,
  });
  const homes = startHomes({
    turn,
    shown: store.homes,
    facts: async () => {
      const now = clock.now();
      const since = new Date(now.getTime() - homeKeeps);
      const [lately, reviews] = await Promise.all([
        store.operations.lately(since, mostInHomes),
        store.operations.openReviews(mostInHomes),
      ]);
      return { operations: lately, reviews, now };
    },
    authoriser,
    publish: (user, home, hash) => slack.publish(user, homeView(home, pressable), hash),
    clock,
    log,
  });
  const seen = lastSeen(hostsOf(config, links), log);
  const { hosts } = seen;
  const looked = primed.then(() => Promise.all(hosts.names.map(seen.look)));
  const demand = (change: Change): Demand => demandOf(change, config, clock.now());
  const operations = createOperations({
    store,
    hosts,
    runs: hostRuns({
      links: (name) => links.link(name),
      kinds: stepKinds,
      guardKinds,
      secrets: async (name) =>
        secretsIn((await hosts.observe(name, { registry: registryFact })).registry),
    }),
    command: (path) => {
      const verb = verbs.find((one) => one.path === path);
      return verb?.kind === 'change' ? verb : undefined;
    },
    deskFor: (actor) => desk.deskFor(actor),
    demand,
    mayApprove: (voter, { actor }, consent) =>
      authoriser.authorise(
        voter,
        { kind: 'vote', decision: 'approve' },
        { requester: actor, consent },
        {},
      ),
    accountsOf: (user) => accountsOf(user, config.linked),
    glass: config.breakGlass,
    mayBreakGlass: (who) => authoriser.authorise(who, { kind: 'break-glass' }, {}, {}),
    titles: titlesOf(stepKinds, guardKinds),
    clock,
    log,
    onChange: async (operation) => {
      outputs.changed(operation);
      homes.changed();
      await cards.changed(operation);
      await glass?.changed(operation);
    },
  });
  const glass = watchGlass({
    config,
    store,
    outbox,
    pressable,
    members: (group) => slack.directory.members(group),
    demand: (operation) => operations.demandOf(operation),
    changed: () => homes.changed(),
    clock,
    log,
  });
  const outputs = operationOutputs({
    find: (id) => operations.record(id),
    read: hosts.outputs,
    put: (key, channel, answer, options) =>
      outbox.put(key, channel, renderMessage(answer, key, pressable), options),
    isPut: (key) => outbox.has(key),
    kinds: stepKinds,
    clock,
    log,
  });
  const cards = operationCards({
    find: (id) => operations.record(id),
    put: async (operation, wasShown) => {
      const { id, channel } = operation;
      const key = cardKey(id);
      await outbox.put(
        key,
        channel,
        renderMessage(operationCard(operation, stepKinds), key, pressable),
        { revision: operation.revision },
      );
      for (const { key: reply, answer } of voteReplies(operation, wasShown)) {
        const content = renderMessage(answer, `${key}:${reply}`, pressable);
        await outbox.put(`${key}:${reply}`, channel, content, { inThreadOf: key });
      }
    },
    clock,
  });
  const desk = tellingRefusals(
    createFrontDesk({
      demand,
      glass: glass?.terms,
      commands: verbs,
      authoriser,
      hosts,
      seen,
      operations,
      trail: store.audit,
      cards,
      post: async (key, { channel, threadTs }, answer) => {
        const thread = threadTs === undefined ? {} : { threadTs };
        await outbox.put(key, channel, { ...renderMessage(answer, key, pressable), ...thread });
        const { file } = answer;
        if (file === undefined) return;
        const instead = renderMessage(noFile, `${key}:file`);
        const place = threadTs === undefined ? { inThreadOf: key } : {};
        await outbox.put(`${key}:file`, channel, { ...instead, ...thread }, { ...place, file });
      },
      channel: config.slack.channel,
      version,
      clock,
    }),
    {
      append: (entry) => store.audit.append(entry),
      notice: repeatedRefusals({
        trail: store.audit,
        post: (key, answer) =>
          outbox.put(key, config.slack.channel, renderMessage(answer, key, pressable)),
        clock,
      }),
      log,
    },
  );
  await operations.start();
  glass?.start();
  const forms = createFormDesk({ commands: verbs, authoriser, seen });
  bot = await startBot({
    slack,
    desk,
    commands: verbs,
    forms,
    openedHome: (who) => homes.opened(who),
    channelGone: (channel, why) => lost.channelGone(channel, why),
    channel: config.slack.channel,
    onAck: health?.acked,
  });

  return {
    unseated: replica.lost,
    lost: slack.tokens.lost.then(async (why) => {
      log.error({ err: why }, 'nobody is answered any more; operations go on to their end');
      await untilQuiet(store.operations, clock, signal);
      return why;
    }),
    stop: async () => {
      await bot?.stop(answersPatience);
      await operations.stop();
      await outputs.stop();
      await homes.stop();
      await glass?.stop();
      await outbox.stop(outboxPatience);
      await primed;
      await links.close();
      await looked;
      await health?.stop();
      await store.close();
    },
  };
}

const environment = insistOn(readEnvironment(process.env));
const config = insistOn(loadConfig(readConfigEnvironment(process.env)));
const log = createLog({
  level: environment.logLevel,
  write: (line) => process.stdout.write(line),
});

for (const notice of environment.notices) log.warn({ err: notice }, 'a setting does nothing');

const stopping = new AbortController();
let started: Started | undefined;
const end = async (status: number) => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await started
    ?.stop()
    .catch((error: unknown) => log.error({ err: error }, 'not everything stopped'));
  process.exit(status);
};
process.on('SIGTERM', () => void end(exitStatus.stopped));
process.on('SIGINT', () => void end(exitStatus.stopped));
process.on('unhandledRejection', (reason) => {
  log.fatal({ err: unhandled(reason) }, 'stopping');
  void end(exitStatus.fault);
});

try {
  started = await start(environment, config, log, stopping.signal);
  log.info({ version }, 'zonebot is ready');
  void started.unseated.then((why) => {
    log.fatal({ err: why }, 'ending at once; what this replica had begun goes on elsewhere');
    process.exit(exitStatus.notNow);
  });
  // Nothing can be mended from in here: a new token comes with a new process. Until then the status says not to try.
  void started.lost.then((why) => {
    if (stopping.signal.aborted) return;
    log.fatal({ err: why }, 'stopping, for want of a token');
    return end(exitStatus.configuration);
  });
} catch (error) {
  if (stopping.signal.aborted) process.exit(exitStatus.stopped);
  refuse([error instanceof Diagnostic ? error : unhandled(error)]);
}
