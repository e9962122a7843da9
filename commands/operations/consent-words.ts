/** What an operation waits for, told to those who decide: what it comes to, who has a word in it, until when. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import {
  meaningOf,
  type Risk,
  type Step,
  type StepKinds,
} from '../../hostlink/steps/define-step.ts';
import type { Line, Part, Span } from '../answer.ts';
import { bullets, counted, joined, paragraph, person, strong, time } from '../answers/parts.ts';
import type { Approval, Named, OperationView, Vote } from '../desk.ts';
import { takenAway } from './taken-away.ts';

/** `⚠ disruptive (step 1): web01 stops at once …` Nothing where nothing goes away. */
export function lossParts(
  { plan }: Pick<OperationView, 'plan'>,
  kinds: StepKinds,
): readonly Part[] {
  if (plan === undefined) return [];
  const loss = takenAway(plan);
  if (loss === undefined) return [];
  const by = plan.steps.flatMap((step, index) =>
    riskOf(step, kinds) === plan.risk ? [index + 1] : [],
  );
  const where = by.length === 0 ? '' : ` (step ${by.join(', ')})`;
  return [paragraph(strong(`⚠ ${plan.risk}`), `${where}: ${loss}.`)];
}

/** Undefined for a step of another release. */
function riskOf(step: Step, kinds: StepKinds): Risk | undefined {
  try {
    return meaningOf(step, kinds).risk;
  } catch (error) {
    if (error instanceof Diagnostic) return undefined;
    throw error;
  }
}

type Waiting = Pick<OperationView, 'consent' | 'actor' | 'state' | 'votes' | 'start'>;

/** Who decides, and until when. Empty for one that waits for nobody. */
export function consentSpans(operation: Waiting): readonly Span[] {
  const { consent, actor, state, start } = operation;
  if (consent === undefined) return [];
  if (state === 'approved' && start !== undefined && consent.cooldown > 0)
    return ['it begins at ', time(start.after), ', unless somebody stops it before'];
  if (state !== 'waiting') return [];
  switch (consent.kind) {
    case 'confirmation':
      return [
        person(actor.user),
        ' confirms it until ',
        time(consent.until),
        ', or nothing is done',
      ];
    case 'approval': {
      const { quorum, self } = consent;
      return [
        person(actor.user),
        ` asks for it · needs ${counted(quorum, 'approval')} of `,
        ...approversOf(consent),
        self ? '' : ', never their own',
        ` · ${soFar(consent, operation.votes)} · until `,
        time(consent.until),
      ];
    }
    default:
      return consent satisfies never;
  }
}

/** `1 of 2 so far` */
export const soFar = ({ quorum }: Pick<Approval, 'quorum'>, votes: readonly Vote[]): string =>
  `${votes.filter(({ decision }) => decision === 'approve').length} of ${quorum} so far`;

/** Those whom the rule names: by their groups where it has some, since those are told at once. */
export function approversOf({ by, mention }: Pick<Approval, 'by' | 'mention'>): readonly Span[] {
  const names = namesIn(mention);
  return names.length === 0 ? [`those with the role ${by.role ?? 'that it names'}`] : names;
}

/** More people than this are not named one by one. */
const mostNamed = 12;

export function namesIn({ users, usergroups }: Named): readonly Span[] {
  const groups = usergroups.map((usergroup): Line => ({ usergroup }));
  const people = users.slice(0, mostNamed).map((user): Line => person(user));
  const more = users.length > mostNamed ? [`${users.length - mostNamed} more`] : [];
  return joined([...groups, ...people, ...more], ', ');
}

const words: Readonly<Record<Vote['decision'], string>> = {
  confirm: '✓ confirmed by ',
  approve: '✓ approved by ',
  deny: '✗ denied by ',
};

/** `✓ approved by @petra, today 9:41: agreed` */
export const voteLine = ({ by, decision, at, reason }: Vote): Line => [
  words[decision],
  person(by.user),
  ' ',
  time(at),
  ...(reason === undefined ? [] : [`: ${reason}`]),
];

/** Why it was asked for, and what was said about it: of approvals also once they are over. */
export const saidParts = ({
  reason,
  votes,
}: Pick<OperationView, 'reason' | 'votes'>): readonly Part[] => [
  ...(reason === undefined ? [] : [paragraph(strong('Why'), `: ${reason}`)]),
  ...(votes.length === 0 ? [] : [bullets(votes.map(voteLine))]),
];
