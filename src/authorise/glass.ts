/**
 * Who may break the glass, and who looks back at it: those whom the `break-glass` node names and nobody else; and never who
 * broke it, with whatever account. Pure.
 */

import { sourcesOf } from '../config/approvers.ts';
import type { Approvers } from '../config/config.ts';
import { isSamePerson } from './by-role.ts';
import { placeOf } from './demand.ts';
import type { Circumstances, Policy, Resource, Verdict } from './question.ts';
import { holdingIn } from './roles.ts';

const none: Verdict = {
  allowed: false,
  because: 'the configuration has no break-glass',
  code: 'zmgr::glass::none',
  help: 'Ask for it without `breakglass`, and call those whom its card names.',
};

export function breaking(circumstances: Circumstances, policy: Policy): Verdict {
  const { breakGlass } = policy;
  if (breakGlass === undefined) return none;
  return named(breakGlass.by, 'break the glass', circumstances, policy);
}

/** Of no operation in particular where the resource names none. */
export function reviewing(
  { operation, requester, isByGlass }: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const { breakGlass } = policy;
  if (operation !== undefined && isByGlass !== true) {
    return {
      allowed: false,
      because: 'it was not done by break-glass',
      code: 'zmgr::glass::not-broken',
      help: '`/zone reviews` lists what waits for a review.',
    };
  }
  if (breakGlass === undefined) return none;
  if (isSamePerson(requester, circumstances.actor, policy)) {
    return {
      allowed: false,
      because: `who broke the glass does not review it (${placeOf(breakGlass.location)})`,
      code: 'zmgr::glass::own',
      help: 'Ask those whom the card of the review names.',
      rule: breakGlass.location,
    };
  }
  return named(breakGlass.reviewers, 'review what was done by break-glass', circumstances, policy);
}

function named(
  people: Approvers,
  what: string,
  { actor, groups }: Circumstances,
  { roles, breakGlass }: Policy,
): Verdict {
  const rule = breakGlass === undefined ? {} : { rule: breakGlass.location };
  const by = breakGlass === undefined ? '' : ` (${placeOf(breakGlass.location)})`;
  const { held, unsure } = holdingIn(actor.user, sourcesOf(people, roles), groups);
  if (held.length > 0) {
    return {
      allowed: true,
      because: `you are named by ${held.join(' and ')}${by}`,
      sources: held,
      ...rule,
    };
  }
  return unsure
    ? {
        allowed: false,
        because: `Slack could not be asked who is in the user groups that may ${what}${by}`,
        code: 'zmgr::access::unverified',
        help: 'Try again in a minute.',
        ...rule,
      }
    : {
        allowed: false,
        because: `only those whom the configuration names may ${what}${by}`,
        code: 'zmgr::glass::not-named',
        help: 'Ask one of them, or ask for it without `breakglass`.',
        ...rule,
      };
}
