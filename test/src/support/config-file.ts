/** A configuration for tests: the text, changed where a test wants it, read without touching the disk. */
import { generateKeyPairSync } from 'node:crypto';
import type { Checked } from '../../../src/checked.ts';
import type { Config } from '../../../src/config/config.ts';
import type { FileContent } from '../../../src/config/files.ts';
import { readConfig } from '../../../src/config/read.ts';

export const hostKeyLine =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2lHzGXTYHBLYnbBy4pzO1rFBLTMpJUnJxk5Y1sVKC3';

export const exampleConfig = `slack channel="C0OPS"

host "hv-04" {
    address "192.0.2.4"
    user "zoneops"
    identity "/etc/zonebot/id_ed25519"
    host-key "${hostKeyLine}"
    tags "prod"
}
default-host "hv-04"

role "viewer" everyone=#true
role "operator" { users "U01" "U02"; usergroups "S01" }
role "approver" { users "U03" "U04" }
role "admin" { users "U03" }

approval "destructive" by="approver" quorum=1 expires="30m"
approval "disruptive" by="operator" quorum=1 expires="4h" when="tag:prod"

alerts {
    pool-free warn="20%" critical="5%"
    every "60s"
}
`;

export const goodKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

export const exampleFiles: Readonly<Record<string, FileContent>> = {
  '/etc/zonebot/id_ed25519': { kind: 'file', text: goodKey, mode: 0o100600 },
};

export function read(
  text: string,
  files: Readonly<Record<string, FileContent>> = exampleFiles,
  agentSocket?: string,
): Checked<Config> {
  return readConfig('zonebot.kdl', text, {
    files: {
      resolve: (path) => (path.startsWith('/') ? path : `/etc/zonebot/${path}`),
      read: (path) => files[path] ?? { kind: 'missing' },
    },
    agentSocket,
  });
}

export function goodConfig(text = exampleConfig): Config {
  const checked = read(text);
  if (checked.kind === 'faulty') throw checked.faults[0];
  return checked.value;
}
