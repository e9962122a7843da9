/** The keys that a host may show: `host-key "ssh-ed25519 AAAA…"`, or those of a known_hosts file. */
import type { HostKey } from '../../hostlink/host.ts';
import { faultAt, parsed, type Reader } from '../../hostlink/registry/kdl-read.ts';
import { parseHostKey, parseKnownHosts } from '../../hostlink/ssh/known-hosts.ts';
import type { Files } from './files.ts';
import * as value from './values.ts';

export const pinnedKey: Reader<HostKey> = parsed(parseHostKey);

/** @throws Diagnostic where the file can't be read, or holds no key of that host */
export const pinnedKeys =
  (
    files: Files,
    host: { readonly address: string; readonly port: number },
  ): Reader<readonly HostKey[]> =>
  (line) => {
    const path = files.resolve(value.filePath(line));
    const content = files.read(path);
    if (content.kind !== 'file') {
      throw faultAt(line, {
        code: 'zmgr::config::no-known-hosts',
        message: `The known hosts of ${path} can't be read: ${content.kind === 'missing' ? 'there is no such file' : content.why}`,
        help: 'Name a file as ssh writes it, or pin the key itself: host-key "ssh-ed25519 AAAA…"',
      });
    }
    const keys = parseKnownHosts(content.text, { ...host, source: path });
    if (keys.length === 0) {
      throw faultAt(line, {
        code: 'zmgr::config::no-host-key',
        message: `${path} holds no key of ${host.address}, port ${host.port}`,
        help: `Log in once with ssh as the bot's user and compare the key, or pin it: host-key "ssh-ed25519 AAAA…"`,
      });
    }
    return keys;
  };
