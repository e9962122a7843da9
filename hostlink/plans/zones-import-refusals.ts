/** Why an import would write nothing: because there is nothing left, or because a person has to choose first. */
import type { Finding } from '../compare/unregistered.ts';
import { Diagnostic } from '../diagnostic.ts';
import type { ZoneListing } from '../illumos/zoneadm.ts';
import type { HostName } from '../names/host-name.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { someOf } from '../some-of.ts';
import { choiceOf, choiceOfAll, groupsOf, named } from './import-choices.ts';

/** Groups that are told with their reason; of more, how many there are. */
const mostTold = 6;

interface Asked {
  readonly host: HostName;
  readonly zones: readonly ZoneListing[];
  /** Whether they were asked for by name. */
  readonly isByName: boolean;
  readonly except: readonly ZoneName[];
}

export function nothingToImport(asked: Asked, findings: readonly Finding[]): Diagnostic {
  const { host, isByName } = asked;
  const open = findings.flatMap((one) =>
    one.kind === 'unsure' || one.kind === 'left' ? [one] : [],
  );
  const [first] = findings;
  if (isByName && open.length === 0 && first?.kind === 'skipped') {
    return new Diagnostic({
      code: 'zmgr::import::not-ours',
      message: `${first.zone} on ${host} is ${first.because}; nothing was changed`,
      help: 'It needs no entry.',
    });
  }
  if (open.length === 0) return nothingLeft(asked, findings);
  const groups = groupsOf(open.filter(({ kind }) => kind === 'unsure'));
  const isUnsure = groups.length > 0;
  const all = choiceOfAll(groups, host);
  return new Diagnostic({
    code: isUnsure ? 'zmgr::import::unsure' : 'zmgr::import::left',
    message: `${open.length === 1 ? `${open[0]?.zone} on ${host} has` : `${open.length} zones of ${host} have`} no entry, and ${isUnsure ? 'for none a template is beyond doubt' : 'something has to be put right first'}; nothing was changed`,
    help: [
      ...reasons(open, host),
      ...(isUnsure ? ['Choose a template, or say `without-template=yes`.'] : []),
    ].join(' '),
    suggestions: [
      ...(all === undefined ? [] : [all]),
      ...groups.map(({ members }) => choiceOf(members, host)),
    ].map((text) => `/zone ${text}`),
  });
}

function nothingLeft({ host, zones, except }: Asked, findings: readonly Finding[]): Diagnostic {
  const count = zones.filter(({ kind }) => kind === 'zone').length;
  const all =
    count === 0
      ? `${host} has no zones`
      : except.length > 0
        ? `Apart from ${someOf(except, 8)}, every zone of ${host} that needs an entry has one`
        : findings.length > 0
          ? `Each of the ${count} zones of ${host} that needs one has an entry already`
          : count === 1
            ? `The only zone of ${host} has an entry already`
            : `All ${count} zones of ${host} have an entry already`;
  const machines =
    findings.length === 0
      ? ''
      : ` Of these ${findings.length} ${findings.length === 1 ? 'is a virtual machine' : 'are virtual machines'}, which vm-manager looks after: ${named(findings)}.`;
  return new Diagnostic({
    code: 'zmgr::import::nothing-left',
    message: `${all}; nothing was changed`,
    help: `\`/zone drift host=${host}\` shows whether the entries are right.${machines}`,
  });
}

function reasons(
  open: readonly Extract<Finding, { kind: 'unsure' | 'left' }>[],
  host: HostName,
): readonly string[] {
  // By their reason alone: what is to be typed stands below.
  const groups = groupsOf(
    open.map(({ zone, because, ...more }) => ({
      zone,
      because,
      ...('addresses' in more && { addresses: more.addresses }),
    })),
  );
  const left = groups.length - mostTold;
  return [
    ...groups.slice(0, mostTold).map(({ members, because }) => `${named(members)}: ${because}.`),
    ...(left > 0 ? [`And ${left} more: \`/zone plan import host=${host}\`.`] : []),
  ];
}
