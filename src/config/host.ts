/** A `host` node: how to reach a machine, with the keys it may show. */
import type { Authentication, HostKey, HostSpec } from '../../hostlink/host.ts';
import type { KdlNode } from '../../hostlink/registry/kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  nodesNamed,
  optional,
  optionalNode,
  required,
} from '../../hostlink/registry/kdl-read.ts';
import { type Faults, readAll, reportUnknown, reportUnknownProperties } from './faults.ts';
import type { Files } from './files.ts';
import { pinnedKey, pinnedKeys } from './host-keys.ts';
import { identityFault } from './identity.ts';
import * as value from './values.ts';

const keys = [
  'address',
  'port',
  'user',
  'identity',
  'agent',
  'host-key',
  'known-hosts',
  'elevate',
  'registry',
  'state',
  'path',
  'tags',
];

export interface HostSurroundings {
  readonly files: Files;
  /** SSH_AUTH_SOCK */
  readonly agentSocket: string | undefined;
}

/** Undefined where anything of it is wrong; the faults say what. */
export function readHost(
  node: KdlNode,
  surroundings: HostSurroundings,
  faults: Faults,
): HostSpec | undefined {
  const { attempt } = faults;
  reportUnknown(faults, node, keys, ['etc']);
  reportUnknownProperties(faults, node, []);
  const name = attempt(() => argument(node, value.hostNameValue));
  const address = attempt(() => required(node, 'address', value.address));
  const user = attempt(() => required(node, 'user', value.userName));
  const authentication = attempt(() => readAuthentication(node, surroundings));
  const settings = {
    port: attempt(() => optional(node, 'port', value.port) ?? 22),
    elevation: attempt(() => optional(node, 'elevate', value.elevation) ?? 'pfexec'),
    registry: attempt(() => optional(node, 'registry', value.directory) ?? '/etc/zmgr'),
    state: attempt(() => optional(node, 'state', value.directory) ?? '/var/zmgr'),
    path: attempt(() => optional(node, 'path', value.searchPath) ?? '/usr/sbin:/sbin:/usr/bin'),
    etc: attempt(() => optional(node, 'etc', value.directory) ?? '/etc'),
  };
  const tags = readAll(faults, node, 'tags', (tags) => argumentsOf(tags, value.tag));
  const hostKeys = readHostKeys(node, { address, port: settings.port }, surroundings, faults);

  const { port, elevation, registry, state, path, etc } = settings;
  if (
    name === undefined ||
    address === undefined ||
    user === undefined ||
    authentication === undefined ||
    port === undefined ||
    elevation === undefined ||
    registry === undefined ||
    state === undefined ||
    path === undefined ||
    etc === undefined ||
    hostKeys.length === 0
  ) {
    return undefined;
  }
  return {
    name,
    address,
    port,
    user,
    authentication,
    hostKeys,
    elevation,
    registry,
    state,
    path,
    etc,
    tags,
  };
}

function readAuthentication(
  node: KdlNode,
  { files, agentSocket }: HostSurroundings,
): Authentication {
  const identity = optionalNode(node, 'identity');
  const agent =
    optional(node, 'agent', value.flag) === true ? optionalNode(node, 'agent') : undefined;
  if (identity !== undefined && agent !== undefined) {
    throw faultAt(agent, {
      code: 'zmgr::config::two-identities',
      message: 'Both identity and agent are given, and a host is logged in to in one way',
      help: 'Keep one of the two lines.',
    });
  }
  if (identity !== undefined) {
    const path = files.resolve(argument(identity, value.filePath));
    const fault = identityFault(path, files.read(path));
    if (fault !== undefined) throw faultAt(identity.arguments[0] ?? identity, fault);
    return { kind: 'identity', path };
  }
  if (agent === undefined) {
    throw faultAt(node, {
      code: 'zmgr::config::no-identity',
      message: 'Nothing says with which key the bot logs in',
      help: 'Add a line: identity "/etc/zonebot/id_ed25519", or agent #true for the keys of an ssh-agent.',
    });
  }
  if (agentSocket === undefined) {
    throw faultAt(agent, {
      code: 'zmgr::config::no-agent',
      message: 'The keys are to come from an ssh-agent, and SSH_AUTH_SOCK is not set',
      help: 'Start the bot where SSH_AUTH_SOCK names the agent\'s socket, or write: identity "/etc/zonebot/id_ed25519"',
    });
  }
  return { kind: 'agent', socket: agentSocket };
}

/** Empty where there is none; then that has been reported, with how to get one. */
function readHostKeys(
  node: KdlNode,
  place: { readonly address: string | undefined; readonly port: number | undefined },
  { files }: HostSurroundings,
  faults: Faults,
): readonly HostKey[] {
  const { address = '<address>', port = 22 } = place;
  const before = faults.all.length;
  const written = nodesNamed(node, 'host-key').flatMap(
    (line) => faults.attempt(() => argumentsOf(line, pinnedKey)) ?? [],
  );
  const known = readAll(faults, node, 'known-hosts', (line) =>
    argument(line, pinnedKeys(files, { address, port })),
  );
  const all = [...written, ...known];
  if (all.length === 0 && faults.all.length === before) {
    faults.add(
      faultAt(node, {
        code: 'zmgr::config::no-host-key',
        message: "The host has no pinned key, and the bot connects to nobody it can't recognise",
        help: `Type: ssh-keyscan -t ed25519 ${port === 22 ? '' : `-p ${port} `}${address} — compare the key with /etc/ssh/ssh_host_ed25519_key.pub on the host itself, then add a line: host-key "ssh-ed25519 AAAA…"`,
      }),
    );
  }
  return all;
}
