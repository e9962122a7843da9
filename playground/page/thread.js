/** A thread in the panel: the message it hangs on, its replies, and a line to write one. */
import { element } from './dom.js';
import { messageList } from './messages.js';

/**
 * @param root the ts of the message that it hangs on
 * @param acts `{press, shortcut, reply}`: as messageList's, and `reply` with the text that is to be written
 */
export function threadView(root, { press, shortcut, reply }) {
  const list = element('ol', { class: 'messages', 'aria-label': 'Thread' });
  const shown = messageList(list, { press, shortcut });
  const line = element('input', {
    type: 'text',
    'aria-label': 'Reply',
    placeholder: '@zonebot list, in a thread',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const notice = element('p', { class: 'notice', role: 'status', hidden: true });
  const say = (words) => {
    notice.textContent = words ?? '';
    notice.hidden = !words;
  };
  const form = element(
    'form',
    {
      class: 'composer',
      autocomplete: 'off',
      onsubmit: async (event) => {
        event.preventDefault();
        const text = line.value.trim();
        if (text === '') return;
        if (/^\/zone\b/.test(text)) {
          return say(
            'Slack has no commands in threads. Write @zonebot and the same words to look.',
          );
        }
        line.value = '';
        say();
        try {
          await reply(text);
          shown.toEnd();
        } catch (error) {
          say(error.message);
          line.value = text;
        }
      },
    },
    notice,
    element('div', { class: 'composer-row' }, line),
  );
  return {
    nodes: [list, form],
    show(messages, names, shortcuts) {
      shown.show(
        messages.filter(({ ts, thread_ts }) => ts === root || thread_ts === root),
        names,
        shortcuts,
      );
    },
    focus: () => line.focus(),
  };
}
