/** Whether somebody may ask for a change, typed or by a form. Planned and not done, a change is a look. */
import type { ChangeCommand } from '../../commands/define.ts';
import { insist, type Standpoint } from '../authorise/authorise.ts';
import type { Verdict } from '../authorise/question.ts';

export type Granted = Extract<Verdict, { allowed: true }>;

/** @returns why they may. @throws Diagnostic `zmgr::access::…` */
export function insistOnAsking(
  { may }: Standpoint,
  { path, role, risk }: ChangeCommand,
  { dryRun }: { readonly dryRun: boolean },
): Granted {
  const verdict = dryRun
    ? may({ kind: 'read', path, role: 'viewer' })
    : may({ kind: 'change', path, role }, { risk });
  insist(verdict);
  return verdict;
}
