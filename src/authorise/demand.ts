/**
 * What a change of some risk needs besides the right to ask for it: by the configuration's rules, else by default
 * (ux: routine things at once, disruptive ones confirmed, destructive ones approved by somebody else). Pure.
 */
import type { HostSpec } from '../../hostlink/host.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import type { ApprovalRule } from '../config/config.ts';

export type Demand =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'rule'; readonly rule: ApprovalRule }
  | { readonly kind: 'default'; readonly what: 'a confirmation' | 'an approval' };

/** A host that is not known yet fulfils no condition: it has to be asked again once the host is known. */
export function demandOf(
  risk: Risk,
  host: Pick<HostSpec, 'tags'> | undefined,
  rules: readonly ApprovalRule[],
): Demand {
  const rule = rules.find(
    (candidate) =>
      candidate.risk === risk &&
      (candidate.when.kind === 'always' || host?.tags.includes(candidate.when.tag) === true),
  );
  if (rule !== undefined) return { kind: 'rule', rule };
  switch (risk) {
    case 'routine':
      return { kind: 'nothing' };
    case 'disruptive':
      return { kind: 'default', what: 'a confirmation' };
    case 'destructive':
      return { kind: 'default', what: 'an approval' };
    default:
      return risk satisfies never;
  }
}
