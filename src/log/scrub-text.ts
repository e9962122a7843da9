/**
 * Takes secrets out of text: tokens, response URLs, trigger ids, key material, passwords. Works on plain text, on JSON
 * and on JSON within JSON, since what libraries log is any of these; whatever is hidden leaves its kind behind.
 */

/** Names of values that are never shown, whatever they look like. */
const names =
  'response_urls?|responseUrls?|trigger_id|triggerId|client_secret|signing_secret|passphrase|password|private_?key|privateKey|authorization';

/** Quotes, escaped any number of times. */
const quote = '\\\\*["\'`]';

const rules: readonly (readonly [RegExp, string])[] = [
  // PEM and OpenSSH keys, cut off ones and inspected ones ('…' + '…') too. A newline may stand as \n, escaped.
  [
    /-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----(?:[\w+/=\s:,.'-]|\\+[nr])*?(?:-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----|(?!\\+[nr]|[\w+/=\s:,.'-]))/g,
    '[private key]',
  ],
  // "openssh-key-v1" in base64: such a key without its frame.
  [/b3BlbnNzaC1rZXkt(?:[A-Za-z0-9+/=\s]|\\+[nr])*/g, '[private key]'],
  [/Private-Lines: \d+[\s\S]*?(?:Private-MAC: [0-9a-f]+|$)/g, '[private key]'],
  // Bot, user, refresh, configuration, app and workflow tokens.
  [/(?:xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-[A-Za-z0-9-]+/gi, '[token]'],
  [/\bBearer\s+[^\s"'\\,]+/gi, 'Bearer [token]'],
  [/https?:(?:\/|\\+\/){2}hooks\.slack(?:-gov)?\.com[^\s"'`\\<>|)\]]*/gi, '[response url]'],
  [/\bhooks\.slack(?:-gov)?\.com[^\s"'`<>|)\]]*/gi, '[response url]'],
  // A trigger id: two numbers and a hexadecimal part.
  [/\b\d{6,}\.\d{6,}\.[0-9a-f]{12,}\b/gi, '[trigger id]'],
  // The password of an address: postgresql://user:password@host.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s/@"']+@/gi, '$1:[hidden]@'],
  // A Socket Mode address is as good as the token that asked for it.
  [/([?&]ticket=)[^&\s"'\\]+/g, '$1[hidden]'],
  // crypt(3) hashes.
  [/\$(?:1|2[abxy]?|5|6|y|md5|argon2[id]{1,2})\$[A-Za-z0-9./=,$+-]{16,}/g, '[password hash]'],
  [
    new RegExp(
      `\\b(${names})(${quote})?(\\s*[:=]\\s*)(?!${quote}?\\[[a-z])(${quote})?[^\\s"'\`\\\\,&}\\]]+`,
      'g',
    ),
    '$1$2$3$4[hidden]',
  ],
];

export function scrubText(text: string): string {
  let scrubbed = text;
  for (const [pattern, replacement] of rules) scrubbed = scrubbed.replace(pattern, replacement);
  return scrubbed;
}
