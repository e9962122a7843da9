/**
 * What a step printed, as the journal holds it: printable ASCII, every other byte as \ooo, a backslash doubled. For
 * people, letters of other alphabets come back; what could steer a terminal or hide text stays escaped.
 */

/** Control, format (bidirectional marks and the like), surrogate, private and unassigned characters; separators of lines. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}\ufffd]/u;

/** The text of a `said` event for people. */
export function readable(text: string): string {
  return text.replaceAll(/(?:\\[0-3][0-7]{2})+|\\\\/g, (escaped) => {
    if (escaped === '\\\\') return '\\';
    const bytes = Uint8Array.from(escaped.split('\\').slice(1), (octal) =>
      Number.parseInt(octal, 8),
    );
    return [...new TextDecoder().decode(bytes)].some((letter) => unsafe.test(letter))
      ? escaped
      : new TextDecoder().decode(bytes);
  });
}
