/** Datalinks of a host: who uses each, and what making and deleting one takes. */
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import { linkAbsent } from '../guards/link-absent.ts';
import { linkPresent } from '../guards/link-present.ts';
import type { HostSpec } from '../host.ts';
import {
  type Link,
  linkList,
  linkZones,
  type Vlan,
  type Vnic,
  vlanList,
  vnicList,
} from '../illumos/dladm.ts';
import { addressList } from '../illumos/ipadm.ts';
import { zonesDirectory } from '../illumos/zones-directory.ts';
import { formatAddress } from '../ipam/address.ts';
import { type LinkName, parseLinkName } from '../names/link-name.ts';
import { deriveMac, type MacAddress } from '../names/mac-address.ts';
import { nearest } from '../nearest.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { registryFact } from '../registry/fact.ts';
import type { Step } from '../steps/define-step.ts';
import { etherstubCreate } from '../steps/etherstub-create.ts';
import { etherstubDelete } from '../steps/etherstub-delete.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { vlanCreate } from '../steps/vlan-create.ts';
import { vlanDelete } from '../steps/vlan-delete.ts';
import { vnicCreate } from '../steps/vnic-create.ts';
import { vnicDelete } from '../steps/vnic-delete.ts';

export const linkFacts = {
  links: linkList,
  vnics: vnicList,
  vlans: vlanList,
  zones: linkZones,
  addresses: addressList,
  configurations: zonesDirectory,
  registry: registryFact,
} satisfies FactSet;

export type LinkFacts = Observed<typeof linkFacts>;

/** All that is known of one link. */
export interface KnownLink extends Link {
  readonly vnic?: Vnic;
  readonly vlan?: Vlan;
  /** The zone that has it now. */
  readonly zone?: string;
  /** Zones whose configuration names it, up or not. */
  readonly configuredFor: readonly string[];
  /** Links that lie over it. */
  readonly under: readonly string[];
  /** Addresses that the host itself has on it. */
  readonly addresses: readonly string[];
  /** Pools whose nets lie over it. */
  readonly pools: readonly string[];
}

export function knownLinks(facts: LinkFacts): readonly KnownLink[] {
  const { links, vnics, vlans, zones, addresses, configurations, registry } = facts;
  return links.map((link) => {
    const { name } = link;
    const vnic = vnics.find((one) => one.name === name);
    const vlan = vlans.find((one) => one.name === name);
    const zone = zones.get(name);
    return {
      ...link,
      ...(vnic === undefined ? {} : { vnic }),
      ...(vlan === undefined ? {} : { vlan }),
      ...(zone === undefined ? {} : { zone }),
      configuredFor: [...configurations.values()].flatMap((one) =>
        one.kind === 'read' &&
        one.configuration.nets.some(({ properties }) => properties.get('physical') === name)
          ? [one.name]
          : [],
      ),
      under: links.filter(({ over }) => over.includes(name)).map((one) => one.name),
      addresses: addresses.flatMap((one) =>
        one.link === name && one.address !== undefined
          ? [`${formatAddress(one.address)}${one.prefix === undefined ? '' : `/${one.prefix}`}`]
          : [],
      ),
      pools: [...registry.pools.values()].flatMap((pool) =>
        pool.stub === name ? [pool.name] : [],
      ),
    };
  });
}

/** @throws Diagnostic `zmgr::link::unknown` */
export function linkNamed(name: string, facts: LinkFacts, host: Pick<HostSpec, 'name'>): KnownLink {
  const all = knownLinks(facts);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name);
  throw new Diagnostic({
    code: 'zmgr::link::unknown',
    message: `${host.name} has no link ${name}`,
    help: `\`/zone link list host=${host.name}\` shows those that it has.`,
    suggestions: nearest(name, names),
  });
}

export interface LinkWish {
  readonly link: LinkName;
  readonly type: 'etherstub' | 'vnic' | 'vlan';
  readonly over?: LinkName;
  readonly vlan?: number;
  readonly mac?: MacAddress;
}

interface Planning {
  readonly host: HostSpec;
  readonly facts: LinkFacts;
}

