/** Why a host cannot be connected to, each in words that name it and say what to do. Nothing was run when one is thrown. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostKey, HostSpec } from '../host.ts';
import { fingerprint } from './known-hosts.ts';

const place = ({ name, address, port }: HostSpec): string => `${name} (${address}, port ${port})`;

/** `2026-11-21 09:04 UTC`: for people, who may be anywhere. */
const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const unreachable = (
  spec: HostSpec,
  lastSeen: Date | undefined,
  cause: unknown,
): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::unreachable',
    message: `${place(spec)} cannot be reached; ${lastSeen === undefined ? 'it was not seen since the bot started' : `it was last seen ${minute(lastSeen)}`}`,
    help: `Try from where the bot runs: \`ssh -p ${spec.port} ${spec.user}@${spec.address}\``,
    cause,
  });

/** Never accepted by itself: whoever sits between us and the host looks exactly like this. */
export const keyChanged = (spec: HostSpec, shown: HostKey): Diagnostic => {
  const pinned = spec.hostKeys.map((key) => `${fingerprint(key)} (${key.type})`).join(' or ');
  return new Diagnostic({
    code: 'zmgr::host::key-changed',
    message: `${place(spec)} showed the key ${fingerprint(shown)} (${shown.type}), and ${pinned} is pinned`,
    help: `Nothing was sent to it. If it was installed anew, compare the key on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and only then change host-key in zonebot.kdl.`,
  });
};

export const noKey = (spec: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::no-key',
    message: `No host key is pinned for ${spec.name}, and the bot connects to nobody it could not tell from another`,
    help: `Add host-key "ssh-ed25519 AAAA…" to host "${spec.name}" in zonebot.kdl; ssh-keyscan -p ${spec.port} ${spec.address} prints it.`,
  });

export const denied = (spec: HostSpec, cause: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::denied',
    message: `${place(spec)} does not let ${spec.user} in`,
    help:
      spec.authentication.kind === 'identity'
        ? `Put the public half of ${spec.authentication.path} into ~${spec.user}/.ssh/authorized_keys on the host.`
        : `ssh-add -l must list a key that ~${spec.user}/.ssh/authorized_keys on the host has.`,
    cause,
  });

export const badIdentity = (spec: HostSpec, path: string, cause: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::identity',
    message: `The private key ${path} of host ${spec.name} cannot be used`,
    help: 'It must be readable by the bot alone and have no passphrase; a key with one belongs into an agent (agent #true).',
    cause,
  });

export const busy = (spec: HostSpec, milliseconds: number): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::busy',
    message: `${spec.name} was so busy with other commands of the bot that nothing was run within ${milliseconds / 1000} s`,
    help: '/zone op list shows what is under way.',
  });

export const givenUp = (spec: HostSpec): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::given-up',
    message: `A command for ${spec.name} was given up before anything was run`,
  });

export const noChannel = (spec: HostSpec, cause: unknown): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::host::no-channel',
    message: `${spec.name} is connected and refused to open another channel`,
    help: 'MaxSessions of its sshd_config must be 8 or more (10 is the default), and it must be able to start processes.',
    cause,
  });
