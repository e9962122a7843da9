/**
 * Commands that an answer offers. One that only looks is a button, which runs the same words as its presser; one that
 * changes something opens its form, so that no press ever does what was not read first; a decision is text to type. A
 * button's value is all that it carries, and it is parsed and authorised like anything typed.
 */
import type { Line, Offer, Part } from '../../../commands/answer.ts';
import type { Pressing } from '../../../commands/run.ts';
import { mostInBlock, plain, rich, section, textBeside } from './blocks.ts';
import { shown } from './plain.ts';
import type { JsonObject } from './spans.ts';

/** `run` answers below, `turn` in the place of the answer that the button stands in. */
export const runActions = ['run', 'turn'] as const;

/** What is said of a command's words: what pressing them does, if anything. */
export type Pressable = (text: string) => Pressing | undefined;

/** Characters of a button's text that Slack shows on a narrow screen (facts: 75 are taken, some 30 are seen). */
const mostOnButton = 40;
const mostInValue = 2_000;
const mostInActions = 25;

export function offerBlocks(offers: readonly Offer[], pressable: Pressable): readonly JsonObject[] {
  const buttons = offers.flatMap((offer) => pressed(offer, pressable) ?? []);
  const isShort = (offer: Pressed) => labelOf(offer).length <= mostOnButton;
  return [
    ...typed(offers.filter((offer) => !pressed(offer, pressable) && offer.isSaid !== true)),
    ...buttons
      .filter((offer) => !isShort(offer))
      .map((offer) => textBeside(words(offer), button(offer, beside[offer.pressing]))),
    ...inRows(buttons.filter(isShort)),
  ];
}

interface Pressed extends Offer {
  readonly pressing: Pressing;
}

/** Undefined where it can't be pressed. */
function pressed(offer: Offer, pressable: Pressable): Pressed | undefined {
  const pressing = offer.text.length <= mostInValue ? pressable(offer.text) : undefined;
  return pressing && { ...offer, pressing };
}

const beside: Readonly<Record<Pressing, string>> = { run: 'Run it', form: 'Fill in…' };

/** Lines with a button each, where it can be pressed. */
export const rowBlocks = (
  rows: Extract<Part, { kind: 'rows' }>['rows'],
  pressable: Pressable,
): readonly JsonObject[] =>
  rows.map(({ line, offer }) => {
    const shownOffer = pressed(offer, pressable);
    return shownOffer === undefined ? rich(section(line)) : textBeside(line, button(shownOffer));
  });

function typed(offers: readonly Offer[]): readonly JsonObject[] {
  if (offers.length === 0) return [];
  const elements = offers.map((offer) => section(words(offer), mostInBlock / offers.length));
  return [rich({ type: 'rich_text_list', style: 'bullet', elements })];
}

const words = ({ label, text }: Offer): Line => {
  const command = { code: `/zone ${text}` };
  return label === text ? command : [`${label}: `, command];
};

/** A command without a name of its own is called as it is typed; a form asks for more. */
const labelOf = ({ label, text, pressing }: Pressed): string =>
  `${shown(label === text ? `/zone ${text}` : label)}${pressing === 'form' ? '…' : ''}`;

function inRows(offers: readonly Pressed[]): readonly JsonObject[] {
  const count = Math.ceil(offers.length / mostInActions);
  return Array.from({ length: count }, (_, row) => ({
    type: 'actions',
    elements: offers
      .slice(row * mostInActions, (row + 1) * mostInActions)
      .map((offer) => button(offer)),
  }));
}

const button = (offer: Pressed, label = labelOf(offer)): JsonObject => ({
  type: 'button',
  action_id: offer.pressing === 'run' && offer.isInPlace === true ? 'turn' : offer.pressing,
  value: offer.text,
  text: plain(label, mostOnButton),
});
