/**
 * What a new zone sets up at its first boot: what its template says, what was typed instead, and the addresses of those of
 * its nets that nobody configures for it (without allowed-address). By sysding on OpenIndiana; elsewhere by attributes
 * and a script of its own.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Brand } from '../illumos/brands.ts';
import {
  type FirstBootKind,
  type FirstBootWish,
  firstBootFiles,
  firstBootScript,
  isEmptyWish,
  type ScriptPart,
} from '../illumos/first-boot/script.ts';
import type { Distribution } from '../illumos/os-release.ts';
import { formatAddress, formatCidr } from '../ipam/address.ts';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { Sysconfig, Template } from '../registry/model.ts';
import { parseHostname } from '../registry/template-sysconfig.ts';
import type { Step } from '../steps/define-step.ts';
import { zoneSeed } from '../steps/zone-seed.ts';
import type { ZoneNet } from './zone-nets.ts';

/** Typed; instead of what the template says. */
export interface SysconfigWish {
  readonly hostname?: string | undefined;
  readonly nameservers?: readonly string[] | undefined;
  readonly search?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
}

export interface FirstBootPlace {
  readonly zone: ZoneName;
  readonly zonepath: string;
  readonly brand: Pick<Brand, 'name'>;
  readonly distribution: Distribution;
  readonly nets: readonly ZoneNet[];
  /** What lies there is the zone's that it was cloned from: its name, its script, and sysding that has run. */
  readonly isClone?: boolean;
}

export interface FirstBoot {
  /** Attributes that OmniOS' brands make a resolv.conf of, at each boot. */
  readonly resolvers: readonly string[];
  readonly dnsDomain?: string | undefined;
  /** After the install, before the first boot. */
  readonly steps: readonly Step[];
  /** In words, for people; no secrets. */
  readonly told: readonly string[];
}

/** What the template and the wish come to. */
export function sysconfigOf(template: Template, wish: SysconfigWish): Sysconfig {
  const { nameservers = [], search = [] } = wish;
  const said = template.sysconfig ?? { nameservers: [], search: [], keys: [], users: [] };
  const hostname = wish.hostname ?? said.hostname;
  const timezone = wish.timezone ?? said.timezone;
  return {
    ...said,
    ...(hostname === undefined ? {} : { hostname }),
    ...(timezone === undefined ? {} : { timezone }),
    nameservers: nameservers.length > 0 ? nameservers : said.nameservers,
    search: search.length > 0 ? search : said.search,
  };
}

/**
 * @throws Diagnostic `zmgr::template::two-resolvers`, `zmgr::brand::no-first-boot`, `zmgr::template::bad-sysconfig` for a
 * host name that can't be made of the zone's
 */
export function firstBoot(
  template: Template,
  config: Sysconfig,
  { zone, zonepath, brand, distribution, nets, isClone = false }: FirstBootPlace,
): FirstBoot {
  refuseTwoResolvers(template, config);
  // What the brand itself makes of attributes needs no script; it knows no list of domains to search.
  const byAttributes = distribution === 'omnios' && config.search.length <= 1;
  const isLinux = brand.name === 'lx';
  const wish: FirstBootWish = {
    timezone: config.timezone,
    nameservers: byAttributes ? [] : config.nameservers,
    search: byAttributes ? [] : config.search,
    rootPassword: config.rootPassword?.reference,
    rootKeys: config.keys.map(({ reference }) => reference),
    users: config.users.map(({ password, keys, ...user }) => ({
      ...user,
      password: password?.reference,
      keys: keys.map(({ reference }) => reference),
    })),
    ...(isLinux ? { interfaces: [], routers: [] } : ownNets(nets)),
  };
  const hostname = hostnameOf(config, zone);
  if (isLinux && (!isEmptyWish(wish) || hostname !== undefined))
    throw noFirstBoot(template, brand.name);
  const root = parseAbsolutePath(`${zonepath}/root`);
  const kind: FirstBootKind = distribution === 'openindiana' && !isClone ? 'sysding' : 'rc';
  const file = firstBootFiles[kind];
  const copies = isClone && !isLinux;
  const seed = (path: string, mode: string, text: readonly ScriptPart[]): Step =>
    zoneSeed.step({
      ...{ zone, root, path: parseAbsolutePath(`${root}/${path}`), mode, text },
      ...(isClone && { instead: true }),
    });
  return {
    resolvers: byAttributes ? config.nameservers : [],
    dnsDomain: byAttributes ? config.search[0] : undefined,
    told: inWords(config, hostname, wish),
    steps: [
      ...(hostname === undefined && !copies
        ? []
        : [seed('etc/nodename', '0644', [`${hostname ?? zone}\n`])]),
      ...(copies && distribution === 'openindiana'
        ? [seed(firstBootFiles.sysding.path, firstBootFiles.sysding.mode, [nothingForSysding])]
        : []),
      ...(isEmptyWish(wish) && !copies
        ? []
        : [seed(file.path, file.mode, firstBootScript(kind, wish, isClone))]),
    ],
  };
}

