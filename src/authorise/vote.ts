/**
 * Who may say yes or no to an operation that waits: who asked for it confirms, only those whom a rule names approve and
 * deny, and nobody decides about a request of their own unless the rule says self=#true. Pure.
 */
import type { Approval, Decision, RulePlace } from '../../commands/desk.ts';
import { sourcesOf } from '../config/approvers.ts';
import { byRole, isSame, isSamePerson } from './by-role.ts';
import { placeOf } from './demand.ts';
import type { Circumstances, Policy, Resource, Verdict } from './question.ts';
import { holdingIn } from './roles.ts';

export function vote(
  decision: Decision,
  resource: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict {
  const { consent } = resource;
  if (consent === undefined) return notAsked('the operation waits for nobody', resource);
  if (decision === 'confirm') {
    return consent.kind === 'confirmation'
      ? confirming(resource, circumstances, policy)
      : notAsked('it waits for the approval of others', resource);
  }
  return consent.kind === 'approval'
    ? approving(decision, consent, resource, circumstances, policy)
    : notAsked('it waits for a confirmation of who asked for it', resource);
}

const notAsked = (because: string, { operation }: Resource): Verdict => ({
  allowed: false,
  because,
  code: 'zmgr::approval::not-asked',
  help: `\`/zone op show ${operation ?? '<id>'}\` shows what it waits for.`,
});

/** One confirms a change of one's own, as long as one may still ask for it. */
const confirming = (
  { requester }: Resource,
  circumstances: Circumstances,
  policy: Policy,
): Verdict =>
  isSamePerson(requester, circumstances.actor, policy)
    ? byRole('operator', circumstances, policy)
    : {
        allowed: false,
        because: 'only who asked for a change confirms it',
        code: 'zmgr::approval::not-yours',
        help: 'Ask them to press Confirm, or type the command yourself.',
      };

function approving(
  decision: 'approve' | 'deny',
  consent: Omit<Approval, 'until'>,
  { requester, cardChannel, operation }: Resource,
  { actor, groups, channelId }: Circumstances,
  policy: Policy,
): Verdict {
  const { roles } = policy;
  const rule = consent.rule && { rule: consent.rule };
  const by = placed(consent.rule);
  const isHere =
    channelId === undefined ||
    consent.channels.length === 0 ||
    channelId === cardChannel ||
    consent.channels.includes(channelId);
  if (!isHere) {
    return {
      allowed: false,
      because: `it is not decided in this channel${by}`,
      code: 'zmgr::approval::channel',
      help: 'Decide it where its card is.',
      ...rule,
    };
  }
  if (!consent.self && isSamePerson(requester, actor, policy)) {
    return {
      allowed: false,
      because: isSame(requester, actor)
        ? `nobody decides about a request of their own${by}`
        : `nobody decides about a request of their own, and ${requester?.user} is an account of yours${linkedAt(actor.user, policy)}`,
      code: 'zmgr::approval::own',
      help:
        decision === 'deny'
          ? `Cancel it instead: \`/zone op cancel ${operation ?? '<id>'}\``
          : 'Ask somebody else whom the rule names.',
      ...rule,
    };
  }
  const { held, unsure } = holdingIn(actor.user, sourcesOf(consent.by, roles), groups);
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
        because: `Slack could not be asked who is in the user groups that approve this${by}`,
        code: 'zmgr::access::unverified',
        help: 'Try again in a minute.',
        ...rule,
      }
    : {
        allowed: false,
        because: `only those whom the rule names decide about this${by}`,
        code: 'zmgr::approval::not-named',
        help: 'Its card names them.',
        ...rule,
      };
}

/** Whether any rule, or the default, names somebody as one who approves. */
export function naming(
  { actor, standing, groups }: Circumstances,
  { roles, approval }: Policy,
): Verdict {
  const byDefault = { role: 'approver', users: [], usergroups: [] } as const;
  const sources = [byDefault, ...approval.map(({ by }) => by)].flatMap((by) =>
    sourcesOf(by, roles),
  );
  const { held } = holdingIn(actor.user, sources, groups);
  return standing.kind === 'member' && held.length > 0
    ? { allowed: true, because: `you are named by ${[...new Set(held)].join(' and ')}` }
    : {
        allowed: false,
        because: 'no rule names you as somebody who approves',
        code: 'zmgr::approval::not-named',
        help: 'Who may name you edits zonebot.kdl.',
      };
}

/** ` (zonebot.kdl:20)`, where it says whose accounts these are. */
function linkedAt(user: string, { linked }: Policy): string {
  const line = linked.find(({ accounts }) => accounts.includes(user));
  return line === undefined ? '' : ` (${placeOf(line.location)})`;
}

/** ` (zonebot.kdl:17)` */
const placed = (rule: RulePlace | undefined): string =>
  rule === undefined ? ', where no rule says otherwise' : ` (${placeOf(rule)})`;
