/** The list of messages: drawn anew only where something changed, so that an edit in place looks like one. */
import { blocks } from './blocks.js';
import { element, hueOf, initialsOf } from './dom.js';
import { mrkdwn } from './mrkdwn.js';

/** @param press called with the message and what was pressed in it */
export function messageList(list, press) {
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

    show(messages, names) {
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
          const node = draw(message, follows, names, press);
          drawn.set(key, { source, node });
          list.append(node);
        } else if (before.source !== source) {
          const node = draw(message, follows, names, press);
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

function draw(message, follows, names, press) {
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
      class: [
        'message',
        message.ephemeral && 'ephemeral',
        follows && 'follows',
        message.thread_ts && message.thread_ts !== message.ts && 'reply',
      ]
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
    ),
  );
}
