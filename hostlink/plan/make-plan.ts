/**
 * Plans are made here and read back here: what follows from the rest (risk, digest) is never given by hand, and a plan
 * that was stored or lay on a host is taken only if it is the one that its digest says.
 */
import { Diagnostic } from '../diagnostic.ts';
import { highestRisk, meaningOf, type StepKinds } from '../steps/define-step.ts';
import { defaultLockTimeout, digestOf, type Plan, planSchema } from './plan.ts';

/** What planning decides. */
export type PlanDraft = Omit<Plan, 'version' | 'risk' | 'digest' | 'lockTimeout'> &
  Partial<Pick<Plan, 'lockTimeout'>>;

/**
 * The plan of a draft: plain JSON, with its highest step's risk and its digest. An argument that is undefined is left
 * out, as JSON would, so that the plan read back has the same digest.
 * @throws Diagnostic `zmgr::plan::bad-step` for a step that is not of these kinds.
 */
export function makePlan(draft: PlanDraft, kinds: StepKinds): Plan {
  const plain: PlanDraft = JSON.parse(JSON.stringify(draft));
  const risk = highestRisk(plain.steps.map((step) => meaningOf(step, kinds).risk));
  return { version: 1, lockTimeout: defaultLockTimeout, ...plain, risk, digest: digestOf(plain) };
}

/** One line of JSON. */
export const printPlan = (plan: Plan): string => JSON.stringify(plan);

/** @throws Diagnostic `zmgr::plan::unreadable` for anything but a whole plan of this version that has its own digest. */
export function parsePlan(text: string): Plan {
  const unreadable = (why: string, cause?: unknown) =>
    new Diagnostic({
      code: 'zmgr::plan::unreadable',
      message: `A stored plan ${why}`,
      help: 'It may come from another release, or have been changed by hand; ask for the change again.',
      cause,
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable('is not JSON', error);
  }
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) throw unreadable('does not have the shape of a plan', parsed.error);
  if (digestOf(parsed.data) !== parsed.data.digest) throw unreadable('differs from its digest');
  return parsed.data;
}

/**
 * The number (from 1) of the first step that cannot be undone, and why: once it has been started nothing is unwound.
 * @throws Diagnostic `zmgr::plan::bad-step`
 */
export function pointOfNoReturn(
  plan: Pick<Plan, 'steps'>,
  kinds: StepKinds,
): { readonly step: number; readonly because: string } | undefined {
  for (const [index, step] of plan.steps.entries()) {
    const { undo } = meaningOf(step, kinds);
    if ('cannot' in undo) return { step: index + 1, because: undo.cannot };
  }
  return undefined;
}
