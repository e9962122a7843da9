/** Why an import would write nothing: because there is nothing left, or because a person has to choose first. */
import type { Finding } from '../compare/unregistered.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { someOf } from '../some-of.ts';

/** Groups that are told with their reason; of more, how many there are. */
const mostTold = 6;
/** Names in a group. */
const mostNamed = 8;

/** @param zone the one that was asked for, if one was */
export function nothingToImport(
  zone: ZoneName | undefined,
  host: HostName,
  { zones }: { readonly zones: readonly ZoneListing[] },
  findings: readonly Finding[],
): Diagnostic {
  const count = zones.filter(({ kind }) => kind === 'zone').length;
  const open = findings.filter(({ kind }) => kind === 'unsure' || kind === 'left');
  const skipped = findings.flatMap((one) => (one.kind === 'skipped' ? [one] : []));
  const [only] = findings;
  if (zone !== undefined && only?.kind === 'skipped') {
    return new Diagnostic({
      code: 'zmgr::import::not-ours',
      message: `${zone} on ${host} is ${only.because}; nothing was changed`,
      help: 'It needs no entry.',
    });
  }
  if (open.length === 0) {
    const machines =
      skipped.length === 0
        ? ''
        : ` Of these ${skipped.length} ${skipped.length === 1 ? 'is a virtual machine' : 'are virtual machines'}, which vm-manager looks after: ${named(skipped)}.`;
    return new Diagnostic({
      code: 'zmgr::import::nothing-left',
      message:
        count === 0
          ? `${host} has no zones; nothing was changed`
          : `${skipped.length === 0 ? (count === 1 ? 'The only zone' : `All ${count} zones`) : `Each of the ${count} zones`} of ${host} ${skipped.length === 0 ? (count === 1 ? 'has' : 'have') : 'that needs one has'} an entry already; nothing was changed`,
      help: `\`/zone drift host=${host}\` shows whether the entries are right.${machines}`,
    });
  }
  const unsure = findings.some(({ kind }) => kind === 'unsure');
  return new Diagnostic({
    code: unsure ? 'zmgr::import::unsure' : 'zmgr::import::left',
    message: `${open.length === 1 ? `${open[0]?.zone} on ${host} has` : `${open.length} zones of ${host} have`} no entry, and ${unsure ? `for none a template is beyond doubt` : 'something has to be put right first'}; nothing was changed`,
    help: [
      ...reasons(open, host),
      ...(unsure ? ['Choose a template, or say `without-template=yes`.'] : []),
    ].join(' '),
    suggestions: choices(findings, host),
  });
}

/** A command for each group of zones that one choice decides. */
export const choices = (findings: readonly Finding[], host: HostName): readonly string[] =>
  groupsOf(findings.flatMap((one) => (one.kind === 'unsure' ? [one] : []))).map(
    ({ members, candidates }) => `/zone ${choiceOf(members, candidates, host)}`,
  );

/** Without `/zone`: of one zone its own, of several what decides between templates that fit them all. */
export function choiceOf(
  zones: readonly Pick<Open, 'zone'>[],
  candidates: readonly string[],
  host: string,
): string {
  const [first] = zones;
  const template = candidates[0] === undefined ? '' : ` template=${candidates[0]}`;
  return zones.length === 1
    ? `import ${host}/${first?.zone}${template}`
    : `import host=${host}${template}`;
}

/** A zone without an entry that gets none yet. */
interface Open {
  readonly zone: string;
  readonly because: string;
  /** Of one that waits for a choice. */
  readonly fit?: 'several' | 'none';
  readonly candidates?: readonly string[];
  readonly addresses?: readonly string[];
}

interface Group {
  readonly because: string;
  readonly candidates: readonly string[];
  readonly members: readonly Open[];
}

/**
 * Those that have one reason, and can be decided by one word; in the order in which they come. Where nothing fits, each has
 * to be decided by itself.
 */
export function groupsOf(open: readonly Open[]): readonly Group[] {
  const groups = new Map<string, Group & { readonly members: Open[] }>();
  for (const one of open) {
    const { zone, because, fit, candidates = [] } = one;
    const key = fit === 'none' ? `${because}\0${zone}` : because;
    const group = groups.get(key) ?? { because, candidates, members: [] };
    group.members.push(one);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** `web2 (10.1.0.13), web3 and 4 more` */
export const named = (zones: readonly Pick<Open, 'zone' | 'addresses'>[]): string =>
  someOf(
    zones.map(({ zone, addresses = [] }) =>
      addresses.length === 0 ? zone : `${zone} (${addresses.join(', ')})`,
    ),
    mostNamed,
  );

function reasons(open: readonly Finding[], host: HostName): readonly string[] {
  const groups = groupsOf(
    open.flatMap((one) => (one.kind === 'unsure' || one.kind === 'left' ? [one] : [])),
  );
  const left = groups.length - mostTold;
  return [
    ...groups.slice(0, mostTold).map(({ members, because }) => `${named(members)}: ${because}.`),
    ...(left > 0 ? [`And ${left} more: \`/zone plan import host=${host}\`.`] : []),
  ];
}
