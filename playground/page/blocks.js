/**
 * Block Kit as DOM nodes: the blocks that the bot uses. One that is not known here is shown as a visible box, so that
 * nothing vanishes in silence.
 */
import { element } from './dom.js';
import { emojiOf } from './emoji.js';
import { mrkdwn } from './mrkdwn.js';
import { richText } from './rich-text.js';

/**
 * @param names `{people, channels}`: names by id
 * @param press called with `{action_id, block_id, value}` when something is pressed or picked
 */
export function blocks(list, names, press) {
  return list.map((block) =>
    one(block, names, (action) => press({ block_id: block.block_id, ...action })),
  );
}

function one(block, names, press) {
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
        block.accessory ? control(block.accessory, names, press) : null,
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
        block.elements.map((part) => control(part, names, press)),
      );
    case 'rich_text':
      return richText(block, names);
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

function control(part, names, press) {
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
    case 'static_select':
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
