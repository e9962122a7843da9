/**
 * Host keys as people pin them: `ssh-ed25519 AAAA…` of a host-key node, and whole known_hosts files. sshd(8), "SSH_KNOWN_HOSTS
 * FILE FORMAT".
 */
import { createHash, createHmac } from 'node:crypto';
import { Diagnostic, type SourceLocation } from '../diagnostic.ts';
import type { HostKey } from '../host.ts';

/**
 * `<type> <base64> [comment]`, as ssh-keyscan and *.pub files have it.
 * @throws Diagnostic `zmgr::host::bad-key`
 */
export function parseHostKey(text: string): HostKey {
  const key = keyOf(text.trim().split(/\s+/));
  if (key === undefined) {
    throw new Diagnostic({
      code: 'zmgr::host::bad-key',
      message: `"${text.slice(0, 80)}" is no host key`,
      help: 'Write the type and the key, as `ssh-keyscan -t ed25519 <address>` prints them: host-key "ssh-ed25519 AAAA…". Compare its fingerprint on the host itself.',
    });
  }
  return key;
}

/** The blob begins with its type, length first (RFC 4253 §6.6): a key whose two types differ was cut or pasted wrongly. */
function keyOf([type = '', blob = '']: readonly string[]): HostKey | undefined {
  const bytes = Buffer.from(blob, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== blob.replace(/=+$/, '')) return undefined;
  return type !== '' && typeOf(bytes) === type
    ? { type, blob: bytes.toString('base64') }
    : undefined;
}

/** The type that a key says it has, in the form in which it travels. */
export function typeOf(bytes: Buffer): string | undefined {
  const length = bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
  return length === 0 || length > 64 || bytes.length <= 4 + length
    ? undefined
    : bytes.toString('latin1', 4, 4 + length);
}

/** As ssh prints it: `SHA256:` and the hash without padding. */
export const fingerprint = ({ blob }: HostKey): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '')}`;

/**
 * The keys that a known_hosts file pins for an address. Certificate authorities are left out (we check keys, not
 * certificates), and a revoked key revokes.
 * @throws Diagnostic `zmgr::host::bad-known-hosts` for a line that could not be read: it might have been the one.
 */
export function parseKnownHosts(
  text: string,
  {
    address,
    port,
    source,
  }: { readonly address: string; readonly port: number; readonly source: string },
): readonly HostKey[] {
  // ssh looks for `[address]:port` on other ports than 22, and keeps names in lower case.
  const name = port === 22 ? address.toLowerCase() : `[${address.toLowerCase()}]:${port}`;
  const keys: HostKey[] = [];
  const revoked: HostKey[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#')) continue;
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
    const [names = '', ...rest] = words;
    const key = keyOf(rest);
    if (
      key === undefined ||
      (marker !== undefined && marker !== '@cert-authority' && marker !== '@revoked')
    ) {
      throw badLine({ source, line: at + 1, text: line });
    }
    if (marker === '@cert-authority' || !isNamed(names, name)) continue;
    (marker === '@revoked' ? revoked : keys).push(key);
  }
  return keys.filter((key) => !revoked.some(({ blob }) => blob === key.blob));
}

const badLine = (location: SourceLocation): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::bad-known-hosts',
    message: `Line ${location.line} of ${location.source} is no line of a known_hosts file`,
    help: 'A line holds names, a type of key and the key, as ssh writes it. Mend or remove the line.',
    location,
  });

/** A comma list of patterns, `!` before one that must not match; or one hashed name, `|1|salt|hash`. */
function isNamed(names: string, name: string): boolean {
  const [empty, version, salt = '', hash] = names.split('|');
  if (empty === '' && version === '1') {
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  const patterns = names.split(',');
  const matches = (pattern: string): boolean =>
    new RegExp(
      `^${pattern
        .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'i',
    ).test(name);
  return (
    patterns.some((one) => !one.startsWith('!') && matches(one)) &&
    !patterns.some((one) => one.startsWith('!') && matches(one.slice(1)))
  );
}
