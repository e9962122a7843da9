/**
 * The decision itself, from what was looked up. Pure, and the only place where something is allowed: commands,
 * buttons and the workflow that is about to submit all come here. What is not allowed by a rule is denied.
 */
import { byRole, isSamePerson } from './by-role.ts';
import { breaking, reviewing } from './glass.ts';
import type { Action, Circumstances, Policy, Resource, Verdict } from './question.ts';
import { vote } from './vote.ts';

export function decide(
  action: Action,
  resource: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const refusal = outsider(circumstances);
  if (refusal !== undefined) return refusal;
  switch (action.kind) {
    case 'cancel':
      return cancelling(action, resource, circumstances, policy);
    case 'break-glass':
      return inPlace(action, circumstances) ?? breaking(circumstances, policy);
    case 'review':
      return inPlace(action, circumstances) ?? reviewing(resource, circumstances, policy);
    case 'vote':
      return (
        inPlace(action, circumstances) ?? vote(action.decision, resource, circumstances, policy)
      );
    case 'read':
    case 'decide':
    case 'change':
      return inPlace(action, circumstances) ?? byRole(action.role, circumstances, policy);
    default:
      return action satisfies never;
  }
}

function outsider({ standing }: Circumstances): Verdict | undefined {
  switch (standing.kind) {
    case 'member':
      return undefined;
    case 'outsider':
      return {
        allowed: false,
        because: `only full members of this workspace may use zonebot: ${standing.why}`,
        code: 'zmgr::access::outsider',
        help: 'Ask a colleague who is a full member.',
      };
    case 'unknown':
      return {
        allowed: false,
        because: 'Slack could not be asked who you are',
        code: 'zmgr::access::unverified',
        help: 'Try again in a minute.',
      };
    default:
      return standing satisfies never;
  }
}

/** Nothing is changed from a channel that others look into, or of which that can't be told. */
function inPlace(action: Action, { channel }: Circumstances): Verdict | undefined {
  if (action.kind === 'read' || channel === undefined) return undefined;
  if (channel.kind !== 'known') {
    return {
      allowed: false,
      because: 'Slack could not be asked whether this channel is shared with another organisation',
      code: 'zmgr::access::unverified',
      help: 'Try again in a minute.',
    };
  }
  return channel.value?.isShared === true
    ? {
        allowed: false,
        because: 'nothing is changed from a channel that is shared with another organisation',
        code: 'zmgr::access::shared-channel',
        help: 'Type it in a channel of your own team.',
      }
    : undefined;
}

function cancelling(
  { isApproved }: Extract<Action, { kind: 'cancel' }>,
  resource: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const { requester } = resource;
  if (isApproved) {
    const asApprover = vote('deny', resource, circumstances, policy);
    if (asApprover.allowed) return asApprover;
  }
  const isOwn = isSamePerson(requester, circumstances.actor, policy);
  const verdict = byRole(isOwn ? 'operator' : 'admin', circumstances, policy);
  return verdict.allowed || isOwn
    ? verdict
    : {
        ...verdict,
        because: `only who asked for an operation, and admins, may cancel it: ${verdict.because}`,
      };
}
