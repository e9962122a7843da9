/**
 * Text objects and what is built from them: confirmation dialogs and options.
 * https://docs.slack.dev/reference/block-kit/composition-objects
 */
import {
  boolean,
  list,
  type ObjectShape,
  object,
  oneOf,
  type Shape,
  string,
  variant,
} from './shape.ts';

/** Text with at most so many characters; an empty one is refused everywhere. */
const plainTextShape = (max: number): ObjectShape =>
  object({ text: string(max) }, { emoji: boolean });
const mrkdwnShape = (max: number): ObjectShape =>
  object({ text: string(max) }, { verbatim: boolean });

export const plainText = (max: number): Shape =>
  variant(() => ({ plain_text: plainTextShape(max) }));
export const mrkdwn = (max: number): Shape => variant(() => ({ mrkdwn: mrkdwnShape(max) }));
export const text = (max: number): Shape =>
  variant(() => ({ plain_text: plainTextShape(max), mrkdwn: mrkdwnShape(max) }));

export const style = oneOf('primary', 'danger');

/** The reference requires all four; the types of @slack/types 3.2.0 let three of them go. The stricter of the two. */
export const confirm = object(
  { title: plainText(100), text: text(300), confirm: plainText(30), deny: plainText(30) },
  { style },
);

/** An option of a menu (plain text), or of radio buttons and checkboxes (either). */
export const option = (label: Shape): ObjectShape =>
  object({ text: label, value: string(75) }, { description: text(75), url: string(3000) });

export const menuOption = option(plainText(75));
export const boxOption = option(text(75));

export const optionGroup = object({ label: plainText(75), options: list(menuOption, 100, 1) });

/** What an app may answer to someone who types into an external menu. */
export const suggestions = object(
  {},
  { options: list(menuOption, 100), option_groups: list(optionGroup, 100) },
  ['options', 'option_groups'],
);
