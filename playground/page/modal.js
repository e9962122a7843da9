/** The modal on top of a person's stack: filled in, sent, closed; with what is wrong at each field. */
import { blocks } from './blocks.js';
import { element } from './dom.js';

/**
 * @param dialog the element that it stands in
 * @param acts `{change, suggest, submit, close}`: what the person does, each called with the view first
 */
export function modal(dialog, { change, suggest, submit, close }) {
  let drawn;
  let top;
  /** The fields as they were drawn last, with what they held then. */
  let fields = [];

  dialog.addEventListener('cancel', (event) => {
    // Escape is Slack's cross: the app may want to know, and what it answers decides.
    event.preventDefault();
    close(top, true);
  });

  /** A field that loses its place because its view is gone says so too late. */
  const changeTop = (view, action) => (view.id === top?.id ? change(view, action) : undefined);

  return {
    /** @param views the stack, the one on top last */
    show(views, names) {
      top = views.at(-1);
      if (top === undefined) {
        drawn = undefined;
        if (dialog.open) dialog.close();
        return;
      }
      // What a person enters changes no hash: only what the app says draws it anew, and nobody loses their place.
      const source = JSON.stringify([top.id, top.hash, top.errors, top.trouble]);
      if (source === drawn) {
        // Pressed twice, Escape closes a dialog whatever the page says; the modal is open until the app's Slack closes it.
        if (!dialog.open) dialog.showModal();
        return;
      }
      const isNew = drawn === undefined || !drawn.startsWith(`["${top.id}"`);
      const focused = document.activeElement?.dataset?.action;
      drawn = source;
      const typed = isNew ? [] : fields.filter(isTouched);
      fields = draw(dialog, withTyped(top, typed), names, {
        change: changeTop,
        suggest,
        submit,
        close,
      });
      if (!dialog.open) dialog.showModal();
      const place = top.errors
        ? dialog.querySelector('.faulty input, .faulty select, .faulty textarea')
        : isNew
          ? dialog.querySelector('[autofocus], .field input, .field select, .field textarea')
          : dialog.querySelector(`[data-action="${CSS.escape(focused ?? '')}"]`);
      place?.focus();
    },
  };
}

function draw(dialog, view, names, { change, suggest, submit, close }) {
  const fields = [];
  const body = blocks(view.blocks, names, (action) => change(view, action), {
    values: view.state.values,
    errors: view.errors,
    suggest: (typed) => suggest(view, typed),
    fields,
  });
  const values = () => {
    const all = {};
    for (const { block_id, action_id, value } of fields) {
      all[block_id] = { ...all[block_id], [action_id]: value() };
    }
    return all;
  };
  const known = new Set(view.blocks.map(({ block_id }) => block_id));
  const elsewhere = Object.entries(view.errors ?? {}).filter(([id]) => !known.has(id));
  const send = view.submit
    ? element('button', { type: 'submit', class: 'primary' }, view.submit.text)
    : null;
  const form = element(
    'form',
    {
      method: 'dialog',
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault();
        if (send === null || send.disabled) return;
        send.disabled = true;
        send.setAttribute('aria-busy', 'true');
        try {
          await submit(view, values());
        } finally {
          send.disabled = false;
          send.removeAttribute('aria-busy');
        }
      },
    },
    element(
      'header',
      {},
      element('h2', {}, view.title.text),
      element(
        'button',
        { type: 'button', class: 'cross', 'aria-label': 'Close', onclick: () => close(view, true) },
        '✕',
      ),
    ),
    element(
      'div',
      { class: 'content modal-body' },
      view.trouble ? element('p', { class: 'error', role: 'alert' }, view.trouble) : null,
      elsewhere.map(([, words]) => element('p', { class: 'error', role: 'alert' }, words)),
      body,
    ),
    element(
      'menu',
      {},
      element(
        'button',
        { type: 'button', onclick: () => close(view, false) },
        view.close?.text ?? (view.submit ? 'Cancel' : 'Close'),
      ),
      send,
    ),
  );
  dialog.setAttribute('aria-label', view.title.text);
  dialog.dataset.view = view.id;
  dialog.replaceChildren(form);
  return fields.map((field) => ({ ...field, held: JSON.stringify(field.value()) }));
}

/** Typed since it was drawn, and perhaps not told to anybody: a browser tells of a text when its field is left. */
const isTouched = ({ value, held }) => 'value' in value() && JSON.stringify(value()) !== held;

function withTyped(view, typed) {
  const values = { ...view.state.values };
  for (const { block_id, action_id, value } of typed) {
    if (values[block_id]?.[action_id]) values[block_id] = { [action_id]: value() };
  }
  return { ...view, state: { values } };
}
