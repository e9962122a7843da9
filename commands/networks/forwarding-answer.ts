/** A host's forwarding: the whole host's of both families, what is pending, and each interface's. */
import type { RoutingSetting } from '../../hostlink/illumos/routeadm.ts';
import type { Family } from '../../hostlink/ipam/address.ts';
import {
  type ForwardingFacts,
  interfacesOf,
  pendingIn,
} from '../../hostlink/plans/forwarding-set.ts';
import type { Answer, Line } from '../answer.ts';
import { diagnosticAnswer } from '../answers/diagnostic-answer.ts';
import {
  bullets,
  code,
  context,
  fields,
  heading,
  joined,
  offers,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import type { FoundHost } from '../hosts/found-host.ts';

const families = [4, 6] as const satisfies readonly Family[];

export function forwardingAnswer(found: FoundHost<ForwardingFacts>, now: Date): Answer {
  const { host } = found;
  const again = {
    label: 'Refresh',
    text: `forwarding show host=${host}`,
    isInPlace: true,
  } as const;
  const title = heading(`Forwarding on ${host}`);
  const asOf = context('As of ', time(now));
  if (found.kind === 'unread') {
    const { summary, parts } = diagnosticAnswer(found.diagnostic);
    return { summary: `${host}: ${summary}`, parts: [title, ...parts, offers(again), asOf] };
  }
  const { facts } = found;
  const settings = families.map(
    (family) =>
      [family, facts.settings.find(({ name }) => name === `ipv${family}-forwarding`)] as const,
  );
  const pending = pendingIn(facts.settings);
  const links = [...new Set(families.flatMap((family) => linksOf(family, facts)))];
  return {
    summary: `${host}: ${settings
      .map(([family, setting]) => `IPv${family} forwarding ${wordsOf(setting)}`)
      .join(', ')}`,
    parts: [
      title,
      fields(settings.map(([family, setting]) => [`IPv${family}`, wordsOf(setting)])),
      ...(pending.length === 0
        ? []
        : [
            paragraph(
              strong('⚠ Pending'),
              `: ${pending.map(({ name, persistent }) => `${name} ${persistent ? 'on' : 'off'}`).join(', ')}. It comes into force with a boot, or with the next `,
              code('/zone forwarding set'),
              ' for the whole host.',
            ),
          ]),
      links.length === 0
        ? paragraph('The host has no IP interface.')
        : bullets(links.map((link) => interfaceLine(link, facts))),
      offers(again),
      asOf,
    ],
  };
}

const linksOf = (family: Family, facts: ForwardingFacts): readonly string[] =>
  interfacesOf(family, facts)
    .map(({ link }) => link)
    .filter((link) => link !== 'lo0');

/** `on`, `off`, `off now, on after a boot`. */
function wordsOf(setting: RoutingSetting | undefined): string {
  if (setting === undefined) return 'not known to routeadm';
  const [now, later] = [setting.current, setting.persistent].map((is) => (is ? 'on' : 'off'));
  return now === later ? String(now) : `${now} now, ${later} after a boot`;
}

/** `igb0 IPv4 on · IPv6 off now, on after a boot` */
const interfaceLine = (link: string, facts: ForwardingFacts): Line => [
  strong(link),
  ' ',
  ...joined(
    families.map((family) => {
      const found = interfacesOf(family, facts).find((one) => one.link === link);
      if (found === undefined) return '';
      const { current, persistent } = found;
      return `IPv${family} ${current}${
        persistent === undefined || persistent === current ? '' : ` now, ${persistent} after a boot`
      }`;
    }),
  ),
];