const nothingForSysding = '# The zone was cloned: /etc/rc2.d/S99zonebot sets it up.\n';

const inWords = (
  config: Sysconfig,
  hostname: string | undefined,
  { interfaces }: FirstBootWish,
): readonly string[] => [
  ...(hostname === undefined ? [] : [`hostname ${hostname}`]),
  ...interfaces.map(({ link, address }) => `${address} on ${link}`),
  ...(config.nameservers.length === 0 ? [] : [`name servers ${config.nameservers.join(' ')}`]),
  ...(config.search.length === 0 ? [] : [`search ${config.search.join(' ')}`]),
  ...(config.timezone === undefined ? [] : [`timezone ${config.timezone}`]),
  ...(config.rootPassword === undefined ? [] : ["root's password"]),
  ...(config.keys.length === 0 ? [] : [`ssh keys of root (${config.keys.length})`]),
  ...config.users.map(({ name }) => `user ${name}`),
];

/** Without one of its own a zone is called as it is called on its host (identity:node). */
function hostnameOf({ hostname }: Sysconfig, zone: ZoneName): string | undefined {
  if (hostname === undefined) return undefined;
  const own = hostname.replaceAll('{zone}', zone);
  return own === zone ? undefined : parseHostname(own);
}

/** Interfaces and default routes of nets that are the zone's own to configure. */
function ownNets(nets: readonly ZoneNet[]): Pick<FirstBootWish, 'interfaces' | 'routers'> {
  const own = nets.filter(
    ({ vnic, resources }) =>
      vnic !== undefined && resources.every(({ allowedAddress }) => allowedAddress === undefined),
  );
  return {
    interfaces: own.flatMap(({ vnic, entry }) =>
      entry.addresses.map((address) => ({
        link: vnic?.link ?? '',
        label: `v${address.address.family}`,
        address: formatCidr(address),
      })),
    ),
    routers: own.flatMap(({ isDefaultRoute, entry }) =>
      isDefaultRoute ? entry.gateways.map(formatAddress) : [],
    ),
  };
}

function refuseTwoResolvers(template: Template, config: Sysconfig): void {
  const said = template.resolvers.length > 0 || template.dnsDomain !== undefined;
  if (!said || config.nameservers.length + config.search.length === 0) return;
  throw new Diagnostic({
    code: 'zmgr::template::two-resolvers',
    message: `The template "${template.name}" has resolvers or a dns-domain, and the zone is to get name servers by sysconfig as well`,
    help: `Take resolvers and dns-domain out of templates/${template.name}.kdl.`,
  });
}

const noFirstBoot = ({ name }: Template, brand: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::brand::no-first-boot',
    message: `A zone of the brand ${brand} is to set up more than name servers at its first boot, and what is in it is not known`,
    help: `Leave it out of sysconfig in templates/${name}.kdl, or put it into the image.`,
  });
