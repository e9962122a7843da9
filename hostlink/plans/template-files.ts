/** Templates, made, changed and removed in chat: whether the host has their brand, and the registry what they name. Pure. */
import { Diagnostic } from '../diagnostic.ts';
import type { HostSpec } from '../host.ts';
import { type Brand, brandFor, installedBrands } from '../illumos/brands.ts';
import { osRelease } from '../illumos/os-release.ts';
import type { IpAddress } from '../ipam/address.ts';
import { parseZoneName } from '../names/zone-name.ts';
import { zonepathBelow } from '../names/zonepath.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import { kdlString, parseKdl } from '../registry/kdl.ts';
import { poolNamed } from '../registry/lookup.ts';
import type { Registry, Template } from '../registry/model.ts';
import { templateText, usualValue } from '../registry/new-files.ts';
import { readTemplate } from '../registry/template.ts';
import { type TemplateWish, templateFile } from '../registry/template-edit.ts';
import { attributesOf, installArgumentsOf } from './brand-demands.ts';
import { firstBoot, sysconfigOf } from './first-boot.ts';
import {
  filesOf,
  planFileCreate,
  planFileDelete,
  planFileEdit,
  registryFolderFacts,
  unknownFile,
} from './registry-file.ts';
import { zonePublishers } from './zone-publishers.ts';

export const templateFileFacts = {
  ...registryFolderFacts('template'),
  os: osRelease,
  brands: installedBrands,
} satisfies FactSet;

export interface TemplateFilePlanning {
  readonly template: string;
  readonly host: HostSpec;
  readonly facts: Observed<typeof templateFileFacts>;
}

export interface NewTemplateWish {
  readonly brand: string;
  readonly pools: readonly string[];
  readonly autoboot: boolean;
  readonly ipType: Template['ipType'];
  readonly publishers: readonly string[];
  readonly image?: string | undefined;
  readonly installArguments: readonly string[];
  readonly resolvers: readonly IpAddress[];
  readonly dnsDomain?: string | undefined;
}

/**
 * Pure. @throws Diagnostic of the brand and what it asks for, `zmgr::pool::unknown`, `zmgr::publisher::unknown`,
 * `zmgr::template::same-network`, and as planFileCreate() does
 */
export function planTemplateCreate({
  wish,
  template: name,
  host,
  facts,
}: TemplateFilePlanning & { readonly wish: NewTemplateWish }): Plan {
  const brand = brandFor(wish.brand, facts.os.distribution, facts.brands);
  const text = newTemplateFile(name, wish, brand);
  const template = readTemplate(parseKdl(`templates/${name}.kdl`, text), name, () => {});
  refuseUnfit(template, host, facts);
  return planFileCreate({ host, facts, kind: 'template', file: name, text });
}

/** The file's text, with what the brand asks for. @throws Diagnostic `zmgr::template::same-network` */
export function newTemplateFile(
  name: string,
  { image, dnsDomain, ...said }: NewTemplateWish,
  { attributes }: Pick<Brand, 'attributes'>,
): string {
  const twice = said.pools.find((pool, at) => said.pools.indexOf(pool) < at);
  if (twice !== undefined) {
    throw new Diagnostic({
      code: 'zmgr::template::same-network',
      message: `Two nets would be on the network of the pool "${twice}"`,
      help: 'Name each pool once: pool=internal,public.',
    });
  }
  return templateText({
    name,
    ...said,
    attributes: attributes.map((attribute) => ({ name: attribute, value: usualValue(attribute) })),
    ...(image !== undefined && { image }),
    ...(dnsDomain !== undefined && { dnsDomain }),
  });
}

/** Pure. @throws Diagnostic as planTemplateCreate() and planFileEdit() do */
export const planTemplateEdit = ({
  wish,
  template: file,
  host,
  facts,
}: TemplateFilePlanning & { readonly wish: TemplateWish }): Plan =>
  planFileEdit({
    host,
    facts,
    kind: templateFile,
    file,
    wish,
    around: (_, { model }) => {
      refuseUnfit(model, host, facts);
      const made = [...facts.registry.zones.values()].filter(({ template }) => template === file);
      return {
        notes:
          made.length === 0
            ? []
            : [
                `Zones that were made from it (${made.length}) stay as they are; what is made from now on is made like this`,
              ],
      };
    },
  });

/** What a create from it would be refused for. */
function refuseUnfit(
  template: Template,
  host: HostSpec,
  { registry, os: { distribution }, brands }: TemplateFilePlanning['facts'],
): void {
  const brand = brandFor(template.brand, distribution, brands);
  installArgumentsOf(template, brand);
  const zone = parseZoneName('zone');
  const first = firstBoot(template, sysconfigOf(template, {}), {
    ...{ zone, zonepath: zonepathBelow('/zones', zone), brand, distribution, nets: [] },
  });
  attributesOf(template, brand, distribution, first);
  insistOnNamed(template, registry, host.name);
  zonePublishers(zone, '/zones/zone', template, brand, registry);
}

/** @throws Diagnostic `zmgr::pool::unknown`, `zmgr::publisher::unknown` for what a template names and there is not */
export function insistOnNamed(template: Template, registry: Registry, where: string): void {
  for (const { pool } of template.nets) poolNamed(registry, pool);
  const publishers = filesOf(registry, 'publisher');
  const missing = template.publishers.find((one) => !publishers.includes(one));
  if (missing !== undefined) throw unknownFile('publisher', missing, publishers, where);
}

/** Pure. @throws Diagnostic `zmgr::template::needed`, and as planFileDelete() does */
export function planTemplateDelete({ template: file, host, facts }: TemplateFilePlanning): Plan {
  const { registry } = facts;
  const zones = zonesOf(registry, file);
  const isDefault = registry.hasConfig && registry.config.defaultTemplate === file;
  return planFileDelete({
    host,
    facts,
    kind: 'template',
    file,
    dependants: [
      ...zones.map((zone) => ({ words: `the zone ${zone}` })),
      ...(isDefault ? [{ words: 'config.kdl, as the default template' }] : []),
    ],
    help: [
      ...(zones.length === 0
        ? []
        : [
            `\`/zone list host=${host.name} template=${file}\` shows the zones that were made from it.`,
          ]),
      ...(isDefault
        ? [`Name another default-template in ${registry.directory}/config.kdl first.`]
        : []),
    ].join(' '),
    unnamedIn: [{ folder: 'zones', text: `template ${kdlString(file)}` }],
  });
}

/** Zones whose entries say that they were made from it. */
export const zonesOf = ({ zones }: Pick<Registry, 'zones'>, template: string): readonly string[] =>
  [...zones.values()].filter((entry) => entry.template === template).map(({ name }) => name);
