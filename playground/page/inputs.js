/**
 * Elements that hold a value, in forms and in App Homes: drawn from what they hold, and asked for it when a form is sent.
 * Values have Slack's shape, that of `state.values`.
 */
import { combobox } from './combobox.js';
import { element } from './dom.js';

const kinds = {
  plain_text_input: text,
  number_input: text,
  email_text_input: text,
  url_text_input: text,
  static_select: menu,
  external_select: suggested,
  multi_external_select: suggested,
  multi_static_select: boxes,
  checkboxes: boxes,
  radio_buttons: radios,
};

export const holdsValue = (part) => Object.hasOwn(kinds, part.type);

/**
 * @param part Slack's element
 * @param holds its member of `state.values`, if it has one
 * @param tell called with the picked value, or a list of them, when it changes
 * @param suggest called with what is typed into a menu of the app's
 * @returns its node, and `value()`: its member of `state.values`
 */
export const inputOf = (part, holds = initial(part), { tell, suggest }) =>
  kinds[part.type](part, holds, tell, suggest);

/** In a message nobody keeps what an element holds. */
const initial = ({ initial_value, initial_option, initial_options }) => ({
  value: initial_value,
  selected_option: initial_option,
  selected_options: initial_options,
});

function text(part, holds, tell) {
  const field = element(part.multiline ? 'textarea' : 'input', {
    ...(part.multiline ? { rows: 3 } : { type: 'text' }),
    'data-action': part.action_id,
    placeholder: part.placeholder?.text,
    maxlength: part.max_length,
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    autofocus: part.focus_on_load,
    onchange: ({ target }) => tell(target.value),
  });
  field.value = holds.value ?? '';
  return { node: field, value: () => ({ type: part.type, value: field.value || null }) };
}

function menu(part, holds, tell) {
  const chosen = holds.selected_option?.value ?? '';
  const groups = part.option_groups ?? [{ options: part.options }];
  const optionOf = ({ text: words, value }) =>
    element('option', { value, selected: value === chosen }, words.text);
  const field = element(
    'select',
    { 'data-action': part.action_id, onchange: ({ target }) => tell(target.value) },
    element(
      'option',
      { value: '', disabled: chosen !== '', selected: chosen === '' },
      part.placeholder?.text ?? 'Choose',
    ),
    groups.map(({ label, options }) =>
      label === undefined
        ? options.map(optionOf)
        : element('optgroup', { label: label.text }, options.map(optionOf)),
    ),
  );
  const value = () => ({
    type: part.type,
    selected_option: field.value === '' ? null : { value: field.value },
  });
  return { node: field, value };
}

function suggested(part, holds, tell, suggest) {
  const isSeveral = part.type.startsWith('multi_');
  const chosen = holds.selected_options ?? (holds.selected_option ? [holds.selected_option] : []);
  const box = combobox(part, chosen, suggest, (options) => {
    const values = options.map(({ value }) => value);
    tell(isSeveral ? values : values[0]);
  });
  const bare = () => box.held().map(({ value }) => ({ value }));
  return {
    node: box.node,
    value: () =>
      isSeveral
        ? { type: part.type, selected_options: bare() }
        : { type: part.type, selected_option: bare()[0] ?? null },
  };
}

function boxes(part, holds, tell) {
  const chosen = new Set((holds.selected_options ?? []).map(({ value }) => value));
  const fields = part.options.map((option) => tick('checkbox', part, option, chosen));
  const ticked = () => fields.filter(({ box }) => box.checked).map(({ box }) => box.value);
  const node = element(
    'div',
    { class: 'ticks', onchange: () => tell(ticked()) },
    fields.map((field) => field.node),
  );
  const selected_options = () => ticked().map((value) => ({ value }));
  return { node, value: () => ({ type: part.type, selected_options: selected_options() }) };
}

function radios(part, holds, tell) {
  const chosen = new Set([holds.selected_option?.value]);
  const fields = part.options.map((option) => tick('radio', part, option, chosen));
  const value = () => fields.find(({ box }) => box.checked)?.box.value;
  const node = element(
    'div',
    { class: 'ticks', onchange: () => tell(value()) },
    fields.map((field) => field.node),
  );
  const selected_option = () => (value() === undefined ? null : { value: value() });
  return { node, value: () => ({ type: part.type, selected_option: selected_option() }) };
}

function tick(type, part, { text: words, description, value }, chosen) {
  const box = element('input', {
    type,
    name: part.action_id,
    value,
    'data-action': part.action_id,
    checked: chosen.has(value),
  });
  const node = element(
    'label',
    {},
    box,
    element('span', {}, words.text),
    description ? element('small', {}, description.text) : null,
  );
  return { box, node };
}
