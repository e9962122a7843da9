/**
 * The whole bot over the local Slack, with real operations: a store, the outbox, cards, the guard, and a host that is a
 * directory of this machine. `create <zone> fails` is the change that needs people, by the rules that a test gives.
 */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approve } from '../../../commands/approve.ts';
import { audit } from '../../../commands/audit.ts';
import { breakglass } from '../../../commands/breakglass.ts';
import { confirm } from '../../../commands/confirm.ts';
import type { Command } from '../../../commands/define.ts';
import { deny } from '../../../commands/deny.ts';
import { opCancel } from '../../../commands/op/cancel.ts';
import { opShow } from '../../../commands/op/show.ts';
import { review } from '../../../commands/review.ts';
import { reviews } from '../../../commands/reviews.ts';
import { defineWhy } from '../../../commands/why.ts';
import type { OperationId } from '../../../hostlink/names/operation-id.ts';
import { parseOperationId } from '../../../hostlink/names/operation-id.ts';
import { changeMembers } from '../../../playground/slack/changes/user-groups.ts';
import { asUser, type Person } from '../../../playground/slack/driver.ts';
import { people, userGroups } from '../../../playground/slack/seed.ts';
import { type LocalSlack, startSlack } from '../../../playground/slack/server.ts';
import type { Message } from '../../../playground/slack/workspace/model.ts';
import { type Authoriser, createAuthoriser } from '../../../src/authorise/authorise.ts';
import { demandOf } from '../../../src/authorise/demand.ts';
import { operationCard } from '../../../src/cards/operation-card.ts';
import { voteReplies } from '../../../src/cards/vote-replies.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { accountsOf } from '../../../src/config/linked.ts';
import { watchGlass } from '../../../src/glass/watch-glass.ts';
import { startHomes } from '../../../src/home/homes.ts';
import { lastSeen } from '../../../src/known/last-seen.ts';
import { hostRuns, titlesOf } from '../../../src/operations/host-runs.ts';
import { createOperations, type OperationsService } from '../../../src/operations/operations.ts';
import { alone, startOutbox } from '../../../src/outbox/outbox.ts';
import { createFormDesk } from '../../../src/receive/form-desk.ts';
import { createFrontDesk } from '../../../src/receive/front-desk.ts';
import { lostCards } from '../../../src/receive/lost-cards.ts';
import { operationCards } from '../../../src/receive/operation-cards.ts';
import { cardKey } from '../../../src/receive/operation-outputs.ts';
import { connectSlack, startBot } from '../../../src/slack/bot.ts';
import { renderMessage } from '../../../src/slack/rendering/render.ts';
import { homeView } from '../../../src/slack/rendering/render-home.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { OperationRecord } from '../../../src/store/operation-record.ts';
import { hastyClock } from '../../support/hasty-clock.ts';
import { shellLink } from '../../support/shell-link.ts';
import { embeddedPlace, type TestPlace } from '../../support/store-places.ts';
import { testGuardKinds, testKinds } from '../../support/test-steps.ts';
import { directoryHosts, testCreate, testHost } from '../operations/support/test-bot.ts';
import { collectLog } from './collect-log.ts';
import { exampleConfig, goodConfig } from './config-file.ts';

export interface ConsentStage {
  readonly local: LocalSlack;
  readonly operations: OperationsService;
  readonly store: Store;
  /** Makes time pass for the bot: what is due is looked at, what was looked up is old. */
  pass(milliseconds: number): void;
  /** What has been made on the host. */
  made(): readonly string[];
  at(user: string, channel?: string): Person;
  /** The operator asks for a zone, and its card waits. */
  waiting(
    zone: string,
    text?: string,
  ): Promise<{ readonly id: OperationId; readonly card: Message }>;
  /** The operation once it is in one of these states. */
  until(id: OperationId, ...states: readonly string[]): Promise<OperationRecord>;
  stop(): Promise<void>;
}

