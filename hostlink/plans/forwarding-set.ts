/**
 * What it takes to have a host pass packets on, or not: as a whole, or by some of its interfaces. Turning it off cuts off
 * whoever has the host as router, who are named; what is pending comes into force along, and is named, too.
 */
import { Diagnostic } from '../diagnostic.ts';
import { interfaceForwarding as interfaceGuard } from '../guards/interface-forwarding.ts';
import { routingSetting } from '../guards/routing-setting.ts';
import type { HostSpec } from '../host.ts';
import { addressList } from '../illumos/ipadm.ts';
import {
  forwardingName,
  type InterfaceForwarding,
  interfaceForwarding,
  type RoutingSetting,
  routingSettings,
} from '../illumos/routeadm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import { type Family, formatAddress, isAddress, parseAddress } from '../ipam/address.ts';
import { type LinkName, parseLinkName } from '../names/link-name.ts';
import { nearest } from '../nearest.ts';
import { attempted } from '../observe/attempt.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { warned } from '../plan/warnings.ts';
import { registryFact } from '../registry/fact.ts';
import { forwardingGlobal } from '../steps/forwarding-global.ts';
import { forwardingInterface } from '../steps/forwarding-interface.ts';
import { stepKinds } from '../steps/step-kinds.ts';

export const forwardingFacts = {
  settings: routingSettings,
  v4: interfaceForwarding(4),
  v6: interfaceForwarding(6),
  addresses: addressList,
  registry: attempted(registryFact),
  configurations: attempted(zonesDirectory),
} satisfies FactSet;

export type ForwardingFacts = Observed<typeof forwardingFacts>;

export interface ForwardingWish {
  readonly v4?: boolean;
  readonly v6?: boolean;
  /** Only these; the whole host where there are none. */
  readonly interfaces: readonly LinkName[];
}

export interface ForwardingPlanning {
  readonly wish: ForwardingWish;
  readonly host: HostSpec;
  readonly facts: ForwardingFacts;
}

/** Whole settings that routeadm has pending: set, and not in force. */
export const pendingIn = (settings: readonly RoutingSetting[]): readonly RoutingSetting[] =>
  settings.filter(({ persistent, current }) => persistent !== current);

/**
 * Pure. @throws Diagnostic `zmgr::forwarding::nothing-said`, `zmgr::forwarding::already`,
 * `zmgr::forwarding::no-interface`, `zmgr::forwarding::unknown-setting`
 */
export function planForwardingSet(planning: ForwardingPlanning): Plan {
  const { wish, host } = planning;
  const wished: readonly (readonly [Family, boolean])[] = [
    ...(wish.v4 === undefined ? [] : [[4, wish.v4] as const]),
    ...(wish.v6 === undefined ? [] : [[6, wish.v6] as const]),
  ];
  if (wished.length === 0) {
    throw new Diagnostic({
      code: 'zmgr::forwarding::nothing-said',
      message: 'It is not said what is to be set',
      help: `Write \`/zone forwarding set ipv4=on host=${host.name}\` for the whole host, or name interfaces as well: \`interface=igb0,stub0\`.`,
    });
  }
  const parts = (wish.interfaces.length === 0 ? globalParts : interfaceParts)(wished, planning);
  if (parts.length === 0) {
    throw new Diagnostic({
      code: 'zmgr::forwarding::already',
      message: 'It is set so already, now and after a boot; nothing was changed',
      help: `\`/zone forwarding show host=${host.name}\` shows all of it.`,
    });
  }
  return makePlan(
    {
      host: host.name,
      verb: 'forwarding set',
      subject: wish.interfaces.length === 0 ? 'forwarding' : wish.interfaces.join(','),
      steps: parts.map(({ step }) => step),
      guards: parts.flatMap(({ guards }) => guards),
      locks: [],
      chosen: { ...warned(warningsFor(wished, planning)) },
      holds: [],
      tags: [],
    },
    stepKinds,
  );
}

type Wished = readonly (readonly [Family, boolean])[];

function globalParts(wished: Wished, { facts, host }: ForwardingPlanning) {
  let pending = pendingIn(facts.settings);
  return wished.flatMap(([family, to]) => {
    const name = forwardingName(family);
    const from = settingNamed(name, facts, host);
    const others = pending.filter((one) => one.name !== name);
    const isSo = from.persistent === to && from.current === to;
    if (isSo) return [];
    // The first that is applied takes all that is pending along.
    pending = [];
    const { persistent, current } = from;
    return [
      {
        step: forwardingGlobal.step({
          family,
          to,
          from: { persistent, current },
          pending: others.map((one) => `${one.name} ${one.persistent ? 'on' : 'off'}`),
          interfaces: interfacesOf(family, facts)
            .filter(({ link }) => link !== 'lo0')
            .map((one) => ({ link: parseLinkName(one.link), current: one.current })),
        }),
        guards: [from, ...others].map((one) =>
          routingSetting.guard({
            name: one.name,
            persistent: one.persistent,
            current: one.current,
          }),
        ),
      },
    ];
  });
}

