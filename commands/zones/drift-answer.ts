/** Where registries and hosts disagree, host by host, each with what to type. A host that can't be read stands first. */
import type { Answer, Line, Offer, Part } from '../answer.ts';
import { bullets, context, heading, offers, paragraph, strong, time } from '../answers/parts.ts';
import { plainLine } from '../answers/plain-line.ts';
import type { ComparedHost } from './compared-host.ts';
import {
  commonLines,
  driftInWords,
  type HostDrift,
  hostDrift,
  isInAgreement,
} from './host-drift.ts';
import { unreadLine } from './zone-list-answer.ts';

/** Lines of a host: all of one that was asked for alone, as far as a message holds them. */
const mostLines = { alone: 60, amongOthers: 8 } as const;
/** Of so many hosts each has a part of its own; of more only those that disagree, as far as a message holds them. */
const mostHosts = 10;
const mostAsides = 5;

export function driftAnswer(hosts: readonly ComparedHost[], now: Date): Answer {
  const unread = hosts.flatMap((host) => (host.kind === 'unread' ? [host] : []));
  const drifts = hosts.flatMap((host) => (host.kind === 'read' ? [hostDrift(host)] : []));
  const single = hosts.length === 1 ? hosts[0]?.host : undefined;
  const agreeing = drifts.filter(isInAgreement);
  const differing = drifts.filter((drift) => !isInAgreement(drift));
  const shown = differing.slice(0, mostHosts);
  const most = single === undefined ? mostLines.amongOthers : mostLines.alone;
  const isCut =
    differing.length > shown.length || differing.some((one) => linesOf(one).length > most);
  const again: Offer = {
    label: 'Refresh',
    text: single === undefined ? 'drift' : `drift host=${single}`,
    isInPlace: true,
    isSaid: true,
  };
  return {
    summary: [
      ...unread.map(({ host }) => `${host} can't be read`),
      ...differing.map((drift) => `${drift.host}: ${driftInWords(drift)}`),
      ...agreeing.map((drift) => `${drift.host}: ${driftInWords(drift)}`),
    ].join('; '),
    parts: [
      heading(single === undefined ? 'Drift' : `Drift on ${single}`),
      ...(unread.length === 0 ? [] : [bullets(unread.map(unreadLine))]),
      ...shown.flatMap((drift) => hostParts(drift, most)),
      ...agreed(agreeing),
      ...(isCut ? [context('Not all is shown here; the file has it, host by host.')] : []),
      offers(
        ...shown.flatMap(({ host, unregistered }): readonly Offer[] =>
          unregistered.length === 0
            ? []
            : [
                {
                  label: `Import on ${host}`,
                  text: `import host=${host}`,
                  isSaid: true,
                  isForAsker: true,
                },
              ],
        ),
        again,
      ),
      context('As of ', time(now)),
    ],
    ...(isCut && { file: { name: 'drift.txt', title: 'Drift', text: fileText(differing) } }),
  };
}

const linesOf = (drift: HostDrift): readonly Line[] => [...commonLines(drift), ...drift.lines];

function hostParts(drift: HostDrift, most: number): readonly Part[] {
  const lines = linesOf(drift);
  const left = lines.length - most;
  const { asides } = drift;
  return [
    paragraph('⚠ ', strong(drift.host), ` · ${driftInWords(drift)}`),
    bullets(lines.slice(0, left <= 1 ? lines.length : most)),
    ...(left <= 1 ? [] : [context(`… ${left} more lines about ${drift.host}`)]),
    ...(asides.length === 0
      ? []
      : [
          context('Otherwise than the template says, which may be on purpose:'),
          bullets(asides.slice(0, mostAsides)),
          ...(asides.length > mostAsides
            ? [context(`… and ${asides.length - mostAsides} more zones`)]
            : []),
        ]),
  ];
}

/** Where all is well, asides are still worth a look. */
function agreed(drifts: readonly HostDrift[]): readonly Part[] {
  if (drifts.length === 0) return [];
  const asides = drifts.flatMap((one) => one.asides);
  return [
    bullets(drifts.map((drift): Line => ['✓ ', strong(drift.host), ` · ${driftInWords(drift)}`])),
    ...(asides.length === 0
      ? []
      : [
          context('Otherwise than the template says, which may be on purpose:'),
          bullets(asides.slice(0, mostAsides)),
        ]),
  ];
}

const fileText = (drifts: readonly HostDrift[]): string =>
  drifts
    .map((drift) =>
      [
        `${drift.host}: ${driftInWords(drift)}`,
        ...[...linesOf(drift), ...drift.asides].map((line) => `  ${plainLine(line)}`),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
