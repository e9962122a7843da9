/**
 * Block Kit as DOM nodes: the blocks that the bot uses. One that is not known here is shown as a visible box, so that
 * nothing vanishes in silence.
 */
import { element } from './dom.js';
import { emojiOf } from './emoji.js';
import { holdsValue, inputOf } from './inputs.js';
import { mrkdwn } from './mrkdwn.js';
import { richText } from './rich-text.js';

/**
 * @param names `{people, channels}`: names by id
 * @param press called with `{action_id, block_id, value, confirm}` when something is pressed or picked
 * @param form of a view, what its elements hold: `{values, errors, suggest, fields}`; each element that holds a value is
 *   put into `fields` under its block_id and action_id
 */
export function blocks(list, names, press, form = {}) {
  return list.map((block) => {
    const { block_id } = block;
    const tell = (action) => press({ block_id, ...action });
    return one(block, names, tell, {
      holds: ({ action_id }) => form.values?.[block_id]?.[action_id],
      suggest: (action_id, value) => form.suggest({ block_id, action_id, value }),
      keep: ({ action_id }, value) => form.fields?.push({ block_id, action_id, value }),
      error: form.errors?.[block_id],
    });
  });
}

function one(block, names, press, form) {
  switch (block.type) {
    case 'header':
      return element('h3', {}, text(block.text, names));
    case 'divider':
      return element('hr');
    case 'section':
      return element(
        'div',
        { class: block.accessory ? 'section with-accessory' : 'section' },
        element(
          'div',
          {},
          block.text ? element('p', {}, text(block.text, names)) : null,
          block.fields
            ? element(
                'div',
                { class: 'fields' },
                block.fields.map((field) => element('p', {}, text(field, names))),
              )
            : null,
        ),
        block.accessory ? control(block.accessory, names, press, form) : null,
      );
    case 'context':
      return element(
        'p',
        { class: 'context' },
        block.elements.map((part) => element('span', {}, text(part, names))),
      );
    case 'actions':
      return element(
        'div',
        { class: 'actions' },
        block.elements.map((part) => control(part, names, press, form)),
      );
    case 'rich_text':
      return richText(block, names);
    case 'input':
      return input(block, names, press, form);
    case 'image':
      return element('img', { src: block.image_url, alt: block.alt_text, class: 'image' });
    default:
      return unknown(block);
  }
}

function text(object, names) {
  if (object.type === 'mrkdwn') return mrkdwn(object.text, names);
  if (object.type === 'plain_text') {
    return object.emoji === false
      ? [object.text]
      : [object.text.replaceAll(/:([a-z0-9_+-]+):/g, (_, name) => emojiOf(name))];
  }
  return [unknown(object)];
}

/** A field of a form, with its label above, its hint below, and what is wrong with it. */
function input(block, names, press, form) {
  const field = control(block.element, names, press, form);
  const label = element(
    'span',
    { class: 'label' },
    text(block.label, names),
    block.optional ? element('small', {}, ' (optional)') : null,
  );
  // What has labels of its own inside (ticks, chips) must not stand in another.
  const isPlain = field.matches('input, select, textarea');
  if (!isPlain) {
    field.setAttribute('role', 'group');
    field.setAttribute('aria-label', block.label.text);
  }
  return element(
    'div',
    { class: form.error ? 'field faulty' : 'field', 'data-block': block.block_id },
    isPlain ? element('label', {}, label, field) : [label, field],
    form.error ? element('p', { class: 'error', role: 'alert' }, form.error) : null,
    block.hint ? element('p', { class: 'hint' }, text(block.hint, names)) : null,
  );
}

function control(part, names, press, form) {
  if (holdsValue(part)) {
    const { node, value } = inputOf(part, form.holds(part), {
      tell: (picked) => press({ action_id: part.action_id, value: picked, confirm: part.confirm }),
      suggest: (typed) => form.suggest(part.action_id, typed),
    });
    form.keep(part, value);
    return node;
  }
  switch (part.type) {
    case 'button':
      return element(
        'button',
        {
          type: 'button',
          class: part.style,
          'data-action': part.action_id,
          'aria-label': part.accessibility_label,
          onclick: ({ currentTarget }) =>
            whileBusy(currentTarget, () =>
              press({ action_id: part.action_id, value: part.value, confirm: part.confirm }),
            ),
        },
        text(part.text, names),
      );
    case 'overflow':
      return element(
        'select',
        {
          'data-action': part.action_id,
          'aria-label': part.placeholder?.text ?? 'More',
          onchange: (event) => {
            const { value } = event.target;
            event.target.selectedIndex = 0;
            press({ action_id: part.action_id, value, confirm: part.confirm });
          },
        },
        element(
          'option',
          { value: '', disabled: true, selected: true },
          part.placeholder?.text ?? '⋯',
        ),
        part.options.map((option) =>
          element('option', { value: option.value }, text(option.text, names)),
        ),
      );
    default:
      return unknown(part);
  }
}

/** Neither it nor its neighbours can be pressed again until the press is answered. */
async function whileBusy(button, act) {
  const buttons = [
    ...(button.closest('.actions') ?? button.parentElement).querySelectorAll('button'),
  ];
  for (const each of buttons) each.disabled = true;
  button.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    for (const each of buttons) each.disabled = false;
    button.removeAttribute('aria-busy');
  }
}

const unknown = (object) =>
  element(
    'div',
    { class: 'unknown' },
    `The playground cannot show a ${object.type ?? 'nameless'} block.`,
  );
