/**
 * Whether a file can serve as a host's identity: there, readable, a private key, without passphrase, and nobody
 * else's to read (ssh(1) refuses such a key as well). Only its frame is looked at.
 */
import type { DiagnosticFields } from '../../hostlink/diagnostic.ts';
import type { FileContent } from './files.ts';

type Fault = Pick<DiagnosticFields, 'code' | 'message' | 'help'>;

export function identityFault(path: string, content: FileContent): Fault | undefined {
  switch (content.kind) {
    case 'missing':
      return {
        code: 'zmgr::config::no-identity',
        message: `There is no key at ${path}`,
        help: `Make one: ssh-keygen -t ed25519 -N '' -f ${path}, and put ${path}.pub into the host's authorized_keys.`,
      };
    case 'unreadable':
      return {
        code: 'zmgr::config::no-identity',
        message: `The key at ${path} can't be read: ${content.why}`,
        help: 'Give it to the user that the bot runs as, with mode 600.',
      };
    case 'file':
      return keyFault(path, content);
    default:
      return content satisfies never;
  }
}

function keyFault(path: string, { text, mode }: FileContent & { kind: 'file' }): Fault | undefined {
  if (/^(ssh|ecdsa|sk)-\S+ AAAA/.test(text)) {
    return {
      code: 'zmgr::config::bad-identity',
      message: `${path} is a public key`,
      help: `Name the private one, most likely ${path.replace(/\.pub$/, '')}.`,
    };
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return {
      code: 'zmgr::config::bad-identity',
      message: `${path} holds no private key`,
      help: 'Name a key as ssh-keygen writes it.',
    };
  }
  if ((mode & 0o077) !== 0) {
    return {
      code: 'zmgr::config::bad-identity',
      message: `${path} may be read by others (mode ${(mode & 0o777).toString(8)})`,
      help: `Type: chmod 600 ${path}`,
    };
  }
  if (hasPassphrase(text)) {
    return {
      code: 'zmgr::config::bad-identity',
      message: `The key at ${path} has a passphrase, which nobody is there to type`,
      help: 'Use a key without one, or load it into an ssh-agent and write: agent #true',
    };
  }
  return undefined;
}

/** PEM says so in its frame; OpenSSH's own format names the cipher first (PROTOCOL.key of openssh-portable). */
function hasPassphrase(text: string): boolean {
  if (/ENCRYPTED/.test(text)) return true;
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text)?.[1];
  if (body === undefined) return false;
  const start = Buffer.from(body.slice(0, 100), 'base64').subarray('openssh-key-v1\0'.length);
  return start.length > 8 && start.subarray(4, 8).toString('latin1') !== 'none';
}
