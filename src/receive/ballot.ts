/** What somebody is asked before their word about an operation is taken: why, and the name of what it is about. */
import type { Answer } from '../../commands/answer.ts';
import { paragraph } from '../../commands/answers/parts.ts';
import type { Decision, OperationView } from '../../commands/desk.ts';
import { lossParts } from '../../commands/operations/consent-words.ts';
import { glassParts } from '../../commands/operations/glass-words.ts';
import { standing, titleOf } from '../../commands/operations/standing.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';

export interface Ballot {
  readonly decision: Exclude<Decision, 'confirm'> | 'review';
  readonly operation: OperationView['id'];
  /** What it is about, for people. */
  readonly about: Answer;
  /** What has to be typed, to be sure that it is meant. */
  readonly typed?: string;
  readonly reason: 'required' | 'optional';
}

/** Undefined where there is nothing to ask: the press says it all. */
export function ballotFor(
  decision: Ballot['decision'],
  operation: OperationView,
): Ballot | undefined {
  if (decision === 'review') return reviewBallot(operation);
  const { consent, state, subject, id } = operation;
  if (state !== 'waiting' || consent?.kind !== 'approval') return undefined;
  const isTyped = decision === 'approve' && consent.typeToConfirm;
  const isReasonRequired = consent.reasonFor.includes(decision);
  // Who says no is always asked why; who says yes only where the rule wants to know.
  if (decision === 'approve' && !isTyped && !isReasonRequired) return undefined;
  const title = titleOf(operation);
  return {
    decision,
    operation: id,
    about: {
      summary: title,
      parts: [
        paragraph({ strong: title }, ' · ', ...standing(operation, stepKinds)),
        ...lossParts(operation, stepKinds),
      ],
    },
    ...(isTyped && { typed: subject }),
    reason: isReasonRequired ? 'required' : 'optional',
  };
}

/** Who looks back at something says what they found. */
function reviewBallot(operation: OperationView): Ballot | undefined {
  const { glass, id, reason } = operation;
  if (glass?.broken === undefined || glass.broken.closedAt !== undefined) return undefined;
  const title = titleOf(operation);
  return {
    decision: 'review',
    operation: id,
    about: {
      summary: title,
      parts: [
        paragraph({ strong: title }, ' · ', ...standing(operation, stepKinds)),
        ...glassParts(operation),
        ...(reason === undefined ? [] : [paragraph({ strong: 'Why' }, `: ${reason}`)]),
      ],
    },
    reason: 'required',
  };
}
