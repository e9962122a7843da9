/**
 * From the text that a chat sends to the text that a person typed. Between `<` and `>` the chat writes what it made of
 * a link or a mention, and it escapes `&`, `<` and `>` elsewhere, these three alone and once
 * (https://docs.slack.dev/messaging/formatting-message-text, "Escaping text", "Retrieving messages").
 */
const wire = /<([^<>]*)>|&(amp|lt|gt);/g;
const characters = { amp: '&', lt: '<', gt: '>' } as const;

export function typedText(sent: string): string {
  return sent.replace(wire, (whole: string, inside: string | undefined) =>
    inside === undefined ? unescaped(whole) : unescaped(unwrapped(inside)),
  );
}

/** What a person would type, as the chat would send it: typedText() gives it back. */
export const sentText = (typed: string): string =>
  typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One pass: what comes of unescaping is never unescaped again. */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => characters[name]);
}

function unwrapped(inside: string): string {
  const bar = inside.indexOf('|');
  const thing = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : inside.slice(bar + 1);
  // Mentions keep their ids and lose their names.
  if (/^[@#!]/.test(thing)) return `<${thing}>`;
  // A link is there because the chat took a host name or an address for one: the label is what was typed.
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(thing)) return label === '' ? thing : label;
  return `<${inside}>`;
}
