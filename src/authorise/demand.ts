/**
 * What a change of some risk needs besides the right to ask for it: by the configuration's rules, else by default
 * (ux: routine things at once, disruptive ones confirmed, destructive ones approved by somebody else). Pure.
 */
import type { SourceLocation } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { Risk } from '../../hostlink/steps/define-step.ts';
import type { ApprovalRule } from '../config/config.ts';

export type Demand =
  | { readonly kind: 'nothing' }
  /** Who asked for it says once more that it is meant, having seen the plan. Milliseconds. */
  | { readonly kind: 'confirmation'; readonly expires: number; readonly rule?: SourceLocation }
  /** Others say yes. */
  | { readonly kind: 'approval'; readonly rule?: ApprovalRule };

/** Milliseconds that somebody has for confirming a change of their own, where no rule says otherwise. */
const confirmWithin = 10 * 60_000;

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
  return rule === undefined ? byDefault(risk) : byRule(rule);
}

function byRule(rule: ApprovalRule): Demand {
  const { needs, expires = confirmWithin, location } = rule;
  switch (needs) {
    case 'nothing':
      return { kind: 'nothing' };
    case 'confirmation':
      return { kind: 'confirmation', expires, rule: location };
    case 'approval':
      return { kind: 'approval', rule };
    default:
      return needs satisfies never;
  }
}

function byDefault(risk: Risk): Demand {
  switch (risk) {
    case 'routine':
      return { kind: 'nothing' };
    case 'disruptive':
      return { kind: 'confirmation', expires: confirmWithin };
    case 'destructive':
      return { kind: 'approval' };
    default:
      return risk satisfies never;
  }
}
