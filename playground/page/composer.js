/** The line where commands are typed: completion of `/zone` commands, a history, and what went wrong. */
import { element } from './dom.js';

/**
 * @param send called with `{kind: 'command', text}`, what follows `/zone`, or `{kind: 'message', text}`; a rejection is
 *   shown above the line
 */
export function composer({ form, input, list, notice }, send) {
  let known = [];
  let shown = [];
  let chosen = -1;
  const history = [];
  let at = 0;

  const close = () => {
    shown = [];
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
  };

  const say = (text) => {
    notice.classList.remove('calm');
    notice.textContent = text ?? '';
    notice.hidden = !text;
  };

  /** Something that is well. */
  const note = (text) => {
    say(text);
    notice.classList.add('calm');
  };

  const draw = () => {
    const typed = input.value;
    shown = typed.startsWith('/')
      ? known
          .filter(({ text }) => `/zone ${text}`.startsWith(typed) && `/zone ${text}` !== typed)
          .slice(0, 8)
      : [];
    if (shown.length === 0) return close();
    chosen = Math.min(chosen, shown.length - 1);
    list.replaceChildren(
      ...shown.map(({ text, summary }, index) =>
        element(
          'li',
          {
            role: 'option',
            'aria-selected': String(index === chosen),
            onmousedown: (event) => {
              event.preventDefault();
              take(index);
            },
          },
          element('code', {}, `/zone ${text}`),
          element('span', {}, summary),
        ),
      ),
    );
    list.hidden = false;
  };

  const take = (index) => {
    input.value = `/zone ${shown[index].text} `;
    close();
    input.focus();
  };

  const recall = (step) => {
    at = Math.max(0, Math.min(history.length, at + step));
    input.value = history[at] ?? '';
  };

  input.addEventListener('input', () => {
    say();
    chosen = -1;
    draw();
  });
  input.addEventListener('focus', draw);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden;
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab' && isOpen) {
      event.preventDefault();
      take(Math.max(0, chosen));
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (!isOpen || (input.value === '' && !isOpen)) return recall(step);
      chosen = (chosen + step + shown.length) % shown.length;
      draw();
    } else if (event.key === 'Enter' && isOpen && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    }
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    if (typed === '') return;
    const match = /^\/zone(?:\s+(.*))?$/su.exec(typed);
    if (match === null && typed.startsWith('/')) {
      return say('The one command here is /zone. Try /zone help.');
    }
    history.push(typed);
    at = history.length;
    input.value = '';
    close();
    say();
    input.focus();
    try {
      await send(
        match === null
          ? { kind: 'message', text: typed }
          : { kind: 'command', text: match[1] ?? '' },
      );
    } catch (error) {
      say(error.message);
      input.value = typed;
    }
  });

  return {
    offer(commands) {
      known = commands;
    },
    say,
    note,
    /** Not where it would bring up a keyboard on the screen. */
    focus() {
      if (matchMedia('(hover: hover)').matches) input.focus();
    },
  };
}
