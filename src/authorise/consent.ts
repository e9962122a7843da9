/**
 * A change whose plan needs others' approval, in a release that can't ask for it: refused once the plan shows its
 * risk, since a plan may risk more than its verb. It plans as before in all other cases.
 */
import type { ChangeCommand } from '../../commands/define.ts';
import { highestRisk } from '../../hostlink/steps/define-step.ts';
import { insist } from './authorise.ts';
import { consentFor, type Policy } from './decide.ts';

/** @throws Diagnostic `zmgr::approval::unavailable` when it plans */
export const withConsent = (command: ChangeCommand, policy: Policy): ChangeCommand => ({
  ...command,
  plan: (planning) => {
    const plan = command.plan(planning);
    const risk = highestRisk([command.risk, plan.risk]);
    const refusal = consentFor({ risk, host: planning.host }, policy);
    if (refusal !== undefined) insist(refusal);
    return plan;
  },
});
