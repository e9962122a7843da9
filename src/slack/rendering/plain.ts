/**
 * Text from anywhere, made safe to show: no secrets, no control, zero-width or direction characters, with which a name
 * could pretend to be another (S8), and for mrkdwn no character that Slack would take for markup.
 */
import { scrubText } from '../../log/scrub-text.ts';

const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** For plain_text and rich_text, which have no markup. */
export const shown = (text: string): string =>
  scrubText(text.replaceAll('\r\n', '\n')).replace(invisible, '').normalize('NFC');

/** Look-alikes for characters that would open bold, strike, code or italics. */
const alike: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ' };

/** For mrkdwn: `& < >` escaped (the only escapes there are), everything that is markup to Slack replaced. */
export const escaped = (text: string): string =>
  shown(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*~`]/g, (character) => alike[character] ?? '')
    // An underscore within a word is one; at its edge it would open italics.
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, 'ˍ');

/** At most so many characters, with an ellipsis where something is left out; never half of a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