/**
 * Pure. @throws Diagnostic `zmgr::link::exists`, `zmgr::link::incomplete`, `zmgr::link::not-of-type`,
 * `zmgr::link::unknown`, `zmgr::link::wrong-lower`, `zmgr::link::mac-in-use`
 */
export function planLinkCreate({
  wish,
  host,
  facts,
}: Planning & { readonly wish: LinkWish }): Plan {
  const { link } = wish;
  const there = facts.links.find(({ name }) => name === link);
  if (there !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::link::exists',
      message: `${host.name} has a link ${link} already: ${classWord(there)}${there.over.length === 0 ? '' : ` over ${there.over.join(', ')}`}`,
      help: `\`/zone link show ${link} host=${host.name}\` tells who uses it.`,
    });
  }
  const { step, lower } = creating(wish, { host, facts });
  return plan('link create', host, link, step, [
    linkAbsent.guard({ link }),
    ...(lower === undefined
      ? []
      : [linkPresent.guard({ link: parseLinkName(lower.name), class: lower.class })]),
  ]);
}

function creating(
  wish: LinkWish,
  { host, facts }: Planning,
): { readonly step: Step; readonly lower?: Link } {
  const { link, type, vlan, mac } = wish;
  if (type === 'etherstub') {
    refuseOthers(wish, ['over', 'vlan', 'mac']);
    return { step: etherstubCreate.step({ link }) };
  }
  const over =
    wish.over ??
    lacks(type, 'over=igb0', `which link ${type === 'vnic' ? 'a VNIC' : 'a VLAN'} is to lie over`);
  const lower = linkNamed(over, facts, host);
  refuseLower(lower, type);
  if (type === 'vlan') {
    refuseOthers(wish, ['mac']);
    const id = vlan ?? lacks(type, 'vlan=100', 'which VLAN it is');
    const same = facts.vlans.find((one) => one.over === over && one.vlan === id);
    if (same !== undefined) {
      throw new Diagnostic({
        code: 'zmgr::link::exists',
        message: `VLAN ${id} over ${over} is there already: ${same.name}`,
        help: `\`/zone link show ${same.name} host=${host.name}\` tells who uses it.`,
      });
    }
    return { step: vlanCreate.step({ link, over, vlan: id }), lower };
  }
  const own = mac ?? freeMac(host, link, facts);
  const user = facts.vnics.find((one) => one.mac === own);
  if (user !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::link::mac-in-use',
      message: `${user.name} has the MAC address ${own} already`,
      help: 'Leave `mac=` out: one that is free is found.',
    });
  }
  const step = vnicCreate.step({
    ...{ link, over, mac: own },
    ...(vlan === undefined ? {} : { vlan }),
  });
  return { step, lower };
}

function freeMac({ name }: HostSpec, link: LinkName, { vnics }: LinkFacts): MacAddress {
  for (let attempt = 0; ; attempt += 1) {
    const mac = deriveMac({ host: name, zone: '', net: link, attempt });
    if (!vnics.some((one) => one.mac === mac)) return mac;
  }
}

/** dladm makes none over these: vnic_dev_create() in the kernel's vnic_dev.c. */
function refuseLower(lower: KnownLink, type: LinkWish['type']): void {
  const may =
    type === 'vnic'
      ? ['phys', 'aggr', 'etherstub', 'simnet', 'overlay']
      : ['phys', 'aggr', 'simnet', 'etherstub'];
  if (may.includes(lower.class)) return;
  throw new Diagnostic({
    code: 'zmgr::link::wrong-lower',
    message: `${lower.name} is ${classWord(lower)}, and no ${type === 'vnic' ? 'VNIC' : 'VLAN'} can lie over one`,
    help:
      lower.over.length === 1
        ? `Name the link below it, ${lower.over.join('')}${lower.vlan === undefined ? '' : `, and \`vlan=${lower.vlan.vlan}\``}.`
        : 'Name a NIC, an aggregation or an etherstub.',
  });
}

const words: Readonly<Record<string, string>> = {
  phys: 'a NIC',
  aggr: 'an aggregation',
  vnic: 'a VNIC',
  vlan: 'a VLAN',
  etherstub: 'an etherstub',
};

export const classWord = ({ class: kind }: Pick<Link, 'class'>): string => words[kind] ?? kind;

function lacks(type: string, example: string, what: string): never {
  throw new Diagnostic({
    code: 'zmgr::link::incomplete',
    message: `It is not said ${what}`,
    help: `A link of type ${type} needs it: \`${example}\`.`,
  });
}

