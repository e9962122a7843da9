/** All hosts, a line each: whether they can be reached, what they run, how much there is of everything. */
import type { Answer, Line, Part } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  joined,
  marked,
  strong,
  time,
} from '../answers/parts.ts';
import { formatSize } from '../answers/size.ts';
import { formatDuration } from '../operations/duration.ts';
import type { FoundHost, HostFacts } from './found-host.ts';
import { releaseOf, troublesOf, valueIn, zoneCounts, zoneSpaces } from './host-words.ts';

/** So few hosts are shown with a button each; more are a list, which is read faster. */
const mostButtons = 12;

export function hostListAnswer(hosts: readonly FoundHost<HostFacts>[], now: Date): Answer {
  const unread = hosts.filter(({ kind }) => kind === 'unread').map(({ host }) => host);
  const lines = hosts.map((host) => ({ host: host.host, line: hostLine(host, now) }));
  return {
    summary: [
      counted(hosts.length, 'host'),
      ...unread.map((host) => `${host} can't be reached`),
    ].join('; '),
    parts: [
      heading(
        unread.length === 0
          ? `Hosts · ${hosts.length}`
          : `Hosts · ${hosts.length - unread.length} of ${hosts.length} answered`,
      ),
      ...(hosts.length > mostButtons ? [bullets(lines.map(({ line }) => line))] : [rows(lines)]),
      context('As of ', time(now)),
    ],
  };
}

const rows = (lines: readonly { readonly host: string; readonly line: Line }[]): Part => ({
  kind: 'rows',
  rows: lines.map(({ host, line }) => ({
    line,
    offer: { label: 'Show', text: `host show ${host}` },
  })),
});

/** `🟢 hv-04 default · OpenIndiana Hipster 2024.10 · up 12d03h · 3 zones: 2 running, 1 installed · 92 GiB free on rpool/zones` */
function hostLine(found: FoundHost<HostFacts>, now: Date): Line {
  const { host, spec, isDefault } = found;
  const tags = spec.tags.length === 0 ? '' : `tags ${spec.tags.join(', ')}`;
  const name = [strong(host), ...(isDefault ? [' (default)'] : []), ' '];
  if (found.kind === 'unread') {
    const { message, code: what } = found.diagnostic;
    const said = message.startsWith(`${host} `) ? message.slice(host.length + 1) : message;
    return ['🔴 ', ...name, ...joined([[...marked(said), ' (', code(what), ')'], tags])];
  }
  const { os, bootedAt, zones } = found.facts;
  const troubles = troublesOf(found.facts, now);
  const booted = valueIn(bootedAt);
  const release = valueIn(os);
  const listed = valueIn(zones);
  return [
    troubles.length === 0 ? '🟢 ' : '🟡 ',
    ...name,
    ...joined([
      release === undefined ? '' : releaseOf(release),
      booted === undefined ? '' : `up ${formatDuration(now.getTime() - booted.getTime())}`,
      listed === undefined ? '' : zoneCounts(listed),
      ...zoneSpaces(found.facts).map(
        ({ name: dataset, available }): Line => [
          `${formatSize(available)} free on `,
          code(dataset),
        ],
      ),
      tags,
      ...troubles.map((text) => `⚠ ${text}`),
    ]),
  ];
}