export interface ConsentStageOptions {
  /** Stands in for the real guard. */
  readonly authoriser?: (real: Authoriser) => Authoriser;
  readonly place?: () => Promise<TestPlace>;
}

const base = exampleConfig
  .replace('C0OPS', 'C0OPS00001')
  .replace(/approval .*\n/g, '')
  .replace(/role "operator".*/, `role "operator" { users "${people.operator}" }`)
  .replace(
    /role "approver".*/,
    `role "approver" { users "${people.firstApprover}" "${people.secondApprover}" }`,
  )
  .replace(/role "admin".*/, `role "admin" { users "${people.admin}" }`);

/** @param rules lines of zonebot.kdl */
export async function consentStage(
  rules: string,
  options: ConsentStageOptions = {},
): Promise<ConsentStage> {
  const policy = goodConfig(`${base}${rules}\n`);
  const local = await startSlack({ port: 0, rateLimits: false, warn: () => {} });
  const { log } = collectLog();
  let ahead = 0;
  const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
  const { botToken, appToken } = local.credentials;
  const slack = await connectSlack({
    slack: { botToken, apiUrl: local.apiUrl, receiving: { kind: 'socket-mode', appToken } },
    log,
    clock,
    signal: new AbortController().signal,
  });
  const real = createAuthoriser({
    policy,
    directory: slack.directory,
    home: slack.identity,
    clock,
  });
  const authoriser = options.authoriser?.(real) ?? real;
  const directory = mkdtempSync(join(tmpdir(), 'zonebot-stage-'));
  const host = testHost(directory);
  const link = shellLink({ state: host.state, path: process.env.PATH ?? '/usr/bin:/bin' });
  const hosts = directoryHosts(host, link);
  const place = await (options.place ?? embeddedPlace)();
  const store = await openStore({ place: place.place, log });
  const outbox = startOutbox({
    messages: store.messages,
    writer: slack.writer,
    files: slack.files,
    clock: hastyClock(),
    log,
    onGivenUp: (key, why) => lost.givenUp(key, why),
  });
  const lost = lostCards({
    find: (id) => operations.record(id),
    waiting: async () =>
      (await store.operations.lately(new Date(), 100)).filter(({ state }) => state === 'waiting'),
    tell: (key, to, what) =>
      outbox.put(
        key,
        to.kind === 'person' ? to.user : to.channel,
        renderMessage(what, key),
        to.kind === 'thread' ? { inThreadOf: to.of } : {},
      ),
    members: (group) => slack.directory.members(group),
    accountsOf: (user) => accountsOf(user, policy.linked),
    channel: policy.slack.channel,
    log,
  });
  const homes = startHomes({
    turn: alone,
    shown: store.homes,
    facts: async () => ({
      operations: await store.operations.lately(new Date(0), 100),
      reviews: await store.operations.openReviews(100),
      now: clock.now(),
    }),
    authoriser,
    publish: (user, home, hash) =>
      slack.publish(
        user,
        homeView(home, () => undefined),
        hash,
      ),
    clock: hastyClock(),
    log,
  });
  const create = testCreate(host);
  const commands: readonly Command[] = [
    create,
    confirm,
    approve,
    deny,
    breakglass,
    review,
    reviews,
    audit,
    opCancel,
    opShow,
    defineWhy(() => commands),
  ];
  const operations = createOperations({
    store,
    hosts,
    runs: hostRuns({
      links: () => link,
      kinds: testKinds,
      guardKinds: testGuardKinds,
      secrets: async () => new Map(),
    }),
    command: (path) => (path === create.path ? create : undefined),
    deskFor: (actor) => desk.deskFor(actor),
    demand: (change) => demandOf(change, policy, clock.now()),
    mayApprove: (voter, { actor }, consent) =>
      authoriser.authorise(
        voter,
        { kind: 'vote', decision: 'approve' },
        { requester: actor, consent },
        {},
      ),
    accountsOf: (user) => accountsOf(user, policy.linked),
    glass: policy.breakGlass,
    mayBreakGlass: (who) => authoriser.authorise(who, { kind: 'break-glass' }, {}, {}),
    titles: titlesOf(testKinds, testGuardKinds),
    clock,
    log,
    onChange: async (operation) => {
      homes.changed();
      await cards.changed(operation);
      await glass?.changed(operation);
    },
  });
  const cards = operationCards({
    find: (id) => operations.record(id),
    put: async (operation, wasShown) => {
      const { id, channel } = operation;
      const card = cardKey(id);
      await outbox.put(card, channel, renderMessage(operationCard(operation, testKinds), card));
      for (const { key, answer } of voteReplies(operation, wasShown)) {
        const content = renderMessage(answer, `${card}:${key}`);
        await outbox.put(`${card}:${key}`, channel, content, { inThreadOf: card });
      }
    },
    clock: systemClock,
  });
  const glass = watchGlass({
    config: policy,
    store,
    outbox,
    pressable: () => undefined,
    members: (group) => slack.directory.members(group),
    demand: (operation) => operations.demandOf(operation),
    changed: () => homes.changed(),
    clock: { ...clock, sleep: hastyClock().sleep },
    log,
  });
  const seen = lastSeen(hosts, log);
  const channel = policy.slack.channel;
  const desk = createFrontDesk({
    trail: store.audit,
    glass: glass?.terms,
    demand: (change) => demandOf(change, policy, clock.now()),
    commands,
    authoriser,
    hosts,
    seen,
    operations,
    cards,
    post: async () => {},
    channel,
    version: '0.0.0',
    clock,
  });
  await operations.start();
  glass?.start();
  const forms = createFormDesk({ commands, authoriser, seen });
  const bot = await startBot({
    slack,
    desk,
    commands,
    forms,
    openedHome: homes.opened,
    channelGone: lost.channelGone,
    channel,
    pace: { apart: 50 },
  });
  await local.connected();

  const at = (user: string, where?: string): Person => asUser(local.core, user, where);
  const showing = (zone: string) => (message: Message) =>
    message.onlyFor === undefined &&
    message.threadTs === undefined &&
    JSON.stringify(message.blocks).includes(`create ${zone} `);
  return {
    local,
    store,
    operations,
    at,
    pass: (milliseconds) => {
      ahead += milliseconds;
    },
    made: () => readdirSync(host.tree).map((name) => name.split('@')[0] ?? ''),
    waiting: async (zone, text = '') => {
      const olga = at(people.operator);
      await olga.slash(`create ${zone} fails${text}`);
      const card = await olga.waitFor(
        (message) =>
          showing(zone)(message) &&
          /"action_id":"(approve|confirm)"/.test(JSON.stringify(message.blocks)),
      );
      const found = /operation `([a-z2-7]{10})`/.exec(JSON.stringify(card.blocks));
      return { id: parseOperationId(found?.[1] ?? ''), card };
    },
    until: async (id, ...states) => {
      const giveUp = Date.now() + 15_000;
      for (;;) {
        const record = await operations.record(id);
        if (states.includes(record.state)) return record;
        if (Date.now() > giveUp) throw new Error(`${id} is ${record.state}, not ${states.join()}`);
        await systemClock.sleep(20);
      }
    },
    stop: async () => {
      await bot.stop(2_000);
      await operations.stop();
      await homes.stop();
      await glass?.stop();
      await outbox.stop(500);
      await store.close();
      await local.stop();
      await place.remove();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Of the user group of approvers, nobody but these is left. */
export async function leaveOnly(
  { local: { core } }: ConsentStage,
  ...users: readonly string[]
): Promise<void> {
  const group = core.workspace.userGroups.find(({ id }) => id === userGroups.approvers);
  if (group === undefined) throw new Error('the group is gone');
  await changeMembers(core, group, users);
}
