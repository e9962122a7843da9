/** Publishers, made, changed and removed in chat. Pure. */
import type { HostSpec } from '../host.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import type { Plan } from '../plan/plan.ts';
import type { Publisher, Registry } from '../registry/model.ts';
import { newPublisherText, type PublisherWish, publisherFile } from '../registry/publisher-edit.ts';
import {
  planFileCreate,
  planFileDelete,
  planFileEdit,
  registryFolderFacts,
} from './registry-file.ts';

export const publisherFileFacts = registryFolderFacts('publisher') satisfies FactSet;

export interface PublisherFilePlanning {
  readonly publisher: string;
  readonly host: HostSpec;
  readonly facts: Observed<typeof publisherFileFacts>;
}

/** Pure. @throws Diagnostic as planFileCreate() does */
export const planPublisherCreate = ({
  publisher: name,
  wish,
  host,
  facts,
}: PublisherFilePlanning & { readonly wish: Omit<Publisher, 'name'> }): Plan =>
  planFileCreate({
    host,
    facts,
    kind: 'publisher',
    file: name,
    text: newPublisherText({ name, ...wish }),
  });

/** Pure. @throws Diagnostic as planFileEdit() does */
export const planPublisherEdit = ({
  publisher: file,
  ...planning
}: PublisherFilePlanning & { readonly wish: PublisherWish }): Plan =>
  planFileEdit({ ...planning, kind: publisherFile, file });

/** Pure. @throws Diagnostic `zmgr::publisher::needed`, and as planFileDelete() does */
export function planPublisherDelete({ publisher: file, host, facts }: PublisherFilePlanning): Plan {
  const templates = templatesOf(facts.registry, file);
  const [first] = templates;
  return planFileDelete({
    host,
    facts,
    kind: 'publisher',
    file,
    dependants: templates.map((name) => ({ words: `the template ${name}` })),
    help:
      first === undefined
        ? ''
        : `\`/zone template edit ${host.name}/${first} publishers=-${file}\` takes it out of a template.`,
    unnamedIn: [],
  });
}

/** Templates that name it. */
export const templatesOf = (
  { templates }: Pick<Registry, 'templates'>,
  publisher: string,
): readonly string[] =>
  [...templates.values()]
    .filter(({ publishers }) => publishers.includes(publisher))
    .map(({ name }) => name);
