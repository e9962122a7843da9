/** Block Kit's rich_text as DOM nodes. */
import { element, isSafeLink } from './dom.js';
import { emojiOf } from './emoji.js';
import { dateText } from './mrkdwn.js';

export function richText(block, names) {
  return element(
    'div',
    { class: 'rich' },
    block.elements.map((part) => section(part, names)),
  );
}

function section(part, names) {
  const inside = () => (part.elements ?? []).map((leaf) => styled(leaf, names));
  switch (part.type) {
    case 'rich_text_preformatted':
      return element('pre', {}, inside());
    case 'rich_text_quote':
      return element('blockquote', {}, inside());
    case 'rich_text_list':
      return element(
        part.style === 'ordered' ? 'ol' : 'ul',
        { style: part.indent ? `margin-left:${part.indent}em` : undefined },
        part.elements.map((item) =>
          element(
            'li',
            {},
            item.elements.map((leaf) => styled(leaf, names)),
          ),
        ),
      );
    default:
      return element('p', {}, inside());
  }
}

function styled(leaf, names) {
  let node = plain(leaf, names);
  const { bold, italic, strike, code } = leaf.style ?? {};
  if (code) node = element('code', {}, node);
  if (bold) node = element('strong', {}, node);
  if (italic) node = element('em', {}, node);
  if (strike) node = element('s', {}, node);
  return node;
}

function plain(leaf, { people, channels }) {
  switch (leaf.type) {
    case 'text':
      return leaf.text;
    case 'link':
      return isSafeLink(leaf.url)
        ? element(
            'a',
            { href: leaf.url, rel: 'noopener noreferrer', target: '_blank' },
            leaf.text ?? leaf.url,
          )
        : (leaf.text ?? leaf.url);
    case 'user':
      return element('span', { class: 'mention' }, `@${people.get(leaf.user_id) ?? leaf.user_id}`);
    case 'channel':
      return element(
        'span',
        { class: 'mention' },
        `#${channels.get(leaf.channel_id) ?? leaf.channel_id}`,
      );
    case 'emoji':
      return emojiOf(leaf.name);
    case 'date':
      return date(leaf);
    default:
      return `[${leaf.type}]`;
  }
}

function date({ timestamp, format }) {
  const when = new Date(timestamp * 1000);
  return element(
    'time',
    { datetime: when.toISOString(), title: when.toLocaleString() },
    dateText(format, when),
  );
}
