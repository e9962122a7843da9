/** What an element says when it is pressed or picked in, and what it holds while nobody touches it (`state.values`). */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { isList, isObject, type Json, type JsonObject, objectsIn, stringAt } from '../json.ts';
import type { Suggestions } from './suggestions.ts';

/** How an element tells its choice: under which key, what it starts from, and whether it is one thing or a list. */
interface Choice {
  readonly told: string;
  readonly initial: string;
  readonly is: 'text' | 'number' | 'object' | 'option' | 'options' | 'list';
}

const one = (name: string): Choice => ({
  told: `selected_${name}`,
  initial: `initial_${name}`,
  is: 'text',
});
const several = (name: string): Choice => ({ ...one(name), is: 'list' });
const option: Choice = { ...one('option'), is: 'option' };
const options: Choice = { ...one('options'), is: 'options' };
const typed: Choice = { told: 'value', initial: 'initial_value', is: 'text' };

const choices: Readonly<Record<string, Choice>> = {
  static_select: option,
  external_select: option,
  radio_buttons: option,
  checkboxes: options,
  multi_static_select: options,
  multi_external_select: options,
  users_select: one('user'),
  multi_users_select: several('users'),
  channels_select: one('channel'),
  multi_channels_select: several('channels'),
  conversations_select: one('conversation'),
  multi_conversations_select: several('conversations'),
  datepicker: one('date'),
  timepicker: one('time'),
  datetimepicker: { ...one('date_time'), is: 'number' },
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  rich_text_input: { told: 'rich_text_value', initial: 'initial_value', is: 'object' },
  file_input: { told: 'files', initial: 'initial_files', is: 'list' },
};

const typeOf = (element: JsonObject): string => stringAt(element, 'type') ?? '';

export const isExternal = (element: JsonObject): boolean => typeOf(element).includes('external');

/** The options that an element offers, those in groups included. */
const optionsOf = (element: JsonObject): readonly JsonObject[] => [
  ...objectsIn(element.options),
  ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
];

/** What a person picks or types, in short: the value of an option, an id, a date, a text; a list where several may be picked. */
export type Picked = string | readonly string[];

/**
 * What the action of an element tells.
 * @param value for a menu the value of an option; for a button nothing, or its own value
 * @throws Diagnostic `zmgr::playground::no-such-option`
 */
export function chosen(
  element: JsonObject,
  value: Picked | undefined,
  suggestions: Suggestions,
): JsonObject {
  const type = typeOf(element);
  if (type === 'button' || type === 'icon_button') {
    const own = stringAt(element, 'value');
    if (value !== undefined && value !== own) throw noSuchOption(element, value, [own ?? '']);
    return { text: element.text, ...(own === undefined ? {} : { value: own }) };
  }
  const choice = type === 'overflow' ? option : choices[type];
  if (choice === undefined) throw noSuchOption(element, value, []);
  const picked = typeof value === 'string' ? [value] : (value ?? []);
  switch (choice.is) {
    case 'option':
      return { [choice.told]: offered(element, { value: picked[0] }, suggestions) };
    case 'options':
      return {
        [choice.told]: picked.map((each) => offered(element, { value: each }, suggestions)),
      };
    case 'list':
      return { [choice.told]: picked };
    case 'number':
      return { [choice.told]: picked[0] === undefined ? null : Number(picked[0]) };
    case 'text':
      // A field that was emptied holds nothing.
      return { [choice.told]: picked[0] === '' ? null : (picked[0] ?? null) };
    case 'object':
      throw noSuchOption(element, value, []);
    default:
      return choice.is satisfies never;
  }
}

/**
 * The same from a member of `state.values`, as callers of the control API write it: options may be their value alone.
 * @throws Diagnostic `zmgr::playground::no-such-option`, `zmgr::playground::bad-value`
 */
export function entered(
  element: JsonObject,
  given: JsonObject,
  suggestions: Suggestions,
): JsonObject {
  const choice = choices[typeOf(element)];
  if (choice === undefined) throw badValue(element, 'holds no value');
  const { type = element.type, ...rest } = given;
  if (type !== element.type) throw badValue(element, `is a ${typeOf(element)}`);
  const value = rest[choice.told];
  if (value === undefined) throw badValue(element, `tells "${choice.told}"`);
  if (!isOfKind(value, choice)) throw badValue(element, `takes another "${choice.told}"`);
  if (choice.is === 'option' && isObject(value))
    return { [choice.told]: offered(element, value, suggestions) };
  if (choice.is === 'options') {
    return { [choice.told]: objectsIn(value).map((each) => offered(element, each, suggestions)) };
  }
  return { [choice.told]: value === '' ? null : value };
}

function isOfKind(value: Json, { is }: Choice): boolean {
  switch (is) {
    case 'text':
      return value === null || typeof value === 'string';
    case 'number':
      return value === null || typeof value === 'number';
    case 'option':
    case 'object':
      return value === null || isObject(value);
    case 'options':
      return isList(value) && value.every(isObject);
    case 'list':
      return isList(value);
    default:
      return is satisfies never;
  }
}

/** The whole option, by its value. What an app suggests as one types is no part of the element; it is believed. */
function offered(element: JsonObject, picked: JsonObject, suggestions: Suggestions): JsonObject {
  const known = optionsOf(element).find((each) => each.value === picked.value);
  if (known !== undefined) return known;
  const value = stringAt(picked, 'value');
  if (isExternal(element) && value !== undefined) {
    const text = { type: 'plain_text', text: value, emoji: true };
    return suggestions.find(element, picked) ?? { text, ...picked };
  }
  throw noSuchOption(
    element,
    value,
    optionsOf(element).map((each) => String(each.value)),
  );
}

/** What an element holds; undefined for those that hold nothing, as buttons. */
export function held(element: JsonObject, told?: JsonObject): JsonObject | undefined {
  const type = typeOf(element);
  const choice = choices[type];
  if (choice === undefined) return undefined;
  const empty: Json = choice.is === 'options' || choice.is === 'list' ? [] : null;
  // What was emptied stays empty: only an untouched element holds what it starts from.
  const value = told === undefined ? element[choice.initial] : told[choice.told];
  return { type, [choice.told]: value ?? empty };
}

/** The value of what an element holds, by itself: a text, an option, a list, or null. */
export const heldValue = (holds: JsonObject): Json =>
  holds[choices[typeOf(holds)]?.told ?? ''] ?? null;

function noSuchOption(
  element: JsonObject,
  value: Picked | undefined,
  offers: readonly string[],
): Diagnostic {
  return new Diagnostic({
    code: 'zmgr::playground::no-such-option',
    message: `The element "${String(element.action_id)}" does not offer ${value === undefined ? 'a press without a value' : `"${String(value)}"`}`,
    help: offers.length === 0 ? 'It cannot be pressed here.' : `It offers: ${offers.join(', ')}`,
  });
}

const badValue = (element: JsonObject, but: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::playground::bad-value',
    message: `The value of "${String(element.action_id)}" does not fit: the element ${but}`,
    help: 'Values have the shape of state.values: {"<block_id>": {"<action_id>": {"type": "plain_text_input", "value": "web01"}}}',
  });
