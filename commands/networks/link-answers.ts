/** A host's datalinks as people read them: a line each, or all about one. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { LinkClass, LinkStatistics } from '../../hostlink/illumos/dladm.ts';
import type { Attempt } from '../../hostlink/observe/attempt.ts';
import {
  classWord,
  type KnownLink,
  knownLinks,
  type LinkFacts,
  linkNamed,
  usersOf,
} from '../../hostlink/plans/links.ts';
import type { Answer, Line } from '../answer.ts';
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
  strong,
  time,
} from '../answers/parts.ts';
import { formatSize } from '../answers/size.ts';
import { whyUnread } from '../answers/why-unread.ts';
import type { FoundHost } from '../hosts/found-host.ts';

/** What there is most of comes last. */
const order: readonly LinkClass[] = ['phys', 'aggr', 'etherstub', 'vlan', 'vnic'];
const placeOf = ({ class: kind }: KnownLink): number => {
  const place = order.indexOf(kind);
  return place === -1 ? order.length : place;
};
const byName = new Intl.Collator('en', { numeric: true }).compare;

export function linkListAnswer(
  found: FoundHost<LinkFacts>,
  type: LinkClass | undefined,
  now: Date,
): Answer {
  const { host } = found;
  const text = `link list host=${host}${type === undefined ? '' : ` type=${type}`}`;
  const again = { label: 'Refresh', text, isInPlace: true } as const;
  const title = heading(`Links of ${host}`);
  const asOf = context('As of ', time(now));
  if (found.kind === 'unread') {
    const { summary, parts } = diagnosticAnswer(found.diagnostic);
    return { summary: `${host}: ${summary}`, parts: [title, ...parts, offers(again), asOf] };
  }
  const links = knownLinks(found.facts)
    .filter((link) => type === undefined || link.class === type)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || byName(a.name, b.name));
  return {
    summary: `${host} has ${counted(links.length, type === undefined ? 'link' : `${type} link`)}`,
    parts: [
      title,
      links.length === 0 ? paragraph('There are none.') : bullets(links.map(linkLine)),
      context(code('/zone link show <link>'), ' tells who uses one, and what went through it.'),
      offers(again),
      asOf,
    ],
  };
}

/** `stub0 an etherstub · MTU 9000 · zone web01 has it` */
const linkLine = (link: KnownLink): Line => [
  link.state === 'down' ? '🔴 ' : '',
  strong(link.name),
  ' ',
  ...joined([
    kindWords(link),
    link.state === 'down' ? 'down' : '',
    link.mtu === undefined ? '' : `MTU ${link.mtu}`,
    use(link),
  ]),
];

/** `VNIC over stub0, VLAN 100` */
function kindWords(link: KnownLink): string {
  const over = link.over.length === 0 ? '' : ` over ${link.over.join(', ')}`;
  const id = link.vlan?.vlan ?? link.vnic?.vlan;
  return `${classWord(link).replace(/^an? /, '')}${over}${id === undefined ? '' : `, VLAN ${id}`}`;
}

const use = (link: KnownLink): string => {
  const users = usersOf(link);
  return users.length === 0 ? 'nobody uses it' : users.join('; ');
};

type WithStatistics = LinkFacts & { readonly statistics: Attempt<LinkStatistics> };

export function linkAnswer(found: FoundHost<WithStatistics>, name: string, now: Date): Answer {
  const { host } = found;
  const again = {
    label: 'Refresh',
    text: `link show ${name} host=${host}`,
    isInPlace: true,
  } as const;
  const title = heading(`${name} · ${host}`);
  const asOf = context('As of ', time(now));
  try {
    if (found.kind === 'unread') throw found.diagnostic;
    const { facts, spec } = found;
    const link = linkNamed(name, facts, spec);
    const users = usersOf(link);
    return {
      summary: `${name} on ${host}: ${kindWords(link)}`,
      parts: [
        title,
        fields([
          ['Type', kindWords(link)],
          ['State', link.state],
          ['MTU', link.mtu === undefined ? undefined : String(link.mtu)],
          [
            'MAC address',
            link.vnic === undefined ? undefined : [code(link.vnic.mac), ` (${link.vnic.macType})`],
          ],
          ...trafficFields(facts.statistics),
        ]),
        paragraph(strong('Used by')),
        users.length === 0 ? paragraph('Nobody.') : bullets([...users]),
        ...(facts.statistics.kind === 'unread'
          ? [
              paragraph(
                `⚠ What went through it can't be read: ${whyUnread(facts.statistics.diagnostic)}`,
              ),
            ]
          : []),
        offers(again),
        asOf,
      ],
    };
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    const { summary, parts } = diagnosticAnswer(error);
    return { summary: `${host}: ${summary}`, parts: [title, ...parts, offers(again), asOf] };
  }
}

/** Since the link came up. */
function trafficFields(
  attempt: Attempt<LinkStatistics>,
): readonly (readonly [string, Line | undefined])[] {
  if (attempt.kind === 'unread') return [];
  const { received, sent } = attempt.value;
  const words = ({ packets, bytes, errors }: LinkStatistics['received']): string =>
    `${formatSize(bytes)} in ${counted(packets, 'packet')}${errors === 0 ? '' : `, ⚠ ${counted(errors, 'error')}`}`;
  return [
    ['Received', words(received)],
    ['Sent', words(sent)],
  ];
}
