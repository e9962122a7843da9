/**
 * What a template says that its zones set up when they are booted for the first time: `sysconfig { … }`. Values end up in
 * a script that root runs, so each has its own narrow shape; passwords and keys are secrets from here on.
 */
import { Diagnostic, type DiagnosticFields } from '../diagnostic.ts';
import { formatAddress, parseAddress } from '../ipam/address.ts';
import { Secret } from '../plan/secret.ts';
import type { KdlNode } from './kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  nodesNamed,
  optional,
  optionalNode,
  parsed,
  type Reader,
  refuseUnknown,
  refuseUnknownProperties,
  text,
  wholeNumber,
} from './kdl-read.ts';
import type { Sysconfig, SysconfigUser } from './model.ts';
import { parseDomain } from './template-attributes.ts';

/** What `sysconfig` may say, and a user of it. A slip would leave a zone that nobody can log in to: none is let pass. */
export const sysconfigKeys = [
  'hostname',
  'nameserver',
  'search',
  'timezone',
  'root-password',
  'ssh-key',
  'user',
];
export const sysconfigUserKeys = ['uid', 'gid', 'comment', 'home', 'shell', 'password', 'ssh-key'];

/** @throws Diagnostic `zmgr::template::bad-sysconfig`, and those of kdl-read, with the place */
export function readSysconfig(template: KdlNode): Sysconfig | undefined {
  const block = optionalNode(template, 'sysconfig');
  if (block === undefined) return undefined;
  refuseUnknown(block, sysconfigKeys);
  const several = <T>(key: string, read: Reader<T>): readonly T[] =>
    nodesNamed(block, key).flatMap((node) => argumentsOf(node, read));
  const hostname = optional(block, 'hostname', hostnamePattern);
  const timezone = optional(block, 'timezone', parsed(parseTimezone));
  const rootPassword = optional(block, 'root-password', passwordHash);
  const users = nodesNamed(block, 'user').map(userOf);
  const twice = users.find(({ name, uid }, at) =>
    users.slice(0, at).some((other) => other.name === name || other.uid === uid),
  );
  if (twice !== undefined) {
    throw faultAt(block, {
      ...bad,
      message: `Two users are called ${twice.name}, or have the uid ${twice.uid}`,
      help: 'Give each a name and a uid of its own.',
    });
  }
  return {
    ...(hostname === undefined ? {} : { hostname }),
    nameservers: several('nameserver', parsed(parseAddress)).map(formatAddress),
    search: several('search', parsed(parseDomain)),
    ...(timezone === undefined ? {} : { timezone }),
    ...(rootPassword === undefined ? {} : { rootPassword }),
    keys: several('ssh-key', sshKey),
    users,
  };
}

const bad = { code: 'zmgr::template::bad-sysconfig' } as const;

/** Ids below 1000 are the system's by custom; 10 is staff. */
const firstUid = 1000;
const staff = 10;

function userOf(node: KdlNode, at: number): SysconfigUser {
  refuseUnknownProperties(node, []);
  refuseUnknown(node, sysconfigUserKeys);
  const name = argument(node, userName);
  const password = optional(node, 'password', passwordHash);
  return {
    name,
    uid: optional(node, 'uid', idNumber) ?? firstUid + at,
    gid: optional(node, 'gid', idNumber) ?? staff,
    comment: optional(node, 'comment', comment) ?? '',
    home: optional(node, 'home', plainPath) ?? `/export/home/${name}`,
    shell: optional(node, 'shell', plainPath) ?? '/bin/bash',
    ...(password === undefined ? {} : { password }),
    keys: nodesNamed(node, 'ssh-key').flatMap((key) => argumentsOf(key, sshKey)),
  };
}

/** A text of a shape; what it is is told only of what is no secret. */
const shaped =
  (pattern: RegExp, what: string, help: string, isSecret = false): Reader<string> =>
  (value) => {
    const word = text(value);
    if (pattern.test(word)) return word;
    throw faultAt(value, {
      ...bad,
      message: isSecret ? `What stands here is no ${what}` : `"${word.slice(0, 80)}" is no ${what}`,
      help,
    });
  };

const secret =
  (read: Reader<string>): Reader<Secret> =>
  (value) => {
    if (typeof value.value !== 'string') {
      throw faultAt(value, {
        ...bad,
        message: 'What stands here is no text',
        help: 'Put it in quotes.',
      });
    }
    return new Secret(read(value));
  };

/** sysding(8) edits /etc/shadow by ed(1), with a comma around what it puts in. */
const passwordHash = secret(
  shaped(
    /^\$[0-9a-z]{1,8}\$[./0-9A-Za-z$=]{8,200}$/,
    'hash of a password without a comma, as `openssl passwd -5` prints one',
    'Write the hash, never the password: openssl passwd -5 asks for it and prints one like $5$….',
    true,
  ),
);

const sshKey = secret(
  shaped(
    /^(sk-)?(ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]{16,16384}={0,3}( \P{Cc}{1,200})?$/u,
    'public key as OpenSSH writes them, without options before it',
    'Write the line of the .pub file: "ssh-ed25519 AAAA… ops".',
    true,
  ),
);

const hostnamePattern: Reader<string> = (value) => {
  const word = text(value);
  if (hostnameFault(word.replaceAll('{zone}', 'zone')) === undefined) return word;
  throw faultAt(value, hostnameDiagnostic(word));
};

/** RFC 1123 §2.1; uname(2) keeps 256 characters. */
export const hostnameFault = (name: string): string | undefined =>
  name.length <= 253 &&
  name.split('.').every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
    ? undefined
    : 'is no host name';

const hostnameDiagnostic = (name: string): DiagnosticFields => ({
  ...bad,
  message: `"${name.slice(0, 80)}" is no host name`,
  help: 'Write letters, digits and "-", like {zone} or {zone}.example.net.',
});

/** @throws Diagnostic `zmgr::template::bad-sysconfig` */
export function parseHostname(name: string): string {
  if (hostnameFault(name) !== undefined) throw new Diagnostic(hostnameDiagnostic(name));
  return name;
}

/** @throws Diagnostic `zmgr::template::bad-sysconfig` */
export function parseTimezone(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_+-]{0,40}(\/[A-Za-z0-9_+-]{1,40}){0,2}$/.test(name)) {
    throw new Diagnostic({
      ...bad,
      message: `"${name.slice(0, 80)}" is no timezone`,
      help: 'Write a name below /usr/share/lib/zoneinfo, like Europe/Berlin or UTC.',
    });
  }
  return name;
}

const userName = shaped(
  /^(?!root$)[a-z][a-z0-9_-]{0,30}$/,
  'name for a user of its own',
  'Write small letters, digits, "_" and "-"; what is root\'s stands beside user.',
);

/** passwd(5) parts its fields by colons. */
const comment = shaped(
  /^[^:\p{Cc}]{0,100}$/u,
  'comment that /etc/passwd can hold',
  'Leave out colons and line ends.',
);

const plainPath = shaped(
  /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._+-]+)+$/,
  'path of letters, digits, ".", "_", "+" and "-"',
  'Write it like /export/home/ops.',
);

const idNumber: Reader<number> = (value) => {
  const id = wholeNumber(value);
  if (id < 1 || id > 2_147_483_647) {
    throw faultAt(value, { ...bad, message: `${id} is no id`, help: 'Write one like 1001.' });
  }
  return id;
};
