/** What an element says when it is pressed or picked in, and what it holds while nobody touches it (`state.values`). */
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { type Json, type JsonObject, objectsIn, stringAt } from '../json.ts';

/** The options that an element offers, those in groups included. */
const optionsOf = (element: JsonObject): readonly JsonObject[] => [
  ...objectsIn(element.options),
  ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
];

/** Under which key an element's choice is told, and from which key it starts. */
const choices: Readonly<Record<string, { readonly told: string; readonly initial: string }>> = {
  static_select: { told: 'selected_option', initial: 'initial_option' },
  external_select: { told: 'selected_option', initial: 'initial_option' },
  radio_buttons: { told: 'selected_option', initial: 'initial_option' },
  checkboxes: { told: 'selected_options', initial: 'initial_options' },
  multi_static_select: { told: 'selected_options', initial: 'initial_options' },
  users_select: { told: 'selected_user', initial: 'initial_user' },
  channels_select: { told: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { told: 'selected_conversation', initial: 'initial_conversation' },
  datepicker: { told: 'selected_date', initial: 'initial_date' },
  timepicker: { told: 'selected_time', initial: 'initial_time' },
  datetimepicker: { told: 'selected_date_time', initial: 'initial_date_time' },
  plain_text_input: { told: 'value', initial: 'initial_value' },
  number_input: { told: 'value', initial: 'initial_value' },
};

/**
 * What the action of an element tells.
 * @param value for a menu the value of an option; for a button nothing, or its own value
 * @throws Diagnostic `zmgr::playground::no-such-option`
 */
export function chosen(element: JsonObject, value: string | undefined): JsonObject {
  const type = stringAt(element, 'type') ?? '';
  if (type === 'button' || type === 'icon_button') {
    const own = stringAt(element, 'value');
    if (value !== undefined && value !== own) throw noSuchOption(element, value, [own ?? '']);
    return { text: element.text, ...(own === undefined ? {} : { value: own }) };
  }
  const told = type === 'overflow' ? 'selected_option' : choices[type]?.told;
  if (told === undefined) throw noSuchOption(element, value, []);
  if (told !== 'selected_option' && told !== 'selected_options') return { [told]: value ?? null };
  const options = optionsOf(element);
  const option = options.find((offered) => offered.value === value);
  if (option === undefined) {
    throw noSuchOption(
      element,
      value,
      options.map((offered) => String(offered.value)),
    );
  }
  return { [told]: told === 'selected_options' ? [option] : option };
}

function noSuchOption(
  element: JsonObject,
  value: string | undefined,
  offered: readonly string[],
): Diagnostic {
  return new Diagnostic({
    code: 'zmgr::playground::no-such-option',
    message: `The element "${String(element.action_id)}" does not offer ${value === undefined ? 'a press without a value' : `"${value}"`}`,
    help: offered.length === 0 ? 'It cannot be pressed here.' : `It offers: ${offered.join(', ')}`,
  });
}

/** What an element holds; undefined for those that hold nothing, as buttons. */
export function held(element: JsonObject, told?: JsonObject): JsonObject | undefined {
  const type = stringAt(element, 'type') ?? '';
  const choice = choices[type];
  if (choice === undefined) return undefined;
  const empty: Json = choice.told === 'selected_options' ? [] : null;
  return { type, [choice.told]: told?.[choice.told] ?? element[choice.initial] ?? empty };
}
