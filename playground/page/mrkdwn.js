/**
 * Slack's mrkdwn as DOM nodes. Escaped entities are undone last, on text nodes only, so that nothing written by a
 * person can become markup.
 */
import { element, isSafeLink } from './dom.js';
import { emojiOf } from './emoji.js';

const unescapeEntities = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** @param people names by user id, @param channels names by channel id */
export function mrkdwn(text, { people, channels }) {
  const context = { people, channels };
  return text.split(/(```[\s\S]+?```)/).flatMap((piece) => {
    const block = /^```\n?([\s\S]+?)\n?```$/.exec(piece);
    return block ? [element('pre', {}, unescapeEntities(block[1]))] : lines(piece, context);
  });
}

function lines(text, context) {
  const nodes = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) nodes.push(element('br'));
    const quoted = /^&gt;\s?(.*)$/.exec(line);
    nodes.push(
      ...(quoted ? [element('q', {}, ...inline(quoted[1], context))] : inline(line, context)),
    );
  }
  return nodes;
}

/** First match wins; what is inside bold, italic and strike is read again. */
const marks = [
  [/`([^`\n]+)`/, (match) => element('code', {}, unescapeEntities(match[1]))],
  [/<([^<>\n]+)>/, (match, context) => reference(match[1], context)],
  [
    /(?<![\w*])\*([^*\n]+)\*(?![\w*])/,
    (match, context) => element('strong', {}, ...inline(match[1], context)),
  ],
  [
    /(?<![\w_])_([^_\n]+)_(?![\w_])/,
    (match, context) => element('em', {}, ...inline(match[1], context)),
  ],
  [
    /(?<![\w~])~([^~\n]+)~(?![\w~])/,
    (match, context) => element('s', {}, ...inline(match[1], context)),
  ],
  [/:([a-z0-9_+-]+):/, (match) => emojiOf(match[1])],
];

function inline(text, context) {
  let first;
  for (const [pattern, build] of marks) {
    const match = pattern.exec(text);
    if (match && (first === undefined || match.index < first.match.index)) first = { match, build };
  }
  if (first === undefined) return text === '' ? [] : [unescapeEntities(text)];
  const { match, build } = first;
  return [
    ...(match.index === 0 ? [] : [unescapeEntities(text.slice(0, match.index))]),
    build(match, context),
    ...inline(text.slice(match.index + match[0].length), context),
  ];
}

/** What stands between angle brackets: a link, a person, a channel, a date, a group. */
function reference(inside, { people, channels }) {
  const [target, label] = splitOnce(inside, '|');
  if (target.startsWith('@'))
    return element(
      'span',
      { class: 'mention' },
      `@${people.get(target.slice(1)) ?? label ?? target.slice(1)}`,
    );
  if (target.startsWith('#'))
    return element(
      'span',
      { class: 'mention' },
      `#${channels.get(target.slice(1)) ?? label ?? target.slice(1)}`,
    );
  if (target.startsWith('!date^')) return date(target, label ?? '');
  if (target.startsWith('!subteam^'))
    return element('span', { class: 'mention' }, label ?? '@group');
  if (target.startsWith('!'))
    return element('span', { class: 'mention' }, `@${label ?? target.slice(1)}`);
  const url = unescapeEntities(target);
  if (!isSafeLink(url)) return unescapeEntities(label ?? target);
  return element(
    'a',
    { href: url, rel: 'noopener noreferrer', target: '_blank' },
    unescapeEntities(label ?? target),
  );
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** `!date^seconds^format`, in the reader's own zone. */
function date(target, fallback) {
  const [, seconds, format = '{date_short} {time}'] = target.split('^');
  const when = new Date(Number(seconds) * 1000);
  if (Number.isNaN(when.getTime())) return fallback;
  return element(
    'time',
    { datetime: when.toISOString(), title: when.toLocaleString() },
    unescapeEntities(dateText(format, when)),
  );
}

/** Slack's format of a date, `{date_short_pretty} {time}`, for whoever reads it. */
export const dateText = (format, when) =>
  format.replaceAll(/\{(\w+)\}/g, (_, token) => dateToken(token, when));

function dateToken(token, when) {
  if (token === 'time') return when.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  if (token === 'time_secs') return when.toLocaleTimeString();
  const isToday = when.toDateString() === new Date().toDateString();
  if (token.endsWith('_pretty') && isToday) return 'today';
  if (token === 'date_num') return when.toLocaleDateString('sv');
  const month = token.startsWith('date_long') ? 'long' : 'short';
  return when.toLocaleDateString([], { year: 'numeric', month, day: 'numeric' });
}
