/** What differs between a plan and the same wish planned again: a sentence a difference, for whoever asked for it. */
import { isDeepStrictEqual } from 'node:util';
import type { Guard } from '../../hostlink/guards/define-guard.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import type { Advice, Step } from '../../hostlink/steps/define-step.ts';

/** What steps and guards say of themselves. */
export interface Titles {
  readonly step: (step: Step) => string;
  readonly guard: (guard: Guard) => string;
  readonly advice: (step: Step) => readonly Advice[];
}

export function differences(before: Plan, now: Plan, titles: Titles): readonly string[] {
  const sentences: string[] = [];
  if (before.host !== now.host) sentences.push(`The host would be ${now.host}, not ${before.host}`);
  compare(before.steps, now.steps, titles.step, 'step', sentences);
  compare(before.guards, now.guards, titles.guard, 'condition', sentences);
  return sentences;
}

function compare<T extends Step | Guard>(
  before: readonly T[],
  now: readonly T[],
  title: (item: T) => string,
  noun: string,
  sentences: string[],
): void {
  const missingIn = (list: readonly T[]) => (item: T) =>
    !list.some((other) => isDeepStrictEqual({ ...other }, { ...item }));
  for (const item of before.filter(missingIn(now)))
    sentences.push(`No longer a ${noun}: ${title(item)}`);
  for (const item of now.filter(missingIn(before))) sentences.push(`Now a ${noun}: ${title(item)}`);
}
