/** The list of messages: drawn anew only where something changed, so that an edit in place looks like one. */
import { blocks } from './blocks.js';
import { element, hueOf, initialsOf } from './dom.js';
import { mrkdwn } from './mrkdwn.js';

/**
 * @param acts `{press, thread, shortcut}`, each called with the message first: something was pressed in it, its thread
 *   is to be opened, a shortcut of the app's is to be used on it. Without `thread`, the list is a thread itself
 */
export function messageList(list, acts) {
  /** What stands in the page: by key, its source and its element. */
  const drawn = new Map();

  return {
    clear() {
      drawn.clear();
      list.replaceChildren();
    },

    /** To the newest, and with it to what comes next. */
    toEnd() {
      list.scrollTop = list.scrollHeight;
    },

    /** @param shortcuts `{name, callback_id}` that messages offer */
    show(messages, names, shortcuts = []) {
      const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
      const keys = new Set();
      let previous;
      for (const message of messages) {
        const key = `${message.ephemeral ? 'e' : 'm'}${message.ts}`;
        keys.add(key);
        const follows =
          previous !== undefined &&
          previous.user === message.user &&
          previous.ephemeral === message.ephemeral &&
          Number(message.ts) - Number(previous.ts) < 120;
        const source = JSON.stringify([message, follows]);
        const before = drawn.get(key);
        if (before === undefined) {
          const node = draw(message, follows, names, acts, shortcuts);
          drawn.set(key, { source, node });
          list.append(node);
        } else if (before.source !== source) {
          const node = draw(message, follows, names, acts, shortcuts);
          before.node.replaceWith(node);
          drawn.set(key, { source, node });
        }
        previous = message;
      }
      for (const [key, { node }] of drawn) {
        if (keys.has(key)) continue;
        node.remove();
        drawn.delete(key);
      }
      if (isAtEnd) list.scrollTop = list.scrollHeight;
    },
  };
}

function draw(message, follows, names, { press, thread, shortcut }, shortcuts) {
  const name = message.user_name;
  const isApp = !names.people.has(message.user);
  const when = new Date(Number(message.ts) * 1000);
  const time = when.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  const body =
    message.blocks?.length > 0
      ? blocks(message.blocks, names, (pressed) => press(message, pressed))
      : [element('p', {}, mrkdwn(message.text ?? '', names))];
  return element(
    'li',
    {
      class: ['message', message.ephemeral && 'ephemeral', follows && 'follows']
        .filter(Boolean)
        .join(' '),
      'data-ts': message.ts,
    },
    element(
      'span',
      {
        class: isApp ? 'avatar bot' : 'avatar',
        'aria-hidden': 'true',
        style: `--hue:${hueOf(message.user)}`,
      },
      initialsOf(name),
    ),
    element(
      'div',
      { class: 'content' },
      element(
        'p',
        { class: 'meta' },
        element('b', {}, name),
        isApp ? element('span', { class: 'badge' }, 'APP') : null,
        element('time', { datetime: when.toISOString() }, time),
      ),
      message.ephemeral ? element('p', { class: 'only-you' }, 'Only visible to you') : null,
      ...body,
      message.files?.map(file),
      thread && message.replies > 0
        ? element(
            'button',
            { type: 'button', class: 'replies', onclick: () => thread(message) },
            message.replies === 1 ? '1 reply' : `${message.replies} replies`,
          )
        : null,
    ),
    message.ephemeral ? null : tools(message, { thread, shortcut }, shortcuts),
  );
}

/** What a person may do with a message: shown when they point at it, or reach it by keyboard. */
function tools(message, { thread, shortcut }, shortcuts) {
  const buttons = [
    ...(thread ? [['Reply in thread', () => thread(message)]] : []),
    ...shortcuts.map(({ name, callback_id }) => [name, () => shortcut(message, callback_id)]),
  ];
  if (buttons.length === 0) return null;
  return element(
    'div',
    { class: 'tools' },
    buttons.map(([label, onclick]) => element('button', { type: 'button', onclick }, label)),
  );
}

const file = ({ name, title, size, url_private }) =>
  element(
    'a',
    { class: 'file', href: url_private, download: name, rel: 'noopener' },
    element('b', {}, title || name),
    element('small', {}, `${(size / 1024).toFixed(size < 10_240 ? 1 : 0)} kB`),
  );
