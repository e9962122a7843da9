/**
 * The front desk: takes what people type and press, asks authorise(), and hands it on. It knows no Slack: src/slack
 * brings requests in and takes answers out. An answer is for the asker alone; a change answers with its card.
 */

import type { Answer } from '../../commands/answer.ts';
import { diagnosticAnswer } from '../../commands/answers/diagnostic-answer.ts';
import { namedThings } from '../../commands/answers/named-things.ts';
import { paragraph } from '../../commands/answers/parts.ts';
import { shareable, sharedAnswer } from '../../commands/answers/shared-answer.ts';
import type { AuditTrail } from '../../commands/audit/trail.ts';
import type { Command } from '../../commands/define.ts';
import type { Demand, Desk, GlassTerms, Hosts } from '../../commands/desk.ts';
import type { SeenHosts } from '../../commands/forms/seen.ts';
import { spoken } from '../../commands/forms/spoken.ts';
import { sentText } from '../../commands/grammar/wire.ts';
import { notCounted } from '../../commands/operations/decided-answer.ts';
import { detailsAnswer } from '../../commands/operations/details-answer.ts';
import { reviewNotCounted } from '../../commands/operations/glass-words.ts';
import {
  answerRead,
  type PreparedChange,
  type PreparedDecision,
  type PreparedPlan,
  type PreparedRead,
} from '../../commands/run.ts';
import type { Surface } from '../../commands/surface.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type OperationId, operationId } from '../../hostlink/names/operation-id.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import { appHome } from '../authorise/app-home.ts';
import { type Authoriser, insist, type Standpoint } from '../authorise/authorise.ts';
import type { Change } from '../authorise/demand.ts';
import { placeOf } from '../authorise/demand.ts';
import type { Action } from '../authorise/question.ts';
import type { ButtonAction } from '../cards/card.ts';
import type { Clock } from '../clock.ts';
import { brokenTooOften } from '../operations/faults.ts';
import type { OperationsService } from '../operations/operations.ts';
import { diagnosticOf } from '../store/fault.ts';
import { type Granted, insistOnAsking } from './asking.ts';
import { type Ballot, ballotFor } from './ballot.ts';
import { guardOperations, type OpenOperations, resourceOf, standing } from './guard-operations.ts';
import { guardTrail } from './guard-trail.ts';
import type { OperationCards } from './operation-cards.ts';
import { wishesOf } from './wishes.ts';

/** What was typed, understood. */
export type Understood = PreparedRead | PreparedDecision | PreparedPlan | PreparedChange;

export interface CommandRequest {
  readonly actor: ActorId;
  readonly channel: string;
  /** The thread in which it was said. */
  readonly threadTs?: string | undefined;
  readonly surface: Surface;
  /** The same for a delivery that is repeated, different for everything else: a repeated change is one operation. */
  readonly delivery: string;
  readonly understood: Understood;
}

export interface PressRequest {
  readonly actor: ActorId;
  /** Slack's id, or `appHome`. */
  readonly channel: string;
  readonly action: Exclude<ButtonAction, 'details'>;
  /** All that a button says; what it is about is read from the store. */
  readonly operation: OperationId;
  /** What was filled in before a word was taken. */
  readonly filled?: { readonly reason?: string; readonly typed?: string };
}

/** By what somebody pressed. */
export function surfaceOf({
  channel,
  filled,
}: {
  readonly channel: string;
  readonly filled?: unknown;
}): 'home' | 'button' | 'form' {
  if (channel === appHome) return 'home';
  return filled === undefined ? 'button' : 'form';
}

export interface BallotRequest {
  readonly actor: ActorId;
  readonly channel: string;
  readonly decision: Ballot['decision'];
  readonly operation: OperationId;
}

export interface TextsRequest {
  readonly actor: ActorId;
  readonly channel: string;
  /** All that can be read in a message. */
  readonly texts: readonly string[];
}

export interface FrontDesk {
  /**
   * Undefined when all is said by a card.
   * @throws Diagnostic for who may not, and for what can't be done
   */
  take(request: CommandRequest): Promise<Answer | undefined>;
  /** Undefined when the card shows what became of it. @throws Diagnostic as take() does */
  press(request: PressRequest): Promise<Answer | undefined>;
  /** What somebody who may decide is asked first, if anything. @throws Diagnostic for who may not */
  ballot(request: BallotRequest): Promise<Ballot | undefined>;
  /** All about an operation's plan. @throws Diagnostic as take() does */
  details(request: Pick<PressRequest, 'actor' | 'channel' | 'operation'>): Promise<Answer>;
  /** What a message names, and what this person may do about it. @throws Diagnostic as take() does */
  thingsIn(request: TextsRequest): Promise<Answer>;
  /** The desk of somebody as they stand now, for operations that go on without them. */
  deskFor(actor: ActorId): Promise<Desk>;
}

