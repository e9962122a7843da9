/** The panel at the right: a thread, a host, or trouble; one at a time. On a telephone it covers the page. */
import { element } from './dom.js';

export function panel(node, onClosed) {
  let closing;
  const close = () => {
    closing?.();
    closing = undefined;
    node.hidden = true;
    node.replaceChildren();
  };
  return {
    close,
    isOpen: () => !node.hidden,
    /** @param ended called when something else is shown, or nothing */
    open(title, body, ended) {
      close();
      closing = ended;
      node.replaceChildren(
        element(
          'header',
          { class: 'panel-header' },
          element('h2', {}, title),
          element(
            'button',
            {
              type: 'button',
              class: 'cross',
              'aria-label': 'Close',
              onclick: () => {
                close();
                onClosed();
              },
            },
            '✕',
          ),
        ),
        ...body,
      );
      node.setAttribute('aria-label', title);
      node.hidden = false;
    },
  };
}
