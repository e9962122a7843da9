/** A card: an answer that stays, and what can be pressed on it. A button carries the operation's id and nothing else. */
import type { Answer } from '../../commands/answer.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';

/** What buttons there are: the `action_id`s that src/slack/gestures/buttons.ts knows. */
export const buttonActions = [
  'confirm',
  'approve',
  'deny',
  'details',
  'review',
  'cancel',
  'resume',
  'unwind',
] as const;
export type ButtonAction = (typeof buttonActions)[number];

export interface Button {
  readonly action: ButtonAction;
  readonly label: string;
  readonly operation: OperationId;
  readonly style?: 'primary' | 'danger';
  /** What Slack asks before it sends the press. */
  readonly confirm?: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  };
}

export interface Card extends Answer {
  readonly buttons: readonly Button[];
}
