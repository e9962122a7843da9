/** What a brand asks of a template, and what zoneadm and zonecfg are therefore told of a zone. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { Brand } from '../illumos/brands.ts';
import type { Distribution } from '../illumos/os-release.ts';
import type { ZoneAttribute } from '../illumos/zone-configuration.ts';
import { formatAddress } from '../ipam/address.ts';
import type { Template } from '../registry/model.ts';
import type { FirstBoot } from './first-boot.ts';

/**
 * Arguments of the brand's install script, in order.
 * @throws Diagnostic `zmgr::brand::needs-image`, `zmgr::brand::unfit-install`
 */
export function installArgumentsOf(template: Template, brand: Brand): readonly string[] {
  const { name, image, installArguments } = template;
  const file = `templates/${name}.kdl`;
  const unfit = (message: string, help: string) =>
    new Diagnostic({ code: 'zmgr::brand::unfit-install', message, help });
  if (brand.installs === 'image' && image === undefined) {
    throw new Diagnostic({
      code: 'zmgr::brand::needs-image',
      message: `A zone of the brand ${brand.name} is installed from an image, and the template "${name}" names none`,
      help: `Write its path, dataset or snapshot into ${file}, like image "/export/images/${brand.name}.tar.gz".`,
    });
  }
  if (brand.installs !== 'image' && image !== undefined) {
    throw unfit(
      `A zone of the brand ${brand.name} is installed from packages, and the template "${name}" names an image`,
      `Drop the image from ${file}, or correct the brand.`,
    );
  }
  const stranger = strangerAmong(installArguments, brand.options);
  if (stranger !== undefined) {
    const taken = [...brand.options.matchAll(/(.)(:?)/g)].map(
      ([, letter, valued]) => `-${letter}${valued === ':' ? ' <value>' : ''}`,
    );
    throw unfit(
      `The installation of the brand ${brand.name} does not take "${stranger}", which the template "${name}" hands it`,
      `Correct install in ${file}. What it takes: ${taken.join(', ')}.`,
    );
  }
  return [...(image === undefined ? [] : ['-s', image]), ...installArguments];
}

/** The first argument that getopts(1) with these letters would not take, or that would be left over. */
function strangerAmong(argv: readonly string[], letters: string): string | undefined {
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (!/^-[^-]/.test(word)) return word;
    for (const [place, letter] of [...word.slice(1)].entries()) {
      const known = letters.indexOf(letter);
      if (known < 0 || letter === ':') return word;
      if (letters.charAt(known + 1) !== ':') continue;
      const isAttached = place + 2 < word.length;
      if (!isAttached) at += 1;
      if (!isAttached && at >= argv.length) return word;
      break;
    }
  }
  return undefined;
}

/**
 * Attributes of a zone, ours aside. Only OmniOS' brands look at `resolvers` and `dns-domain`.
 * @throws Diagnostic `zmgr::brand::needs-attribute`, `zmgr::brand::unfit-ip-type`, `zmgr::template::no-resolvers`
 */
export function attributesOf(
  template: Template,
  brand: Brand,
  distribution: Distribution,
  first: Pick<FirstBoot, 'resolvers' | 'dnsDomain'>,
): readonly ZoneAttribute[] {
  const { name, attributes, ipType } = template;
  const resolvers = [...template.resolvers.map(formatAddress), ...first.resolvers];
  const dnsDomain = template.dnsDomain ?? first.dnsDomain;
  const file = `templates/${name}.kdl`;
  const lacking = brand.attributes.find((wanted) => attributes.every((one) => one.name !== wanted));
  if (lacking !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::brand::needs-attribute',
      message: `A zone of the brand ${brand.name} does not come up without the attribute ${lacking}, which the template "${name}" does not give`,
      help: `Write it into ${file}, like attributes { ${lacking} "${lacking === 'kernel-version' ? '4.4' : '…'}" }.`,
    });
  }
  if (!brand.ipTypes.includes(ipType)) {
    throw new Diagnostic({
      code: 'zmgr::brand::unfit-ip-type',
      message: `Zones of the brand ${brand.name} know no ip-type ${ipType}`,
      help: `Write ip-type "${brand.ipTypes.join('" or "')}" into ${file}.`,
    });
  }
  refuseIgnoredResolvers(template, distribution);
  const string = (attribute: string, value: string): ZoneAttribute => ({
    name: attribute,
    type: 'string',
    value,
  });
  return [
    ...(resolvers.length === 0 ? [] : [string('resolvers', resolvers.join(','))]),
    ...(dnsDomain === undefined ? [] : [string('dns-domain', dnsDomain)]),
    ...attributes.map((one) => string(one.name, one.value)),
  ];
}

/**
 * Elsewhere nothing in a zone would look at them, and nobody would notice before a name was not found.
 * @throws Diagnostic `zmgr::template::no-resolvers`
 */
export function refuseIgnoredResolvers(
  {
    name,
    resolvers,
    dnsDomain,
  }: Pick<Template, 'name' | 'resolvers'> & { readonly dnsDomain?: string | undefined },
  distribution: Distribution,
): void {
  if (distribution === 'omnios' || (resolvers.length === 0 && dnsDomain === undefined)) return;
  throw new Diagnostic({
    code: 'zmgr::template::no-resolvers',
    message: `The template "${name}" names ${resolvers.length > 0 ? 'resolvers' : 'a dns-domain'}, and only zones of OmniOS take them from their configuration`,
    help: `Write them as sysconfig { nameserver "…"; search "…" } in templates/${name}.kdl instead.`,
  });
}
