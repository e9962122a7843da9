/**
 * Fresh ed25519 key pairs in OpenSSH's spelling. ssh2 1.17 writes about one key in four hundred wrong (its DER reader
 * drops a leading zero byte of the key), and then cannot read it itself: such a pair is thrown away.
 */
import ssh2 from 'ssh2';

export interface KeyPair {
  /** PEM, `OPENSSH PRIVATE KEY`. */
  readonly private: string;
  /** A line as in authorized_keys, without a comment. */
  readonly public: string;
}

export function newKeyPair(): KeyPair {
  const pair = ssh2.utils.generateKeyPairSync('ed25519');
  const sound = [pair.private, pair.public].every(
    (text) => !(ssh2.utils.parseKey(text) instanceof Error),
  );
  return sound ? { private: pair.private, public: pair.public } : newKeyPair();
}
