/** One template as people ask for it. */
import { installedBrands } from '../../hostlink/illumos/brands.ts';
import { formatAddress } from '../../hostlink/ipam/address.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import type { FactSet, Observed } from '../../hostlink/observe/fact.ts';
import { fileNamed } from '../../hostlink/plans/registry-file.ts';
import { zonesOf } from '../../hostlink/plans/template-files.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import { templateFile } from '../../hostlink/registry/template-edit.ts';
import type { Answer, Line } from '../answer.ts';
import {
  bullets,
  code,
  context,
  counted,
  fields,
  heading,
  joined,
  paragraph,
  strong,
  time,
} from '../answers/parts.ts';
import { valueIn } from '../hosts/host-words.ts';
import { faultParts, fileOffers, fileTextParts } from './file-parts.ts';

export const templateShowFacts = {
  registry: registryFact,
  brands: attempted(installedBrands),
} satisfies FactSet;

const mostZones = 20;

/** @throws Diagnostic `zmgr::template::unknown`, and what is wrong with the template's file */
export function templateAnswer(
  host: HostName,
  name: string,
  { registry, brands }: Observed<typeof templateShowFacts>,
  now: Date,
): Answer {
  const { model: template } = fileNamed(templateFile, name, registry, { name: host });
  const { brand, nets, autoboot, ipType, publishers, image, resolvers, dnsDomain } = template;
  const about = { host, registry, kind: 'template', name } as const;
  const zones = zonesOf(registry, name);
  const isThere = valueIn(brands)?.has(brand) ?? true;
  return {
    summary: `Template ${name} on ${host}: brand ${brand}, ${counted(nets.length, 'net')}, ${counted(zones.length, 'zone')} made from it`,
    parts: [
      heading(`Template ${name} on ${host}`),
      ...(isThere
        ? []
        : [paragraph(`⚠ ${host} does not have the brand ${brand}: no zone can be made from it`)]),
      ...faultParts(about),
      fields([
        ['Brand', brand],
        ['Boots with the host', autoboot ? 'yes' : 'no'],
        ['IP stack', ipType],
        ['Default template', registry.config.defaultTemplate === name ? 'yes' : undefined],
        ['Image', image === undefined ? undefined : code(image)],
        ['Publishers', publishers.length === 0 ? undefined : publishers.join(', ')],
        ['Resolvers', resolvers.length === 0 ? undefined : resolvers.map(formatAddress).join(', ')],
        ['DNS domain', dnsDomain],
      ]),
      paragraph(strong(nets.length === 1 ? 'Net' : 'Nets')),
      bullets(
        nets.map(
          ({ name: net, pool, protection, defaultRoute }): Line =>
            joined([
              [strong(net), ' from the pool ', code(pool)],
              defaultRoute ? 'default route' : '',
              protection ? '' : 'no link protection',
              registry.pools.has(pool) ? '' : '⚠ there is no such pool',
            ]),
        ),
      ),
      ...(zones.length === 0
        ? []
        : [
            paragraph(
              strong('Made from it'),
              ` · ${zones.slice(0, mostZones).join(', ')}${zones.length > mostZones ? `, and ${zones.length - mostZones} more` : ''}`,
            ),
          ]),
      ...fileTextParts(about),
      fileOffers(about, {
        label: 'Create zone',
        text: `create host=${host} template=${name}`,
        isForAsker: true,
      }),
      context('As of ', time(now)),
    ],
  };
}