/** Where something is posted. */
export interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

export interface FrontDeskParts {
  readonly commands: readonly Command[];
  readonly authoriser: Authoriser;
  readonly hosts: Hosts;
  /** What the hosts were last seen to have. */
  readonly seen: SeenHosts;
  readonly trail: AuditTrail;
  readonly operations: OpenOperations & Pick<OperationsService, 'ask' | 'glassUsed'>;
  /** What breaking the glass takes; left out: nobody does. */
  readonly glass?: Omit<GlassTerms, 'used'> | undefined;
  /** What a change needs, by the rules and the time of now. */
  readonly demand: (change: Change) => Demand;
  readonly cards: Pick<OperationCards, 'whilePlanning'>;
  /** Posts an answer for all to see, once for each key. */
  readonly post: (key: string, place: Place, answer: Answer) => Promise<void>;
  /** Where cards go of what is asked for where the bot is no member. */
  readonly channel: string;
  readonly version: string;
  readonly clock: Clock;
}

export function createFrontDesk(parts: FrontDeskParts): FrontDesk {
  const { commands, authoriser, hosts, seen, operations, cards, version, clock } = parts;

  const deskOf = (standpoint: Standpoint, channel?: string): Desk => ({
    actor: standpoint.actor,
    accounts: standpoint.accounts,
    hosts,
    operations: guardOperations(operations, standpoint),
    trail: guardTrail(parts.trail, standpoint),
    may: (path) => {
      const command = commands.find((candidate) => candidate.path === path);
      if (command === undefined) return { allowed: false, because: `there is no verb ${path}` };
      // Anybody may type them; whose word counts is seen when it is about an operation.
      if (path === 'approve' || path === 'deny') return standpoint.approves;
      if (path === 'review') return standpoint.may({ kind: 'review' });
      return standpoint.may(
        actionOf(command),
        command.kind === 'change' ? { risk: command.risk } : {},
      );
    },
    need: ({ verb, risk, host, tags, reason }) =>
      parts.demand({
        verb,
        risk,
        ...(host !== undefined && { host: hosts.spec(host) }),
        ...(tags !== undefined && { zoneTags: tags }),
        ...(channel !== undefined && { channel }),
        ...(reason !== undefined && { reason }),
      }),
    glass: async () => {
      const { glass } = parts;
      if (glass === undefined) return undefined;
      return { ...glass, used: await operations.glassUsed(standpoint.actor) };
    },
    stand: async (action, id) => {
      const record = await operations.record(id);
      return standpoint.may(standing(action, record), resourceOf(record));
    },
    now: clock.now(),
    version,
  });

  /** Told at once where it is seen already; the store counts once more when the glass is broken. */
  const insistOnOneMore = async (actor: ActorId): Promise<void> => {
    const limit = parts.glass?.limit ?? 0;
    if ((await operations.glassUsed(actor)) >= limit) throw new Diagnostic(brokenTooOften(limit));
  };

  const change = async (
    { channel, surface, delivery }: CommandRequest,
    { command, texts, text, reason, glass }: PreparedChange,
    standpoint: Standpoint,
    { because, rule }: Granted,
  ): Promise<Answer | undefined> => {
    const { isBotHere, actor } = standpoint;
    // In the place of others' yes, and not of the right to ask.
    if (glass !== undefined) {
      insist(standpoint.may({ kind: 'break-glass' }));
      await insistOnOneMore(actor);
    }
    const cardChannel = isBotHere ? channel : parts.channel;
    const request = {
      actor,
      channel: cardChannel,
      askedIn: channel,
      command,
      ...(reason !== undefined && { reason }),
      ...(glass !== undefined && { ticket: glass.ticket }),
      surface,
      granted: { because, ...(rule !== undefined && { rule: placeOf(rule) }) },
    };
    const wishes = await wishesOf({ command, texts, text, delivery }, deskOf(standpoint, channel));
    if (glass !== undefined && wishes.length > 1) throw severalHosts(wishes.length);
    const faults = await Promise.all(
      wishes.map(async (wish) => {
        const id = operationId(actor.team, wish.delivery);
        const { args } = wish;
        // As it was said: it is asked again by these words.
        const asked = glass === undefined ? wish.text : text;
        return cards.whilePlanning(id, () => operations.ask({ ...request, id, args, text: asked }));
      }),
    );
    const [fault, ...others] = faults.filter((one) => one !== undefined);
    if (fault !== undefined && faults.length === 1) throw diagnosticOf(fault);
    if (fault !== undefined) return severalFaults([fault, ...others].map(diagnosticOf));
    return cardChannel === channel ? undefined : elsewhere(cardChannel);
  };

  /** For the asker alone, or for all where that was asked for: then nothing is left to say. */
  const look = async (
    { actor, channel, threadTs, delivery }: CommandRequest,
    understood: PreparedRead | PreparedPlan,
    standpoint: Standpoint,
  ): Promise<Answer | undefined> => {
    if (understood.share === true) insist(standpoint.mayShare);
    const answer = await answerRead(understood, deskOf(standpoint, channel));
    if (understood.share !== true) {
      // What zonebot says of itself is of no use to others.
      return standpoint.mayShare.allowed && understood.command.role !== 'anyone'
        ? shareable(answer, sentText(wordsOf(understood, true)))
        : answer;
    }
    const shared = sharedAnswer(answer, actor.user, wordsOf(understood));
    await parts.post(`share:${operationId(actor.team, delivery)}`, { channel, threadTs }, shared);
    return undefined;
  };

  return {
    take: async (request) => {
      const { actor, channel, understood } = request;
      const standpoint = await authoriser.standpoint(actor, { channel });
      switch (understood.kind) {
        case 'read':
          insist(standpoint.may(actionOf(understood.command)));
          return look(request, understood, standpoint);
        case 'decide':
          insist(standpoint.may(actionOf(understood.command)));
          return answerRead(understood, deskOf(standpoint, channel));
        case 'plan':
          insistOnAsking(standpoint, understood.command, { dryRun: true });
          return look(request, understood, standpoint);
        case 'change':
          return change(
            request,
            understood,
            standpoint,
            insistOnAsking(standpoint, understood.command, { dryRun: false }),
          );
        default:
          return understood satisfies never;
      }
    },
    press: async ({ actor, channel, action, operation, filled }) => {
      const standpoint = await authoriser.standpoint(actor, { channel });
      const guarded = guardOperations(operations, standpoint);
      const by = standpoint.actor;
      switch (action) {
        case 'confirm':
        case 'approve':
        case 'deny': {
          const surface = surfaceOf({ channel, filled });
          const said = { ...filled, decision: action, surface } as const;
          return notCounted(await guarded.decide(operation, by, said), by, clock.now());
        }
        case 'review': {
          const said = { note: filled?.reason ?? '', surface: surfaceOf({ channel, filled }) };
          return reviewNotCounted(await guarded.review(operation, by, said));
        }
        case 'cancel':
        case 'resume':
        case 'unwind':
          await guarded[action](operation, by);
          return undefined;
        default:
          return action satisfies never;
      }
    },
    ballot: async ({ actor, channel, decision, operation }) => {
      const { may } = await authoriser.standpoint(actor, { channel });
      const record = await operations.record(operation);
      insist(may(standing(decision, record), resourceOf(record)));
      return ballotFor(decision, record);
    },
    details: async ({ actor, channel, operation }) => {
      const { may } = await authoriser.standpoint(actor, { channel });
      insist(may({ kind: 'read', path: 'op show', role: 'viewer' }));
      return detailsAnswer(await operations.record(operation));
    },
    thingsIn: async ({ actor, channel, texts }) => {
      const standpoint = await authoriser.standpoint(actor, { channel });
      insist(standpoint.may({ kind: 'read', path: 'show', role: 'viewer' }));
      return namedThings(texts, deskOf(standpoint), commands, seen);
    },
    deskFor: async (actor) => deskOf(await authoriser.standpoint(actor, {})),
  };
}

