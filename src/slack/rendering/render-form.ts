/**
 * Forms as modals, within Slack's limits (types 3.2). An input is found again by its block_id, which is its field's name
 * and, where what it offers is a host's, the host: with another host it is another input, so that nothing chosen of the
 * one is kept for the other. So it is with what it was filled in with.
 */
import type { Field, Form } from '../../../commands/forms/form.ts';
import type { Option } from '../../../commands/forms/offers.ts';
import { plain, rich, section, smallPrint } from './blocks.ts';
import type { JsonObject } from './spans.ts';
import { encodeMetadata, type FormMetadata } from './view-metadata.ts';

/** The callback_id of all of them; which command it is, the metadata say. */
export const formCallback = 'form';

const mostInTitle = 24;
const mostInMenu = 100;
const mostInOption = 75;
const mostInHint = 2_000;
const mostInPlaceholder = 150;
const mostTyped = 500;
/** Slack's own. */
const mostFilled = 3_000;

export function formView(form: Form, metadata: FormMetadata): JsonObject {
  const first = form.fields.find(({ isRequired, input }) => isRequired && isEmpty(input));
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(form.title, mostInTitle),
    submit: plain(form.submit, mostInTitle),
    close: plain('Cancel', mostInTitle),
    private_metadata: encodeMetadata(metadata),
    blocks: [
      rich(section(`${form.summary}.`)),
      ...form.fields.flatMap((field) => [
        input(field, field === first),
        ...(field.complaint === undefined
          ? []
          : [smallPrint(`✗ ${field.complaint.message}. ${field.complaint.help ?? ''}`)]),
      ]),
    ],
  };
}

export const blockIdOf = ({
  name,
  offeredBy,
  filledFrom,
}: Pick<Field, 'name' | 'offeredBy' | 'filledFrom'>): string => {
  if (filledFrom !== undefined) return `${name}~${filledFrom}`;
  return offeredBy === undefined ? name : `${name}@${offeredBy}`;
};

/** The field that a block_id is of. */
export const fieldOf = (blockId: string): string => blockId.split(/[@~]/)[0] ?? '';

/** Of what it was filled in. */
export const sourceOf = (blockId: string): string | undefined => blockId.split('~')[1];

function input(field: Field, isFirst: boolean): JsonObject {
  return {
    type: 'input',
    block_id: blockIdOf(field),
    label: plain(field.label, mostInHint),
    // What a checkbox says is said beside it.
    ...(field.input.kind !== 'toggle' && { hint: plain(field.hint, mostInHint) }),
    optional: !field.isRequired,
    ...(field.isAsked && { dispatch_action: true }),
    element: { ...element(field), ...(isFirst && { focus_on_load: true }) },
  };
}

function element({ name, hint, placeholder, input: { ...kind } }: Field): JsonObject {
  const common = { action_id: name };
  const empty = placeholder !== undefined && {
    placeholder: plain(placeholder, mostInPlaceholder),
  };
  switch (kind.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        ...common,
        ...empty,
        multiline: kind.isProse,
        max_length: Math.max(mostTyped, Math.min(mostFilled, 2 * kind.initial.length)),
        ...(kind.initial !== '' && { initial_value: kind.initial.slice(0, mostFilled) }),
      };
    case 'choice': {
      const options = kind.options.filter(({ value }) => value.length <= mostInOption).map(option);
      const menu = options.length <= mostInMenu ? 'static_select' : 'external_select';
      const chosen = kind.initial.filter(({ value }) => value.length <= mostInOption).map(option);
      const [one] = chosen;
      return {
        type: kind.isSeveral ? `multi_${menu}` : menu,
        ...common,
        ...empty,
        ...(menu === 'static_select' ? { options } : { min_query_length: 1 }),
        ...(one !== undefined &&
          (kind.isSeveral ? { initial_options: chosen } : { initial_option: one })),
      };
    }
    case 'yes-no': {
      const options = yesNo.map(({ value, text }) => ({ value, text: plain(text, mostInOption) }));
      const initial = options.find(({ value }) => value === (kind.initial ?? leftOut));
      return {
        type: 'radio_buttons',
        ...common,
        options,
        ...(initial && { initial_option: initial }),
      };
    }
    case 'toggle': {
      const box = { value: 'yes', text: plain(hint, mostInOption) };
      return {
        type: 'checkboxes',
        ...common,
        options: [box],
        ...(kind.initial && { initial_options: [box] }),
      };
    }
    default:
      return kind satisfies never;
  }
}

/** Radio buttons can't be taken back, so that leaving it out is one of them. */
export const leftOut = 'left-out';
const yesNo = [
  { value: leftOut, text: 'Default' },
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
] as const;

/** As a menu shows it. Two of them are one where they are written the same. */
export const option = ({ value, detail }: Option): JsonObject => ({
  value,
  text: plain(value, mostInOption),
  ...(detail !== undefined && { description: plain(detail, mostInOption) }),
});

const isEmpty = (input: Field['input']): boolean =>
  input.kind === 'text'
    ? input.initial === ''
    : input.kind === 'choice' && input.initial.length === 0;
