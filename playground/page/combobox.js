/**
 * A menu whose options the app brings while one types: a line, and a list under it. One choice, or several as chips.
 */
import { element } from './dom.js';

/** Milliseconds without a key until the app is asked. */
const pause = 150;

/**
 * @param part Slack's external_select or multi_external_select
 * @param chosen the options that it holds
 * @param suggest called with what is typed; answers Slack's `{options}` or `{option_groups}`, or `{options: [], min_query_length}`
 * @param changed called with the options that it holds now
 */
export function combobox(part, chosen, suggest, changed) {
  const isSeveral = part.type.startsWith('multi_');
  let held = chosen;
  let shown = [];
  let at = -1;
  let timer;
  let asked = 0;

  const line = element('input', {
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    'aria-label': part.placeholder?.text ?? 'Choose',
    placeholder: part.placeholder?.text ?? 'Type to choose',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
  });
  const list = element('ul', { class: 'choices', role: 'listbox', hidden: true });
  const chips = element('div', { class: 'chips' });
  const node = element('div', { class: 'combobox', 'data-action': part.action_id }, [
    chips,
    line,
    list,
  ]);

  const close = () => {
    list.hidden = true;
    line.setAttribute('aria-expanded', 'false');
    shown = [];
    at = -1;
  };

  const draw = (note) => {
    list.replaceChildren(
      ...shown.map((option, index) =>
        element(
          'li',
          {
            role: 'option',
            'aria-selected': String(index === at),
            onmousedown: (event) => {
              event.preventDefault();
              take(option);
            },
          },
          element('span', {}, option.text.text),
          option.description ? element('small', {}, option.description.text) : null,
        ),
      ),
      ...(note === undefined ? [] : [element('li', { class: 'note' }, note)]),
    );
    list.hidden = list.childElementCount === 0;
    line.setAttribute('aria-expanded', String(!list.hidden));
  };

  const ask = async () => {
    asked += 1;
    const mine = asked;
    try {
      const answer = await suggest(line.value);
      if (mine !== asked) return;
      shown = answer.options ?? answer.option_groups.flatMap(({ options }) => options);
      at = shown.length > 0 ? 0 : -1;
      const tooShort = answer.min_query_length > line.value.length;
      draw(shown.length > 0 ? undefined : tooShort ? 'Type to find some' : 'Nothing fits');
    } catch (error) {
      shown = [];
      draw(error.message);
    }
  };

  const hold = (options) => {
    held = options;
    if (isSeveral) {
      line.value = '';
      chips.replaceChildren(...held.map(chip));
    } else {
      line.value = held[0]?.text.text ?? '';
    }
  };

  const take = (option) => {
    const others = held.filter(({ value }) => value !== option.value);
    hold(isSeveral ? [...others, option] : [option]);
    close();
    changed(held);
  };

  const chip = (option) =>
    element(
      'button',
      {
        type: 'button',
        'aria-label': `Remove ${option.text.text}`,
        onclick: () => {
          hold(held.filter(({ value }) => value !== option.value));
          changed(held);
        },
      },
      `${option.text.text} ✕`,
    );

  line.addEventListener('focus', ask);
  line.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  line.addEventListener('blur', () => {
    clearTimeout(timer);
    asked += 1;
    close();
    // What was typed and not chosen is no choice; an emptied line takes the choice away.
    if (!isSeveral && line.value === '' && held.length > 0) {
      hold([]);
      changed(held);
    } else if (!isSeveral) hold(held);
  });
  line.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && shown.length > 0) {
      event.preventDefault();
      at = (at + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length;
      draw();
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      take(shown[at]);
    }
  });

  hold(held);
  return { node, held: () => held };
}
