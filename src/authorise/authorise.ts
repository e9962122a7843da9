/**
 * authorise(): the one guard of commands, buttons and workflows. It looks up what decide() needs, remembers it for a
 * minute at most, and fails closed. It is asked anew at each step of an operation's way.
 */
import { basename } from 'node:path';
import type { Actor } from '../../commands/desk.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Clock } from '../clock.ts';
import { accountsOf } from '../config/linked.ts';
import type { ActorId } from './actor-id.ts';
import { appHome } from './app-home.ts';
import { decide } from './decide.ts';
import type { Directory } from './directory.ts';
import type { Action, Circumstances, Policy, Resource, Verdict } from './question.ts';
import { remember } from './remember.ts';
import { rolesOf, usergroupsOf } from './roles.ts';
import { sharingIn } from './sharing.ts';
import { type Home, mayBeOurs, ofAnotherOrganisation, standingOf } from './standing.ts';
import { naming } from './vote.ts';

export interface AuthoriserParts {
  readonly policy: Policy;
  readonly directory: Directory;
  /** The bot's own workspace: nobody who is no member of it may do anything. */
  readonly home: Home;
  readonly clock: Clock;
}

/** Where somebody asks from. Left out where nobody is anywhere: a workflow that goes on by itself. */
export interface Place {
  /** Slack's id, or `appHome`. */
  readonly channel?: string;
}

/** Somebody, as they are now: what verbs may be told at once. */
export interface Standpoint {
  readonly actor: Actor;
  /** All accounts that are theirs; this one among them. */
  readonly accounts: readonly string[];
  readonly may: (action: Action, resource?: Resource) => Verdict;
  /** Whether the bot is a member of the channel where they ask. */
  readonly isBotHere: boolean;
  /** Whether any rule names them as somebody who approves: for help, and decides nothing. */
  readonly approves: Verdict;
  /** Whether answers may be posted where they ask. */
  readonly mayShare: Verdict;
}

export interface Authoriser {
  authorise(actor: ActorId, action: Action, resource: Resource, place: Place): Promise<Verdict>;
  /** Looks everything up once, for an answer that asks about many actions. */
  standpoint(actor: ActorId, place: Place): Promise<Standpoint>;
}

export function createAuthoriser({ policy, directory, home, clock }: AuthoriserParts): Authoriser {
  const person = remember((user) => directory.person(user), clock);
  const members = remember((group) => directory.members(group), clock);
  const channel = remember((id) => directory.channel(id), clock);
  const groupIds = usergroupsOf(policy);

  const lookUp = async (actor: ActorId, place: Place): Promise<Circumstances> => {
    if (!mayBeOurs(actor, home)) {
      const standing = { kind: 'outsider', why: ofAnotherOrganisation } as const;
      return { actor, standing, groups: new Map(), channel: undefined, channelId: place.channel };
    }
    const [standing, groups, where] = await Promise.all([
      person(actor.user).then((knowledge) => standingOf(knowledge, actor, home)),
      Promise.all(groupIds.map(async (id) => [id, await members(id)] as const)),
      place.channel === undefined || place.channel === appHome ? undefined : channel(place.channel),
    ]);
    // From here on a member is one and the same, whichever workspace of the organisation the delivery named.
    const who = standing.kind === 'member' ? { ...actor, team: home.team } : actor;
    return {
      actor: who,
      standing,
      groups: new Map(groups),
      channel: where,
      channelId: place.channel,
    };
  };

  const standpoint = async (actor: ActorId, place: Place): Promise<Standpoint> => {
    const circumstances = await lookUp(actor, place);
    const { standing, groups, channel: where } = circumstances;
    const roles = rolesOf(actor.user, policy.roles, groups);
    return {
      actor: { ...circumstances.actor, roles: standing.kind === 'member' ? roles : new Set() },
      accounts: accountsOf(actor.user, policy.linked),
      may: (action, resource = {}) => decide(action, resource, circumstances, policy),
      isBotHere: where?.kind === 'known' && where.value?.isMember === true,
      approves: naming(circumstances, policy),
      mayShare: sharingIn(where),
    };
  };

  return {
    standpoint,
    authorise: async (actor, action, resource, place) =>
      (await standpoint(actor, place)).may(action, resource),
  };
}

/** @throws Diagnostic with the verdict's code, reason and help where it is no. */
export function insist(verdict: Verdict): asserts verdict is Extract<Verdict, { allowed: true }> {
  if (verdict.allowed) return;
  const { code, because, help, rule } = verdict;
  throw new Diagnostic({
    code,
    message: `${because.charAt(0).toUpperCase()}${because.slice(1)}`,
    help,
    // Its line, and nothing of what stands there: a configuration names people.
    ...(rule !== undefined && { location: { source: basename(rule.source), line: rule.line } }),
  });
}
