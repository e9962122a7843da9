/** zonebot.kdl: from its text to what it says, or to everything that is wrong with it. */
import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostSpec } from '../../hostlink/host.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { nearest } from '../../hostlink/nearest.ts';
import { type KdlBlock, parseKdl } from '../../hostlink/registry/kdl.ts';
import {
  argument,
  faultAt,
  nodesNamed,
  optionalNode,
  property,
} from '../../hostlink/registry/kdl-read.ts';
import type { Checked } from '../checked.ts';
import { readAlerts } from './alerts.ts';
import { readApproval } from './approval.ts';
import { readBreakGlass } from './break-glass.ts';
import type { Config } from './config.ts';
import { collectFaults, type Faults, reportUnknown, reportUnknownProperties } from './faults.ts';
import { type HostSurroundings, readHost } from './host.ts';
import { readLinked } from './linked.ts';
import { readRoles } from './roles.ts';
import * as value from './values.ts';

const keys = [
  'slack',
  'host',
  'default-host',
  'role',
  'approval',
  'break-glass',
  'linked',
  'alerts',
];

export function readConfig(
  source: string,
  text: string,
  surroundings: HostSurroundings,
): Checked<Config> {
  const faults = collectFaults();
  const block = faults.attempt(() => parseKdl(source, text));
  if (block === undefined) return { kind: 'faulty', faults: faults.all };
  reportUnknown(faults, block, keys);
  const channel = readChannel(block, faults);
  const hosts = readHosts(block, surroundings, faults);
  const defaultHost = readDefaultHost(block, hosts, faults);
  const roles = readRoles(block, faults);
  const linked = readLinked(block, faults);
  const approval = readApproval(block, roles, linked, faults);
  const breakGlass = readBreakGlass(block, roles, linked, faults);
  const alerts = readAlerts(block, faults);
  if (faults.all.length > 0 || channel === undefined || defaultHost === undefined) {
    return { kind: 'faulty', faults: inOrderOfTheFile(faults) };
  }
  return {
    kind: 'good',
    value: {
      source,
      digest: createHash('sha256').update(text).digest('hex'),
      slack: { channel },
      hosts,
      defaultHost,
      roles,
      approval,
      ...(breakGlass !== undefined && { breakGlass }),
      linked,
      alerts,
    },
  };
}

/** Where a misspelt key is also a missing one, only the latter is told: it says more. */
function inOrderOfTheFile({ all }: Faults): readonly Diagnostic[] {
  const place = ({ location }: Diagnostic) => `${location?.line}:${location?.column}`;
  const others = new Set(all.filter(({ code }) => code !== 'zmgr::kdl::unknown').map(place));
  return all
    .filter((fault) => fault.code !== 'zmgr::kdl::unknown' || !others.has(place(fault)))
    .sort(
      (a, b) =>
        (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
        (a.location?.column ?? 0) - (b.location?.column ?? 0),
    );
}

function readChannel(block: KdlBlock, faults: Faults): string | undefined {
  const node = faults.attempt(() => optionalNode(block, 'slack'));
  const missing = {
    code: 'zmgr::config::missing' as const,
    message: "Nothing says which Slack channel is the bot's",
    help: 'Write: slack channel="C0OPS" — the id stands at the end of the channel\'s details in Slack.',
  };
  if (node === undefined) {
    if (nodesNamed(block, 'slack').length === 0) faults.add(faultAt(top(block), missing));
    return undefined;
  }
  reportUnknown(faults, node, []);
  reportUnknownProperties(faults, node, ['channel']);
  return faults.attempt(() => {
    const channel = property(node, 'channel', value.channelId);
    if (channel === undefined) throw faultAt(node, missing);
    return channel;
  });
}

function readHosts(
  block: KdlBlock,
  surroundings: HostSurroundings,
  faults: Faults,
): readonly HostSpec[] {
  const nodes = nodesNamed(block, 'host');
  if (nodes.length === 0) {
    faults.add(
      faultAt(top(block), {
        code: 'zmgr::config::no-host',
        message: 'There is no host',
        help: 'Write: host "hv-04" { address "192.0.2.4"; user "zoneops"; identity "/etc/zonebot/id_ed25519"; host-key "ssh-ed25519 AAAA…" }',
      }),
    );
  }
  const lines = new Map<string, number>();
  return nodes.flatMap((node) => {
    const host = readHost(node, surroundings, faults);
    const name = node.arguments[0]?.value;
    const earlier = typeof name === 'string' ? lines.get(name) : undefined;
    if (earlier !== undefined) {
      faults.add(
        faultAt(node, {
          code: 'zmgr::config::duplicate',
          message: `The host "${String(name)}" stands here a second time, after line ${earlier}`,
          help: 'Keep one of the two; put /- before the other to keep it as a comment.',
        }),
      );
    }
    if (typeof name === 'string') lines.set(name, earlier ?? node.line);
    return host === undefined ? [] : [host];
  });
}

/** The one named; the only one where none is. */
function readDefaultHost(
  block: KdlBlock,
  hosts: readonly HostSpec[],
  faults: Faults,
): HostName | undefined {
  // A host with a fault has a name all the same: its fault is told once.
  const names = nodesNamed(block, 'host').map((node) => String(node.arguments[0]?.value ?? ''));
  const node = faults.attempt(() => optionalNode(block, 'default-host'));
  if (node === undefined) {
    if (names.length > 1 && nodesNamed(block, 'default-host').length === 0) {
      faults.add(
        faultAt(top(block), {
          code: 'zmgr::config::missing',
          message:
            'There are several hosts, and nothing says which one is meant where none is named',
          help: `Add a line: default-host "${names[0] ?? ''}"`,
        }),
      );
    }
    return hosts[0]?.name;
  }
  return faults.attempt(() => {
    const name = argument(node, value.hostNameValue);
    if (names.includes(name)) return name;
    const suggestions = nearest(name, names);
    throw faultAt(node.arguments[0] ?? node, {
      code: 'zmgr::config::unknown-host',
      message: `There is no host "${name}"`,
      help:
        suggestions.length > 0
          ? `Did you mean ${suggestions.join(' or ')}?`
          : `Write one of: ${names.map((known) => `"${known}"`).join(', ')}.`,
      suggestions,
    });
  });
}

const top = ({ file }: KdlBlock) => ({ file, span: { start: 0, end: 0 }, line: 1, column: 1 });