const severalHosts = (count: number): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::glass::several',
    message: `This is for ${count} hosts, and the glass is broken for one at a time`,
    help: 'Say for which one, with `host=`.',
  });

/** What can't be done on some of the hosts; of the others there are cards. */
function severalFaults(diagnostics: readonly Diagnostic[]): Answer {
  const answers = diagnostics.map((one) => diagnosticAnswer(one));
  return {
    summary: answers.map(({ summary }) => summary).join('. '),
    parts: answers.flatMap(({ parts }) => parts),
  };
}

/** What was asked, to be asked again. */
const wordsOf = ({ command, texts, kind }: PreparedRead | PreparedPlan, share = false): string =>
  spoken({ command, texts, dryRun: kind === 'plan', share });

function actionOf({ kind, path, role }: Command): Action {
  switch (kind) {
    case 'read':
    case 'decide':
    case 'change':
      return { kind, path, role };
    case 'plan':
      return { kind: 'read', path, role };
    case 'breakglass':
      return { kind: 'break-glass' };
    default:
      return kind satisfies never;
  }
}

const elsewhere = (channel: string): Answer => ({
  summary: 'zonebot is no member of this channel; the card is in its own',
  parts: [
    paragraph(
      'zonebot is no member of this channel, so the card of this operation is in ',
      { channel },
      '. Invite it with /invite to have cards here.',
    ),
  ],
});