function refuseOthers(wish: LinkWish, not: readonly (keyof LinkWish)[]): void {
  const odd = not.find((key) => wish[key] !== undefined);
  if (odd === undefined) return;
  throw new Diagnostic({
    code: 'zmgr::link::not-of-type',
    message: `${odd}= says nothing of a link of type ${wish.type}`,
    help: 'Leave it out, or name the type that is meant: `type=vnic`.',
  });
}

/**
 * Pure. @throws Diagnostic `zmgr::link::unknown`, `zmgr::link::not-ours-to-delete`, `zmgr::link::in-use`
 */
export function planLinkDelete({
  link,
  host,
  facts,
}: Planning & { readonly link: LinkName }): Plan {
  const known = linkNamed(link, facts, host);
  const step = deleting(known, link, host);
  const users = usersOf(known);
  if (users.length > 0) {
    throw new Diagnostic({
      code: 'zmgr::link::in-use',
      message: `${link} is in use: ${users.join('; ')}`,
      help: `Take it from them first. \`/zone link show ${link} host=${host.name}\` shows it.`,
    });
  }
  return plan('link delete', host, link, step, [linkPresent.guard({ link, class: known.class })]);
}

function deleting(
  { class: kind, over, vnic, vlan }: KnownLink,
  link: LinkName,
  host: HostSpec,
): Step {
  const [lower] = over;
  if (kind === 'etherstub') return etherstubDelete.step({ link });
  if (vnic !== undefined) {
    return vnicDelete.step({
      ...{ link, over: parseLinkName(vnic.over), mac: vnic.mac },
      ...(vnic.vlan === undefined ? {} : { vlan: vnic.vlan }),
    });
  }
  if (vlan !== undefined && lower !== undefined)
    return vlanDelete.step({ link, over: parseLinkName(lower), vlan: vlan.vlan });
  throw new Diagnostic({
    code: 'zmgr::link::not-ours-to-delete',
    message: `${link} of ${host.name} is ${classWord({ class: kind })}, which zonebot neither makes nor deletes`,
    help: 'Etherstubs, VNICs and VLANs can be deleted. For others there is dladm on the host.',
  });
}

/** For people: who would lose it. */
export function usersOf(link: KnownLink): readonly string[] {
  const { zone, configuredFor, under, addresses, pools } = link;
  const zones = [...new Set([...(zone === undefined ? [] : [zone]), ...configuredFor])];
  return [
    ...zones.map(
      (name) => `zone ${name}${name === zone ? ' has it' : "'s configuration names it"}`,
    ),
    ...(under.length === 0
      ? []
      : [`${under.join(', ')} ${under.length === 1 ? 'lies' : 'lie'} over it`]),
    ...(addresses.length === 0 ? [] : [`the host has ${addresses.join(', ')} on it`]),
    ...pools.map((pool) => `the pool ${pool} is over it`),
  ];
}

const plan = (
  verb: string,
  host: HostSpec,
  link: LinkName,
  step: Step,
  guards: readonly Guard[],
): Plan =>
  makePlan(
    {
      ...{ host: host.name, verb, subject: link },
      steps: [step],
      guards,
      locks: [],
      chosen: {},
      holds: [],
      tags: [],
    },
    stepKinds,
  );

/** @throws Diagnostic `zmgr::link::not-as-asked` */
export function confirmLink({ verb, subject, host }: Plan, { links }: LinkFacts): void {
  const isThere = links.some(({ name }) => name === subject);
  if (isThere === (verb === 'link create')) return;
  throw new Diagnostic({
    code: 'zmgr::link::not-as-asked',
    message: `The link ${subject} is ${isThere ? 'still' : 'not'} there`,
    help: `\`/zone link list host=${host}\` shows what there is.`,
  });
}
