/** All about an operation's plan, for those who decide: every step and condition, the whole digest, the rule. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { guardKinds } from '../../hostlink/guards/guard-kinds.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import type { Answer, Part } from '../answer.ts';
import {
  code,
  context,
  fields,
  heading,
  joined,
  paragraph,
  person,
  time,
} from '../answers/parts.ts';
import { planParts } from '../answers/plan-answer.ts';
import type { OperationView, RulePlace } from '../desk.ts';
import { approversOf, lossParts, saidParts } from './consent-words.ts';
import { glassParts } from './glass-words.ts';
import { standing, standingInWords, titleOf } from './standing.ts';

/** A plan may be another release's, whose steps this one can't tell. */
function knownParts(plan: Plan): readonly Part[] {
  try {
    return planParts(plan, { steps: stepKinds, guards: guardKinds });
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    return [paragraph('Its steps are those of another release of zonebot.')];
  }
}

/** The directory is nobody's business in a chat. */
const placeOf = ({ source, line }: RulePlace): string => `${source.split('/').at(-1)}:${line}`;

export function detailsAnswer(operation: OperationView): Answer {
  const { id, plan, consent, actor, askedAt, command } = operation;
  const rule = consent?.rule;
  return {
    summary: standingInWords(operation, stepKinds),
    parts: [
      heading(titleOf(operation)),
      paragraph(...standing(operation, stepKinds)),
      ...glassParts(operation),
      ...saidParts(operation),
      ...(plan === undefined
        ? [paragraph('It has no plan yet.')]
        : [...lossParts(operation, stepKinds), ...knownParts(plan)]),
      fields([
        ['Asked by', person(actor.user)],
        ['Asked', time(askedAt)],
        ['Decided by', consent?.kind === 'approval' ? approversOf(consent) : undefined],
        [
          'Rule',
          consent === undefined
            ? undefined
            : rule === undefined
              ? 'none; it is so by default'
              : code(placeOf(rule)),
        ],
        ['Risk', plan?.risk],
        ['Digest', plan === undefined ? undefined : code(plan.digest)],
      ]),
      context(...joined([code(`/zone ${command}`), ['operation ', code(id)]])),
    ],
  };
}
