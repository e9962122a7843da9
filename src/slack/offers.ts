/**
 * Commands that an answer offers. One that only looks is a button, which runs the same words as its presser; one that
 * changes something is text to type, so that no press ever does what was not read first. A button's value is all that it
 * carries, and it is parsed and authorised like anything typed.
 */
import type { Line, Offer, Part } from '../../commands/answer.ts';
import { mostInBlock, plain, rich, section, textBeside } from './blocks.ts';
import { shown } from './plain.ts';
import type { JsonObject } from './spans.ts';

/** `run` answers below, `turn` in the place of the answer that the button stands in. */
export const runActions = ['run', 'turn'] as const;

/** What is said of a command's words: whether pressing them may do anything. */
export type Pressable = (text: string) => boolean;

/** Characters of a button's text that Slack shows on a narrow screen (facts: 75 are taken, some 30 are seen). */
const mostOnButton = 40;
const mostInValue = 2_000;
const mostInActions = 25;

export function offerBlocks(offers: readonly Offer[], pressable: Pressable): readonly JsonObject[] {
  const isButton = ({ text }: Offer) => text.length <= mostInValue && pressable(text);
  const buttons = offers.filter(isButton);
  const isShort = (offer: Offer) => labelOf(offer).length <= mostOnButton;
  return [
    ...typed(offers.filter((offer) => !isButton(offer) && offer.isSaid !== true)),
    ...buttons
      .filter((offer) => !isShort(offer))
      .map((offer) => textBeside(words(offer), button(offer, 'Run it'))),
    ...inRows(buttons.filter(isShort)),
  ];
}

/** Lines with a button each, where it can be pressed. */
export const rowBlocks = (
  rows: Extract<Part, { kind: 'rows' }>['rows'],
  pressable: Pressable,
): readonly JsonObject[] =>
  rows.map(({ line, offer }) =>
    offer.text.length <= mostInValue && pressable(offer.text)
      ? textBeside(line, button(offer))
      : rich(section(line)),
  );

function typed(offers: readonly Offer[]): readonly JsonObject[] {
  if (offers.length === 0) return [];
  const elements = offers.map((offer) => section(words(offer), mostInBlock / offers.length));
  return [rich({ type: 'rich_text_list', style: 'bullet', elements })];
}

const words = ({ label, text }: Offer): Line => {
  const command = { code: `/zone ${text}` };
  return label === text ? command : [`${label}: `, command];
};

/** A command without a name of its own is called as it is typed. */
const labelOf = ({ label, text }: Offer): string => shown(label === text ? `/zone ${text}` : label);

function inRows(offers: readonly Offer[]): readonly JsonObject[] {
  const count = Math.ceil(offers.length / mostInActions);
  return Array.from({ length: count }, (_, row) => ({
    type: 'actions',
    elements: offers
      .slice(row * mostInActions, (row + 1) * mostInActions)
      .map((offer) => button(offer)),
  }));
}

const button = (offer: Offer, label = labelOf(offer)): JsonObject => ({
  type: 'button',
  action_id: offer.isInPlace === true ? 'turn' : 'run',
  value: offer.text,
  text: plain(label, mostOnButton),
});
