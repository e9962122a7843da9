/** /zone forward list [<zone>] [host=]: ports of a host that lead into its zones, or into one of them. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { NatRule } from '../../hostlink/nat/rule.ts';
import type { Observed } from '../../hostlink/observe/fact.ts';
import { addressesOfZone, forwardFacts, forwardsTo } from '../../hostlink/plans/forwards.ts';
import { oneLine } from '../../hostlink/plans/nat-change.ts';
import { type KnownRule, natOn } from '../../hostlink/plans/nat-on-host.ts';
import type { Answer, Line } from '../answer.ts';
import { diagnosticAnswer } from '../answers/diagnostic-answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  heading,
  offers,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { option, optionalPositional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostName, zoneName } from '../grammar/types/names.ts';
import { type FoundHost, readHost } from '../hosts/found-host.ts';
import { hostOfZone } from '../zones/zone-host.ts';

type Facts = Observed<typeof forwardFacts>;

export const forwardList = defineRead({
  path: 'forward list',
  summary: 'Show the ports of a host that lead into its zones',
  role: 'viewer',
  args: {
    zone: { ...optionalPositional(zoneName, 'only into this zone'), mayNameHost: true },
    host: option(hostName, 'host; that of the zone, or the default host, if left out'),
  },
  examples: ['forward list', 'forward list web01', 'forward list hv-04/web01'],
  answer: async ({ zone, host: named }, desk) => {
    const host =
      zone === undefined
        ? chosenHost(desk, named)
        : await hostOfZone(
            desk,
            { zone, ...(named === undefined ? {} : { host: named }) },
            'forward list',
          );
    return answerOf(await readHost(desk, host, forwardFacts), zone, desk.now);
  },
});

function answerOf(found: FoundHost<Facts>, zone: string | undefined, now: Date): Answer {
  const { host } = found;
  const of = zone === undefined ? host : `${host}/${zone}`;
  const title = heading(
    `Ports that lead ${zone === undefined ? 'into zones' : `into ${zone}`} · ${host}`,
  );
  const again = {
    label: 'Refresh',
    text: zone === undefined ? `forward list host=${host}` : `forward list ${of}`,
    isInPlace: true,
  } as const;
  const asOf = context('As of ', time(now));
  try {
    if (found.kind === 'unread') throw found.diagnostic;
    const { facts, spec } = found;
    const { rules, active } = natOn(spec, facts);
    const zones = zone === undefined ? [...facts.configurations.keys()] : [zone];
    const lines = zones.flatMap((name) =>
      forwardsTo(rules, addressesOfZone(name, facts)).map((rule) =>
        forwardLine(name, rule, active),
      ),
    );
    return {
      summary: `${counted(lines.length, 'port leads', 'ports lead')} into ${zone ?? `zones of ${host}`}`,
      parts: [
        title,
        lines.length === 0
          ? paragraph('None does. ', code(`/zone forward add ${of} port=8080:80`), ' adds one.')
          : bullets(lines),
        ...(active === undefined && lines.length > 0
          ? [
              paragraph(
                '⚠ ipfilter does not run, so none of them counts. ',
                code(`/zone nat start host=${host}`),
                ' starts it.',
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

/** `web01 · 192.0.2.4/32 port 8080 → port 80 · tcp` */
const forwardLine = (
  zone: string,
  { rule, text, line, printed }: KnownRule,
  active: readonly string[] | undefined,
): Line => [
  strong(zone),
  ' ',
  ...(rule?.ports === undefined || rule.targetPort === undefined
    ? []
    : [portsOf(rule.ports), ' → ', String(rule.targetPort.port), ' · ']),
  code(oneLine(text)),
  ` · line ${line}`,
  ...(active?.includes(printed) === false ? [' · ⚠ not loaded'] : []),
];

const portsOf = ({ first, last }: NonNullable<NatRule['ports']>): string =>
  first === last ? String(first) : `${first}-${last}`;