function settingNamed(name: string, { settings }: ForwardingFacts, host: HostSpec): RoutingSetting {
  const found = settings.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new Diagnostic({
    code: 'zmgr::forwarding::unknown-setting',
    message: `routeadm of ${host.name} knows no ${name}`,
    help: 'Run `routeadm -p` on the host to see what it knows.',
  });
}

function interfaceParts(wished: Wished, { wish, facts, host }: ForwardingPlanning) {
  return wished.flatMap(([family, isOn]) =>
    wish.interfaces.flatMap((link) => {
      const { current, persistent } = interfaceNamed(link, family, facts, host);
      const to = isOn ? 'on' : 'off';
      if (current === to && persistent === to) return [];
      const from = { current, ...(persistent === undefined ? {} : { persistent }) };
      return [
        {
          step: forwardingInterface.step({ link, family, to, from }),
          guards: [interfaceGuard.guard({ link, family, ...from })],
        },
      ];
    }),
  );
}

export const interfacesOf = (
  family: Family,
  { v4, v6 }: Pick<ForwardingFacts, 'v4' | 'v6'>,
): readonly InterfaceForwarding[] => (family === 4 ? v4 : v6);

function interfaceNamed(
  link: LinkName,
  family: Family,
  facts: ForwardingFacts,
  host: HostSpec,
): InterfaceForwarding {
  const all = interfacesOf(family, facts);
  const found = all.find((one) => one.link === link);
  if (found !== undefined) return found;
  const names = all.map((one) => one.link).filter((name) => name !== 'lo0');
  throw new Diagnostic({
    code: 'zmgr::forwarding::no-interface',
    message: `${host.name} has no IPv${family} interface ${link}`,
    help: `It has ${names.join(', ') || 'none'}. Interfaces of zones are theirs alone.`,
    suggestions: nearest(link, names),
  });
}

function warningsFor(wished: Wished, planning: ForwardingPlanning): readonly Diagnostic[] {
  const off = wished.filter(([, to]) => !to).map(([family]) => family);
  if (off.length === 0) return [];
  const zones = [...new Set(off.flatMap((family) => routedZones(family, planning)))];
  if (zones.length === 0) return [];
  return [
    new Diagnostic({
      code: 'zmgr::forwarding::cuts-off',
      message: `${zones.join(', ')} ${zones.length === 1 ? 'has' : 'have'} this host as router, and lose the way out, NAT and ports that lead in with it`,
      help: 'Give them another router first, or leave forwarding on.',
    }),
  ];
}

/** Zones whose router is an address of the host, on one of the interfaces that are meant; all, where none of these is one. */
function routedZones(family: Family, { wish, facts }: ForwardingPlanning): readonly string[] {
  const routers = new Map(
    facts.addresses.flatMap(({ address, link }) =>
      address?.family === family ? [[formatAddress(address), link] as const] : [],
    ),
  );
  const routed = [...gatewaysOfZones(facts)].flatMap(([zone, gateways]) =>
    [...gateways].flatMap((gateway) => {
      const link = routers.get(gateway);
      return link === undefined ? [] : [{ zone, link }];
    }),
  );
  const own = routed.filter(({ link }) => wish.interfaces.some((one) => one === link));
  const meant = wish.interfaces.length === 0 || own.length === 0 ? routed : own;
  return [...new Set(meant.map(({ zone }) => zone))].toSorted((a, b) => (a < b ? -1 : 1));
}

/** By their entries and configurations, as far as these can be read. */
function gatewaysOfZones({
  registry,
  configurations,
}: Pick<ForwardingFacts, 'registry' | 'configurations'>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const note = (zone: string, gateway: string) => {
    if (!isAddress(gateway)) return;
    const all = found.get(zone) ?? new Set();
    found.set(zone, all.add(formatAddress(parseAddress(gateway))));
  };
  if (registry.kind === 'read') {
    for (const [zone, { nets }] of registry.value.zones)
      for (const { gateways } of nets) for (const one of gateways) note(zone, formatAddress(one));
  }
  if (configurations.kind === 'read') {
    for (const [zone, configured] of configurations.value) {
      if (configured.kind !== 'read') continue;
      for (const { properties } of configured.configuration.nets)
        for (const one of (properties.get('defrouter') ?? '').split(',')) note(zone, one);
    }
  }
  return found;
}

/** @throws Diagnostic `zmgr::forwarding::not-as-asked` */
export function confirmForwarding(plan: Plan, facts: ForwardingFacts): void {
  for (const { kind, args } of plan.steps) {
    const { family, to, link } = args;
    const [setting, isSo] =
      kind === forwardingGlobal.kind
        ? [
            `ipv${family}-forwarding`,
            facts.settings.some(
              ({ name, current, persistent }) =>
                name === `ipv${family}-forwarding` && current === to && persistent === to,
            ),
          ]
        : [
            `IPv${family} forwarding of ${link}`,
            (family === 4 ? facts.v4 : facts.v6).some(
              (one) => one.link === link && one.current === to && one.persistent === to,
            ),
          ];
    if (isSo) continue;
    throw new Diagnostic({
      code: 'zmgr::forwarding::not-as-asked',
      message: `${setting} is not as it was to be`,
      help: `\`/zone forwarding show host=${plan.host}\` shows how it stands.`,
    });
  }
}
