/** All about one host: what it is, where it keeps things, what is free, and what it lacks with what to type. */
import type { HostSpec } from '../../hostlink/host.ts';
import type { Attempt } from '../../hostlink/observe/attempt.ts';
import type { Registry } from '../../hostlink/registry/model.ts';
import type { Answer, Line, Part } from '../answer.ts';
import { diagnosticAnswer } from '../answers/diagnostic-answer.ts';
import {
  bullets,
  code,
  context,
  fields,
  heading,
  joined,
  marked,
  offers,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { formatPercent, formatSize } from '../answers/size.ts';
import { whyUnread } from '../answers/why-unread.ts';
import { formatDuration } from '../operations/duration.ts';
import { takenAmong } from '../pools/taken-among.ts';
import type { FoundHost, WholeHostFacts } from './found-host.ts';
import {
  releaseOf,
  skewWords,
  troublesOf,
  valueIn,
  zoneCounts,
  zoneSpaces,
  zpoolTrouble,
} from './host-words.ts';
import { poolLines, templateLines } from './pool-lines.ts';

interface Circumstances {
  /** Addresses set aside by operations that have not ended. */
  readonly holds: readonly string[];
  readonly now: Date;
}

export function hostAnswer(found: FoundHost<WholeHostFacts>, circumstances: Circumstances): Answer {
  const { host, isDefault } = found;
  const { now } = circumstances;
  const again = {
    label: 'Refresh',
    text: `host show ${host}`,
    isInPlace: true,
    isSaid: true,
  } as const;
  const title = heading(isDefault ? `${host} · default host` : host);
  if (found.kind === 'unread') {
    const { summary, parts } = diagnosticAnswer(found.diagnostic);
    return {
      summary: `${host}: ${summary}`,
      parts: [
        title,
        fields([['State', '🔴 not reached'], ...configured(found.spec)]),
        ...parts,
        offers(again),
        context('As of ', time(now)),
      ],
    };
  }
  const { facts, spec } = found;
  const { zones, registry } = facts;
  const troubles = troublesOf(facts, now);
  const listed = valueIn(zones);
  const seen = valueIn(registry);
  return {
    summary: joined([
      `${host} answers`,
      listed === undefined ? '' : zoneCounts(listed),
      ...troubles,
    ]).join(''),
    parts: [
      title,
      paragraph(
        ...joined([
          troubles.length === 0 ? '🟢 answers' : '🟡 answers',
          told(facts.os, releaseOf),
          listed === undefined ? '' : zoneCounts(listed),
        ]),
      ),
      ...(troubles.length === 0 ? [] : [bullets(troubles.map((text) => `⚠ ${text}`))]),
      paragraph(strong('Directories')),
      bullets(directoryLines(found)),
      ...storageParts(facts),
      ...(seen === undefined ? [] : registryParts(seen, facts, circumstances)),
      fields([...systemFields(facts, now), ...configured(spec)]),
      offers(again, { label: 'Zones', text: `list host=${host}`, isSaid: true }),
      context('As of ', time(now)),
    ],
  };
}

const inOrder = (names: ReadonlySet<string>): readonly string[] =>
  [...names].toSorted((one, other) => (one < other ? -1 : 1));

type Field = readonly [string, Line | undefined];

const configured = ({ address, port, user, elevation, tags }: HostSpec): readonly Field[] => [
  ['Address', code(port === 22 ? address : `${address}:${port}`)],
  ['User', [code(user), elevation === 'pfexec' ? ', elevated by pfexec' : ', not elevated']],
  ['Tags', tags.length === 0 ? undefined : tags.join(', ')],
];

/** What is there, or why it can't be told. */
const told = <T>(attempt: Attempt<T>, words: (value: T) => Line): Line =>
  attempt.kind === 'read'
    ? words(attempt.value)
    : [`⚠ can't be read: ${whyUnread(attempt.diagnostic)}`];

function systemFields(facts: WholeHostFacts, now: Date): readonly Field[] {
  const { kernel, bootedAt, clock, brands } = facts;
  return [
    ['Kernel', told(kernel, ({ release, build }) => [code(build), ` (${release})`])],
    [
      'Up',
      told(bootedAt, (at) => [`${formatDuration(now.getTime() - at.getTime())}, since `, time(at)]),
    ],
    [
      'Clock',
      told(clock, (at) => {
        const skew = skewWords(at, now);
        return skew === '' ? 'agrees with the bot' : `⚠ ${skew}`;
      }),
    ],
    ['Brands', told(brands, (names) => inOrder(names).join(', ') || 'none')],
  ];
}

function directoryLines({
  host,
  spec,
  facts,
}: Extract<FoundHost<WholeHostFacts>, { kind: 'read' }>): readonly Line[] {
  const { registry, registryWritable, stateExists, stateWritable } = facts;
  const writableBy = (attempt: Attempt<boolean>): Line =>
    told(attempt, (is) => (is ? 'writable' : `⚠ ${spec.user} can't write in it`));
  return [
    [
      'Registry ',
      code(spec.registry),
      ' ',
      ...(registry.kind === 'unread'
        ? [`⚠ ${whyUnread(registry.diagnostic)}`]
        : registry.value.exists
          ? joined(['there', writableBy(registryWritable)])
          : ['⚠ is not there: ', code(`/zone host init host=${host}`), ' writes a first one']),
    ],
    [
      'State ',
      code(spec.state),
      ' ',
      ...(valueIn(stateExists) === false
        ? [
            '⚠ is not there, and no change can be made: on the host, ',
            code(`mkdir -p ${spec.state} && chown ${spec.user} ${spec.state}`),
          ]
        : joined([told(stateExists, () => 'there'), writableBy(stateWritable)])),
    ],
  ];
}

function storageParts(facts: WholeHostFacts): readonly Part[] {
  const { zpools, spaces } = facts;
  const places = zoneSpaces(facts);
  const lines: readonly Line[] = [
    ...(zpools.kind === 'unread'
      ? [`⚠ zpools can't be read: ${whyUnread(zpools.diagnostic)}`]
      : zpools.value.map((zpool): Line => {
          const { name, health, size, free, capacityPercent } = zpool;
          return [
            zpoolTrouble(zpool) === '' ? '' : '⚠ ',
            strong(name),
            ' ',
            ...joined([
              health,
              free === undefined || size === undefined
                ? ''
                : `${formatSize(free)} of ${formatSize(size)} free`,
              capacityPercent === undefined ? '' : `${formatPercent(capacityPercent)} full`,
            ]),
          ];
        })),
    ...places.map(
      ({ name, available }): Line => [
        'Zones lie on ',
        code(name),
        `, which has ${formatSize(available)} for them`,
      ],
    ),
    ...(spaces.kind === 'unread'
      ? [`⚠ datasets can't be read: ${whyUnread(spaces.diagnostic)}`]
      : []),
  ];
  return [paragraph(strong('Storage')), bullets(lines)];
}

const shownFaults = 5;

function registryParts(
  registry: Registry,
  facts: WholeHostFacts,
  { holds }: Circumstances,
): readonly Part[] {
  if (!registry.exists) return [];
  const taken = takenAmong(registry, facts, holds);
  const pools = poolLines(registry, taken.kind === 'read' ? taken.value : undefined);
  const templates = templateLines(registry, valueIn(facts.brands));
  const left = registry.faults.length - shownFaults;
  return [
    paragraph(strong('Pools')),
    pools.length === 0 ? paragraph('There are none.') : bullets(pools),
    ...(taken.kind === 'unread'
      ? [paragraph("⚠ What is taken can't be told: ", ...marked(taken.diagnostic.message), '.')]
      : []),
    paragraph(strong('Templates')),
    templates.length === 0 ? paragraph('There are none.') : bullets(templates),
    ...(registry.faults.length === 0
      ? []
      : [
          paragraph(strong('⚠ The registry has faults')),
          bullets([
            ...registry.faults.slice(0, shownFaults).map(({ path, diagnostic }): Line => {
              const { message, location, help = '' } = diagnostic;
              const line = location === undefined ? '' : `:${location.line}`;
              return [code(`${path}${line}`), ` ${message}. `, ...marked(help)];
            }),
            ...(left > 0 ? [`${left} more`] : []),
          ]),
        ]),
  ];
}
