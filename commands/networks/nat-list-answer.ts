/** A host's NAT: its service, its rules in the order of the file, what the kernel has and what not. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { natPathIn } from '../../hostlink/illumos/ipfilter.ts';
import { type Logical, logicalRules } from '../../hostlink/nat/logical.ts';
import { oneLine } from '../../hostlink/plans/nat-change.ts';
import {
  faultOf,
  type KnownRule,
  type NatFacts,
  type NatOnHost,
  natOn,
} from '../../hostlink/plans/nat-on-host.ts';
import type { Answer, Line, Part } from '../answer.ts';
import { diagnosticAnswer } from '../answers/diagnostic-answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  fields,
  heading,
  joined,
  offers,
  paragraph,
  preformatted,
  strong,
  time,
} from '../answers/parts.ts';
import type { FoundHost } from '../hosts/found-host.ts';

export function natListAnswer(found: FoundHost<NatFacts>, now: Date): Answer {
  const { host } = found;
  const again = { label: 'Refresh', text: `nat list host=${host}`, isInPlace: true } as const;
  const title = heading(`NAT on ${host}`);
  const asOf = context('As of ', time(now));
  if (found.kind === 'unread') {
    const { summary, parts } = diagnosticAnswer(found.diagnostic);
    return { summary: `${host}: ${summary}`, parts: [title, ...parts, offers(again), asOf] };
  }
  const { facts, spec } = found;
  try {
    const nat = natOn(spec, facts);
    const rules = logicalRules(nat.rules);
    return {
      summary: joined([
        `NAT on ${host}: ${counted(rules.length, 'rule')}`,
        stateWords(nat.service.state, ''),
      ]).join(''),
      parts: [
        title,
        fields(serviceFields(nat, facts)),
        ...stateParts(nat, host),
        ...ruleParts(rules, nat),
        ...strangers(nat),
        offers(again),
        asOf,
      ],
    };
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    const { summary, parts } = diagnosticAnswer(error);
    return {
      summary: `${host}: ${summary}`,
      parts: [title, ...brokenParts(facts), ...parts, offers(again), asOf],
    };
  }
}

const stateWords = (state: string, inTransition: string): string =>
  state === 'online'
    ? `🟢 online${inTransition}`
    : `${state === 'maintenance' ? '🔴' : '⚪'} ${state}${inTransition}`;

function serviceFields(
  { service, policy, path, active }: NatOnHost,
  facts: NatFacts,
): readonly (readonly [string, Line | undefined])[] {
  const sessions = facts.active.kind === 'read' ? facts.active.value.sessions : undefined;
  return [
    ['ipfilter', stateWords(service.state, service.inTransition ? ', changing' : '')],
    ['File', code(path)],
    ['Sessions', active === undefined ? undefined : String(sessions ?? 0)],
    ['Filters besides', policy === 'none' ? 'nothing' : `by its policy ${policy}`],
  ];
}

/** Why nothing of this may count, and what to type. */
function stateParts({ service, active, policy }: NatOnHost, host: string): readonly Part[] {
  const start = code(`/zone nat start host=${host}`);
  switch (service.state) {
    case 'online':
      return active === undefined
        ? [paragraph("⚠ What the kernel has can't be read: ", code('ipnat -l'), ' failed.')]
        : [];
    case 'maintenance':
      return [
        paragraph(
          '⚠ Its method failed, and SMF does not try again: no rule counts. ipnat accepts the file as it is now, so ',
          start,
          ' takes it out of maintenance. If it goes back there, ',
          code('svcs -xv ipfilter'),
          ' on the host names its log.',
        ),
      ];
    default:
      return [
        paragraph(
          `No rule counts while ipfilter is ${service.state}. `,
          start,
          policy === 'none'
            ? ' starts it.'
            : ` starts it; it then filters, too, by its policy ${policy}.`,
        ),
      ];
  }
}

function ruleParts(
  rules: readonly Logical<KnownRule>[],
  { active, text }: NatOnHost,
): readonly Part[] {
  if (text === null) return [paragraph('There is no such file yet, and so no rule.')];
  if (rules.length === 0) return [paragraph('The file has no rule.')];
  return [bullets(rules.map((logical) => ruleLine(logical, active)))];
}

/** `✓ map igb0 … portmap tcp/udp auto, and the same without ports · line 2, 3` */
function ruleLine(
  [head, ...twins]: Logical<KnownRule>,
  active: readonly string[] | undefined,
): Line {
  const all = [head, ...twins];
  const missing = all.filter(({ printed }) => active?.includes(printed) === false);
  const sign = active === undefined ? '' : missing.length === 0 ? '✓ ' : '⚠ ';
  const where = `${all.length === 1 ? 'line' : 'lines'} ${all.map(({ line }) => line).join(', ')}`;
  return [
    sign,
    code(oneLine(head.text)),
    ...(twins.length === 0 ? [] : [', and the same without ports']),
    ' · ',
    where,
    ...(missing.length === 0
      ? []
      : [
          missing.length === all.length
            ? ' · not loaded'
            : ` · line ${missing.map(({ line }) => line).join(', ')} not loaded`,
        ]),
    ...(head.rule === undefined ? [' · ', code(head.printed)] : []),
  ];
}

/** What the kernel has and the file has not: gone when ipfilter is started anew. */
function strangers({ active, rules, path }: NatOnHost): readonly Part[] {
  const known = new Set(rules.map(({ printed }) => printed));
  const only = (active ?? []).filter((printed) => !known.has(printed));
  if (only.length === 0) return [];
  return [
    paragraph(strong('⚠ Only loaded'), `, and gone after a boot, for ${path} has no such rule:`),
    preformatted(only.join('\n')),
  ];
}

/** Of a file that ipnat does not take: what it is, and what still runs from before. */
function brokenParts(facts: NatFacts): readonly Part[] {
  const { service, active } = facts;
  const fault = faultOf(facts);
  if (service === undefined || fault === undefined) return [];
  const loaded = active.kind === 'read' ? active.value.rules : [];
  return [
    fields([
      ['ipfilter', stateWords(service.state, '')],
      ['File', code(natPathIn(facts.files))],
    ]),
    preformatted(`${fault.line}: ${fault.text}`),
    ...(loaded.length === 0
      ? []
      : [paragraph(strong('Loaded'), ':'), preformatted(loaded.join('\n'))]),
  ];
}
