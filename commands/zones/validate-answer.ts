/** What is wrong in the files of registries, host by host: the gravest first, each with its place and what to do. */
import { fleetChecks, hostChecks } from '../../hostlink/compare/host-checks.ts';
import { unusedVnics } from '../../hostlink/compare/unused-vnics.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { RegistryFault } from '../../hostlink/registry/model.ts';
import type { Answer, Line, Offer, Part } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  marked,
  offers,
  paragraph,
  preformatted,
  strong,
  time,
} from '../answers/parts.ts';
import { plainLine } from '../answers/plain-line.ts';
import { caret } from '../grammar/caret.ts';
import type { ComparedHost } from './compared-host.ts';
import { unreadLine } from './zone-list-answer.ts';

interface HostFaults {
  readonly host: HostName;
  readonly hasRegistry: boolean;
  readonly files: number;
  /** The gravest first. */
  readonly faults: readonly RegistryFault[];
  /** VNICs that no file and nothing on the host speaks of. */
  readonly unused: readonly string[];
}

const mostFaults = { alone: 40, amongOthers: 6 } as const;
/** Faults of a host that is asked for alone are shown with the line they stand in, where they are few. */
const mostPointers = 5;
const mostHosts = 10;

export function validateAnswer(hosts: readonly ComparedHost[], now: Date): Answer {
  const unread = hosts.flatMap((host) => (host.kind === 'unread' ? [host] : []));
  const checked = faultsOf(hosts.flatMap((host) => (host.kind === 'read' ? [host] : [])));
  const single = hosts.length === 1 ? hosts[0]?.host : undefined;
  const isClean = ({ hasRegistry, faults, unused }: HostFaults) =>
    hasRegistry && faults.length + unused.length === 0;
  const faulty = checked.filter((one) => !isClean(one));
  const clean = checked.filter(isClean);
  const shown = faulty.slice(0, mostHosts);
  const most = single === undefined ? mostFaults.amongOthers : mostFaults.alone;
  const isCut = faulty.length > shown.length || faulty.some((one) => linesOf(one).length > most);
  const again: Offer = {
    label: 'Refresh',
    text: single === undefined ? 'validate' : `validate host=${single}`,
    isInPlace: true,
    isSaid: true,
  };
  return {
    summary: [
      ...unread.map(({ host }) => `${host} can't be read`),
      ...faulty.map((one) => `${one.host}: ${inWords(one)}`),
      ...clean.map((one) => `${one.host}: ${inWords(one)}`),
    ].join('; '),
    parts: [
      heading(single === undefined ? 'Registries' : `Registry of ${single}`),
      ...(unread.length === 0 ? [] : [bullets(unread.map(unreadLine))]),
      ...shown.flatMap((one) => hostParts(one, most, single !== undefined)),
      ...(clean.length === 0
        ? []
        : [bullets(clean.map((one): Line => ['✓ ', strong(one.host), ` · ${inWords(one)}`]))]),
      ...(isCut ? [context('Not all is shown here; the file has it, host by host.')] : []),
      offers(again),
      context('As of ', time(now)),
    ],
    ...(isCut && { file: { name: 'faults.txt', title: 'Faults', text: fileText(faulty) } }),
  };
}

function faultsOf(
  hosts: readonly Extract<ComparedHost, { kind: 'read' }>[],
): readonly HostFaults[] {
  const checked = hosts.map(({ spec, facts }) => {
    const { registry, links, vnics, addresses, dhcp, configured: configurations } = facts;
    return { host: spec, registry, links, vnics, addresses, dhcp, configurations };
  });
  const amongHosts = fleetChecks(checked);
  return checked.map((one): HostFaults => {
    const { host, registry } = one;
    const faults = [
      ...registry.faults,
      ...(registry.exists ? hostChecks(one) : []),
      ...(amongHosts.get(host.name) ?? []),
    ];
    return {
      host: host.name,
      hasRegistry: registry.exists,
      files: registry.texts.size,
      faults: [...faults.filter(({ blocks }) => blocks), ...faults.filter(({ blocks }) => !blocks)],
      unused: unusedVnics(one).map(({ vnic }) => vnic.name),
    };
  });
}

function inWords({ hasRegistry, files, faults, unused }: HostFaults): string {
  if (!hasRegistry) return 'no registry yet';
  const broken = faults.filter(({ blocks }) => blocks).length;
  const warnings = faults.length - broken;
  const said = [
    ...(broken === 0 ? [] : [`${counted(broken, 'fault')} that must be put right`]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
    ...(unused.length === 0 ? [] : [`${counted(unused.length, 'VNIC')} nobody uses`]),
  ];
  return said.length === 0
    ? `nothing is wrong in ${counted(files, 'file')}`
    : `${counted(files, 'file')}: ${said.join(', ')}`;
}

function hostParts(one: HostFaults, most: number, isAlone: boolean): readonly Part[] {
  const { host, faults } = one;
  const lines = linesOf(one);
  const left = lines.length - most;
  const pointers =
    isAlone && faults.length <= mostPointers
      ? faults.flatMap(({ path, diagnostic }) => {
          const pointer = caret(diagnostic);
          return pointer === undefined
            ? []
            : [context(code(placeOf({ path, diagnostic }))), preformatted(pointer)];
        })
      : [];
  return [
    paragraph('⚠ ', strong(host), ` · ${inWords(one)}`),
    bullets(lines.slice(0, left <= 1 ? lines.length : most)),
    ...(left <= 1 ? [] : [context(`… ${left} more on ${host}`)]),
    ...pointers,
  ];
}

/** `pools/internal.kdl:4:12` */
const placeOf = ({ path, diagnostic }: Pick<RegistryFault, 'path' | 'diagnostic'>): string => {
  const { location } = diagnostic;
  if (location === undefined) return path;
  const { line, column } = location;
  return `${path}:${line}${column === undefined ? '' : `:${column}`}`;
};

function linesOf({ host, hasRegistry, faults, unused }: HostFaults): readonly Line[] {
  if (!hasRegistry) return [['Begin one: ', code(`/zone host init host=${host}`)]];
  return [
    ...faults.map(faultLine),
    ...unused.map(
      (name): Line => [
        '⚠ The VNIC ',
        code(name),
        ' is used by no zone, entry or address of the host: ',
        code(`/zone drift host=${host}`),
      ],
    ),
  ];
}

function faultLine(fault: RegistryFault): Line {
  const { diagnostic } = fault;
  return [
    fault.blocks ? '✗ ' : '⚠ ',
    code(placeOf(fault)),
    ' ',
    ...marked(diagnostic.message),
    '. ',
    ...marked(diagnostic.help ?? ''),
    ' (',
    code(diagnostic.code),
    ')',
  ];
}

const fileText = (some: readonly HostFaults[]): string =>
  some
    .map((one) =>
      [`${one.host}: ${inWords(one)}`, ...linesOf(one).map((line) => `  ${plainLine(line)}`)].join(
        '\n',
      ),
    )
    .join('\n\n')
    .concat('\n');
