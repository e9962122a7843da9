/**
 * The `break-glass` node: who may have done, in an emergency, what others would have to approve; and who looks back at it.
 * Nobody may where there is no such node.
 */
import { type KdlBlock, locationOf } from '../../hostlink/registry/kdl.ts';
import { argumentsOf, faultAt, optionalNode, property } from '../../hostlink/registry/kdl-read.ts';
import { type MembersOf, sourcesOf } from './approvers.ts';
import type { Approvers, BreakGlass, LinkedAccounts, Roles } from './config.ts';
import { type Faults, readAll, reportUnknown, reportUnknownProperties } from './faults.ts';
import { personBehind } from './linked.ts';
import { roleName } from './roles.ts';
import * as value from './values.ts';

const hour = 3_600_000;

const properties = ['by', 'review-by', 'reviews', 'limit', 'review-within', 'remind', 'channel'];

/** The least that a review takes: one alone could be a friend. */
const fewestReviews = 2;

export function readBreakGlass(
  block: KdlBlock,
  roles: Roles,
  linked: readonly LinkedAccounts[],
  faults: Faults,
): BreakGlass | undefined {
  const node = faults.attempt(() => optionalNode(block, 'break-glass'));
  if (node === undefined) return undefined;
  const { attempt } = faults;
  const before = faults.all.length;
  reportUnknown(faults, node, ['users', 'usergroups']);
  reportUnknownProperties(faults, node, properties);
  const role = attempt(() => property(node, 'by', roleName));
  const users = readAll(faults, node, 'users', (line) => argumentsOf(line, value.userId));
  const usergroups = readAll(faults, node, 'usergroups', (line) =>
    argumentsOf(line, value.usergroupId),
  );
  const reviewBy = attempt(() => property(node, 'review-by', roleName)) ?? 'approver';
  const reviews = attempt(() => property(node, 'reviews', value.count)) ?? fewestReviews;
  const limit = attempt(() => property(node, 'limit', value.count)) ?? 2;
  const reviewWithin = attempt(() => property(node, 'review-within', value.duration)) ?? 24 * hour;
  const remind = attempt(() => property(node, 'remind', value.duration)) ?? 4 * hour;
  const channel = attempt(() => property(node, 'channel', value.channelId));
  if (faults.all.length > before) return undefined;
  const breakGlass: BreakGlass = {
    by: { ...(role !== undefined && { role }), users, usergroups },
    reviewers: { role: reviewBy, users: [], usergroups: [] },
    reviews,
    limit,
    reviewWithin,
    remind,
    ...(channel !== undefined && { channel }),
    location: locationOf(node),
  };
  const fault = unfit(breakGlass, roles);
  if (fault !== undefined) {
    faults.add(faultAt(node, fault));
    return undefined;
  }
  const why = reviewersMissing(breakGlass, roles, linked);
  if (why !== undefined) faults.add(faultAt(node, why));
  return breakGlass;
}

function unfit({ by, reviews }: BreakGlass, roles: Roles) {
  const sources = sourcesOf(by, roles);
  if (sources.length === 0) {
    return {
      code: 'zmgr::config::missing',
      message: 'Nothing says who may break the glass',
      help: 'Write: break-glass { usergroups "S01" } — the group of those who are on call.',
    } as const;
  }
  if (sources.some(({ everyone }) => everyone)) {
    return {
      code: 'zmgr::config::everyone',
      message: 'Everyone could break the glass, and no approval would protect anything',
      help: 'Name the people: break-glass { users "U01"; usergroups "S01" }',
    } as const;
  }
  return reviews < fewestReviews
    ? ({
        code: 'zmgr::config::bad-value',
        message: 'What is done by break-glass is reviewed by two others at least',
        help: `Write: reviews=${fewestReviews}, or leave it out.`,
      } as const)
    : undefined;
}

/**
 * Why a review could never be closed, whoever broke the glass. A source whose people are not known here is taken to reach
 * enough. People are counted, and not their accounts.
 */
export function reviewersMissing(
  { reviewers, reviews, by }: BreakGlass,
  roles: Roles,
  linked: readonly LinkedAccounts[],
  membersOf: MembersOf = () => undefined,
) {
  const people = (approvers: Approvers): ReadonlySet<string> | undefined => {
    const found = new Set<string>();
    for (const { everyone, users, usergroup } of sourcesOf(approvers, roles)) {
      const members = usergroup === undefined ? users : membersOf(usergroup);
      if (everyone || members === undefined) return undefined;
      for (const user of members) found.add(personBehind(user, linked));
    }
    return found;
  };
  const reviewing = people(reviewers);
  if (reviewing === undefined) return undefined;
  const breaking = people(by);
  const isOneLess = breaking !== undefined && [...breaking].some((user) => reviewing.has(user));
  const reachable = reviewing.size - (isOneLess ? 1 : 0);
  return reachable >= reviews
    ? undefined
    : ({
        code: 'zmgr::config::unsatisfiable-approval',
        message: `What is done by break-glass is reviewed by ${reviews} others with the role "${reviewers.role}", and of some there would be ${Math.max(0, reachable)} only`,
        help: `Give the role "${reviewers.role}" to more people, or name another one with review-by=.`,
      } as const);
}
