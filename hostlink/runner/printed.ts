/**
 * What a command printed, as text for people. A host may be hostile, and a terminal's tricks mean nothing in a chat:
 * escape sequences go, a line that was drawn over and over stands as it was drawn last, and nothing stays that could
 * hide or turn text.
 */

/** ECMA-48: control sequences, strings that a terminal would take for itself, and single escapes. */
const [start, bell] = ['\u001b', '\u0007'];
const sequences = new RegExp(
  [
    `${start}\\[[0-?]*[ -/]*[@-~]`,
    `${start}[P\\]X^_][^${bell}${start}]*(?:${bell}|${start}\\\\)?`,
    `${start}[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

export function printed(bytes: Uint8Array): string {
  return new TextDecoder('utf-8')
    .decode(bytes)
    .replace(sequences, '')
    .split('\n')
    .map(drawnLast)
    .join('\n')
    .replace(unseen, '')
    .normalize('NFC');
}

/** Progress bars go back to the beginning of their line and draw it anew. */
const drawnLast = (line: string): string =>
  line
    .split('\r')
    .filter((part) => part !== '')
    .at(-1) ?? '';
