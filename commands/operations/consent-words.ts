/** What an operation waits for, told to those who decide: what it comes to, who has a word in it, until when. */
import { meaningOf, type StepKinds } from '../../hostlink/steps/define-step.ts';
import type { Part, Span } from '../answer.ts';
import { paragraph, person, strong, time } from '../answers/parts.ts';
import type { OperationView } from '../desk.ts';
import { takenAway } from './taken-away.ts';

/** `⚠ disruptive: web01 stops at once …` Nothing where nothing goes away. @throws Diagnostic for another release's plan */
export function lossParts(
  { plan }: Pick<OperationView, 'plan'>,
  kinds: StepKinds,
): readonly Part[] {
  if (plan === undefined) return [];
  const loss = takenAway(plan);
  if (loss === undefined) return [];
  const by = plan.steps.flatMap((step, index) =>
    meaningOf(step, kinds).risk === plan.risk ? [index + 1] : [],
  );
  const where = by.length === 0 ? '' : ` (step ${by.join(', ')})`;
  return [paragraph(strong(`⚠ ${plan.risk}`), `${where}: ${loss}.`)];
}

/** Who decides, and until when. Empty for one that waits for nobody. */
export function consentSpans({
  consent,
  actor,
  state,
}: Pick<OperationView, 'consent' | 'actor' | 'state'>): readonly Span[] {
  if (state !== 'waiting' || consent === undefined) return [];
  return [person(actor.user), ' confirms it until ', time(consent.until), ', or nothing is done'];
}
