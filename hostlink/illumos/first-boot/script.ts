/**
 * What a zone does by itself when it is booted for the first time, as a ksh script that root runs in it. On OpenIndiana
 * sysding(8) sources /etc/sysding.conf, once. Elsewhere the milestone multi-user runs /etc/rc2.d/S99zonebot (rc2 in
 * illumos-gate usr/src/cmd/init.d), which brings the same functions along and removes itself before all else.
 *
 * Every value is a word that quote() made, and none has a character that breaks what sysding itself does with it: it
 * edits /etc/shadow by ed(1) and prints hashes as a format.
 */
import { readFileSync } from 'node:fs';
import type { SecretReference } from '../../plan/secret.ts';
import { quote } from '../../shell/quote.ts';

/** Text as it is, or a secret, which becomes one word. */
export type ScriptPart = string | SecretReference;

export interface UserWish {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
  readonly password?: SecretReference | undefined;
  readonly keys: readonly SecretReference[];
}

export interface InterfaceWish {
  readonly link: string;
  readonly label: string;
  /** With prefix length. */
  readonly address: string;
}

export interface FirstBootWish {
  readonly timezone?: string | undefined;
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly rootPassword?: SecretReference | undefined;
  readonly rootKeys: readonly SecretReference[];
  readonly users: readonly UserWish[];
  /** Of nets without allowed-address, which the zone configures itself. */
  readonly interfaces: readonly InterfaceWish[];
  readonly routers: readonly string[];
}

export type FirstBootKind = 'sysding' | 'rc';

/** Below the zone's root. */
export const firstBootFiles: Readonly<
  Record<FirstBootKind, { readonly path: string; readonly mode: string }>
> = {
  sysding: { path: 'etc/sysding.conf', mode: '0400' },
  rc: { path: 'etc/rc2.d/S99zonebot', mode: '0700' },
};

const shellText = (name: string): string =>
  readFileSync(new URL(`./${name}.ksh`, import.meta.url), 'utf8');

/** Whether there is anything to do. */
export const isEmptyWish = (wish: FirstBootWish): boolean => callsOf(wish).length === 0;

/** The script; parts that follow each other are one text. */
export function firstBootScript(
  kind: FirstBootKind,
  wish: FirstBootWish,
  isClone = false,
): readonly ScriptPart[] {
  const lines = callsOf(wish).flatMap((words): readonly ScriptPart[] => [
    ...words.flatMap((word, at): readonly ScriptPart[] => [
      ...(at === 0 ? [] : [' ']),
      typeof word === 'string' ? quote(word) : word,
    ]),
    '\n',
  ]);
  return joined([
    "# Written by zonebot for this zone's first boot.\n",
    ...(kind === 'rc' ? ['[ "$1" = start ] || exit 0\nrm -f "$0" || exit 1\n\n'] : ['\n']),
    shellText('keys'),
    ...(kind === 'rc' ? ['\n', shellText('own-functions')] : []),
    '\n',
    ...(isClone ? [newHostKeys] : []),
    ...lines,
    // As sysding does: what was started before knows nothing of the timezone.
    ...(kind === 'rc' && wish.timezone !== undefined
      ? ['[ "$restart_needed" = no ] || reboot\n']
      : []),
  ]);
}

/** sshd's start method makes what is missing (illumos-gate usr/src/cmd/ssh/etc/sshd); two hosts must not share one. */
const newHostKeys =
  'rm -f /etc/ssh/ssh_host_*key /etc/ssh/ssh_host_*key.pub\nsvcadm restart svc:/network/ssh:default\n';

/** Calls of the functions, as words. */
function callsOf(wish: FirstBootWish): readonly (readonly ScriptPart[])[] {
  const { timezone, nameservers, search, rootPassword, rootKeys } = wish;
  const [domain = ''] = search.length === 1 ? search : [];
  return [
    ...wish.interfaces.map(({ link, label, address }) => ['setup_interface', link, label, address]),
    ...wish.routers.map((router) => ['setup_route', 'default', router]),
    ...(nameservers.length + search.length === 0
      ? []
      : [
          [
            'setup_ns_dns',
            domain,
            search.length > 1 ? search.join(' ') : '',
            nameservers.join(' '),
          ],
        ]),
    ...(rootPassword === undefined ? [] : [['setup_user_password', 'root', rootPassword]]),
    ...(rootKeys.length === 0 ? [] : [['seed_keys', 'root', '/root', 'root:root', ...rootKeys]]),
    ...wish.users.flatMap(({ name, uid, gid, comment, home, shell, password, keys }) => [
      ['setup_user_account', name, String(uid), String(gid), comment, home, shell],
      ...(password === undefined ? [] : [['setup_user_password', name, password]]),
      ['seed_keys', name, home, `${uid}:${gid}`, ...keys],
    ]),
    // Last: on OpenIndiana the zone is rebooted once for it.
    ...(timezone === undefined ? [] : [['setup_timezone', timezone]]),
  ];
}

function joined(parts: readonly ScriptPart[]): readonly ScriptPart[] {
  const result: ScriptPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string')
      result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}
