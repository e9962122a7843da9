/** What a role allows, and by which rule of the configuration somebody has it. Pure. */
import type { Role } from '../../commands/desk.ts';
import { accountsOf } from '../config/linked.ts';
import type { ActorId } from './actor-id.ts';
import { placeOf } from './demand.ts';
import type { Circumstances, Policy, Verdict } from './question.ts';
import { holdingOf } from './roles.ts';

export function byRole(
  role: Role | 'anyone',
  { actor, groups }: Circumstances,
  { roles }: Policy,
): Verdict {
  if (role === 'anyone') return { allowed: true, because: 'every member may' };
  const holding = holdingOf(role, actor.user, roles, groups);
  switch (holding.kind) {
    case 'held': {
      const { rule } = holding;
      const whom = rule.everyone ? 'everyone has' : 'you have';
      return {
        allowed: true,
        because: `${whom} the role ${rule.role} (${placeOf(rule.location)})`,
        rule: rule.location,
      };
    }
    case 'unsure':
      return {
        allowed: false,
        because: `Slack could not be asked who is in the user groups of the role ${holding.rule.role} (${placeOf(holding.rule.location)})`,
        code: 'zmgr::access::unverified',
        help: 'Try again in a minute.',
        rule: holding.rule.location,
      };
    case 'not-held':
      return {
        allowed: false,
        because: `this needs the role ${role}, which you don't have`,
        code: 'zmgr::access::denied',
        help: 'Type `/zone whoami` to see your roles; who may give them edits zonebot.kdl.',
        ...(roles[role] !== undefined && { rule: roles[role].location }),
      };
    default:
      return holding satisfies never;
  }
}

/** Whether it is one person, with this account or with another of theirs. */
export const isSamePerson = (
  one: ActorId | undefined,
  other: ActorId,
  { linked }: Pick<Policy, 'linked'>,
): boolean =>
  one !== undefined && one.team === other.team && accountsOf(one.user, linked).includes(other.user);

export const isSame = (one: ActorId | undefined, other: ActorId): boolean =>
  one !== undefined && one.team === other.team && one.user === other.user;
