/**
 * What it takes to make, change and remove a file of the registry: a pool, a template or a publisher. People edit the
 * same files by hand, so each plan holds only while its file is what was read.
 */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guards/define-guard.ts';
import { fileAbsent } from '../guards/file-absent.ts';
import { fileUnnamed } from '../guards/file-unnamed.ts';
import { registryText } from '../guards/registry-text.ts';
import type { HostSpec } from '../host.ts';
import { isDirectory, isWritable } from '../illumos/test.ts';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import type { HostName } from '../names/host-name.ts';
import { nearest } from '../nearest.ts';
import type { FactSet, Observed } from '../observe/fact.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { sealed, sealedText } from '../plan/secret.ts';
import { registryFact } from '../registry/fact.ts';
import {
  type EditedFile,
  editedFile,
  type FileKind,
  type FileKindName,
  memberPath,
  pathOfFile,
} from '../registry/file-kind.ts';
import { parseKdl } from '../registry/kdl.ts';
import type { Registry } from '../registry/model.ts';
import { directoryCreate } from '../steps/directory-create.ts';
import { fileCreate } from '../steps/file-create.ts';
import { fileEdit } from '../steps/file-edit.ts';
import { fileRemove } from '../steps/file-remove.ts';
import { stepKinds } from '../steps/step-kinds.ts';
import { refuseNoRegistry } from './new-zone-name.ts';

/** What planning looks at, whatever the file is. */
export const registryFileFacts = {
  registry: registryFact,
  canWrite: isWritable(({ registry }) => registry),
} satisfies FactSet;

const isFolder = (kind: FileKindName) =>
  isDirectory(({ registry }: HostSpec) => `${registry}/${kind}s`);
const canWriteInto = (kind: FileKindName) =>
  isWritable(({ registry }: HostSpec) => `${registry}/${kind}s`);

export const registryFolderFacts = (kind: FileKindName) =>
  ({
    ...registryFileFacts,
    hasFolder: isFolder(kind),
    canWriteFolder: canWriteInto(kind),
  }) satisfies FactSet;

export type RegistryFolderFacts = Observed<ReturnType<typeof registryFolderFacts>>;

/** What people should know before they say yes, besides the steps. */
export const fileNotes = z.object({ notes: z.array(z.string()).default([]) });

/** `pool:internal`: zones of the same name are something else. */
export const fileSubject = (kind: FileKindName, name: string): string => `${kind}:${name}`;

const codes = {
  exists: {
    pool: 'zmgr::pool::exists',
    template: 'zmgr::template::exists',
    publisher: 'zmgr::publisher::exists',
  },
  unknown: {
    pool: 'zmgr::pool::unknown',
    template: 'zmgr::template::unknown',
    publisher: 'zmgr::publisher::unknown',
  },
  needed: {
    pool: 'zmgr::pool::needed',
    template: 'zmgr::template::needed',
    publisher: 'zmgr::publisher::needed',
  },
} as const;

interface Ground {
  readonly host: HostSpec;
  readonly facts: RegistryFolderFacts;
  readonly kind: FileKindName;
  readonly file: string;
}

/** @throws Diagnostic `zmgr::registry::missing`, `zmgr::registry::not-writable` */
function refuseUnready({ host, facts, kind }: Ground): void {
  const { registry, canWrite, hasFolder, canWriteFolder } = facts;
  refuseNoRegistry(host, registry);
  if (hasFolder ? canWriteFolder : canWrite) return;
  const where = hasFolder ? `${registry.directory}/${kind}s` : registry.directory;
  throw new Diagnostic({
    code: 'zmgr::registry::not-writable',
    message: `${host.user} may not write into ${where} on ${host.name}`,
    help: `Type this there as root, and ask again: chown -R ${host.user} ${registry.directory}`,
  });
}

const draft = ({ host, facts, kind, file }: Ground, verb: string, notes: readonly string[]) => ({
  host: host.name,
  verb: `${kind} ${verb}`,
  subject: fileSubject(kind, file),
  tags: [],
  locks: [`${kind}/${file}`],
  lockTimeout: facts.registry.config.lockTimeout,
  chosen: { notes: [...notes] },
  holds: [],
});

export interface NewFile extends Ground {
  readonly text: string;
  readonly guards?: readonly Guard[];
  readonly notes?: readonly string[];
}

/** Pure. @throws Diagnostic `zmgr::<kind>::exists`, `zmgr::registry::missing`, `zmgr::registry::not-writable` */
export function planFileCreate({ text, guards = [], notes = [], ...ground }: NewFile): Plan {
  const { host, facts, kind, file } = ground;
  const { registry, hasFolder } = facts;
  refuseUnready(ground);
  if (registry.texts.has(memberPath(kind, file))) {
    throw new Diagnostic({
      code: codes.exists[kind],
      message: `${host.name} has a ${kind} "${file}" already; nothing is written over`,
      help: `\`/zone ${kind} edit ${host.name}/${file}\` changes it.`,
    });
  }
  const path = pathOfFile(registry, kind, file);
  return makePlan(
    {
      ...draft(ground, 'create', notes),
      steps: [
        ...(hasFolder
          ? []
          : [directoryCreate.step({ path: parseAbsolutePath(`${registry.directory}/${kind}s`) })]),
        fileCreate.step({ path, text }),
      ],
      guards: [fileAbsent.guard({ path }), ...guards],
    },
    stepKinds,
  );
}

/** @throws Diagnostic `zmgr::<kind>::unknown` with the nearest names, and what is wrong with the file */
export function fileNamed<Model, Wish>(
  { name: kind, read }: Pick<FileKind<Model, Wish>, 'name' | 'read'>,
  file: string,
  registry: Registry,
  host: { readonly name: HostName },
): { readonly model: Model; readonly text: string } {
  const text = textOf(kind, file, registry, host);
  return {
    model: read(
      parseKdl(`${host.name}:${registry.directory}/${memberPath(kind, file)}`, text),
      file,
      () => {},
    ),
    text,
  };
}

function textOf(
  kind: FileKindName,
  file: string,
  registry: Registry,
  host: { readonly name: HostName },
): string {
  const text = registry.texts.get(memberPath(kind, file));
  if (text !== undefined) return text;
  throw unknownFile(kind, file, filesOf(registry, kind), host.name);
}

/** Names of all files of a kind, broken ones among them. */
export const filesOf = (
  { texts }: Pick<Registry, 'texts'>,
  kind: FileKindName,
): readonly string[] =>
  [...texts.keys()]
    .filter((path) => path.startsWith(`${kind}s/`))
    .map((path) => path.slice(kind.length + 2, -'.kdl'.length))
    .toSorted((one, other) => (one < other ? -1 : 1));

export function unknownFile(
  kind: FileKindName,
  name: string,
  known: readonly string[],
  where: string,
): Diagnostic {
  const near = nearest(name, known);
  return new Diagnostic({
    code: codes.unknown[kind],
    message: `There is no ${kind} "${name.slice(0, 80)}" on ${where}`,
    help:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `There are: ${known.slice(0, 10).join(', ')}${known.length > 10 ? ', …' : ''}.`
          : `There is none yet: \`/zone ${kind} create ${name.slice(0, 63)}\` makes it.`,
    suggestions: near.map((one) => `/zone ${kind} show ${one}`),
  });
}

export interface FileEditing<Model, Wish> extends Omit<Ground, 'kind'> {
  readonly kind: FileKind<Model, Wish>;
  readonly wish: Wish;
  /** What follows for others, from the file before and after. */
  readonly around?: (
    before: Model,
    after: EditedFile<Model>,
  ) => { readonly guards?: readonly Guard[]; readonly notes?: readonly string[] };
}

/** Pure. @throws Diagnostic `zmgr::registry::unchanged` where all is so already, and as editedFile() does */
export function planFileEdit<Model, Wish>({
  kind,
  wish,
  around,
  ...rest
}: FileEditing<Model, Wish>): Plan {
  const ground = { ...rest, kind: kind.name };
  const { host, facts, file } = ground;
  refuseUnready(ground);
  const { model, text } = fileNamed(kind, file, facts.registry, host);
  const result = editedFile(kind, file, text, wish);
  if (result.changes.length === 0) {
    throw new Diagnostic({
      code: 'zmgr::registry::unchanged',
      message: `The ${kind.name} "${file}" says that already; nothing was changed`,
      help: `\`/zone ${kind.name} show ${host.name}/${file}\` shows what it says.`,
    });
  }
  const { guards = [], notes = [] } = around?.(model, result) ?? {};
  const path = pathOfFile(facts.registry, kind.name, file);
  return makePlan(
    {
      ...draft(ground, 'edit', notes),
      steps: [
        sealed(fileEdit.step({ path, changes: [...result.changes], hunks: [...result.hunks] })),
      ],
      guards: [sealed(registryText.guard({ path, text })), ...guards],
    },
    stepKinds,
  );
}

/** Something that goes on to need the file. */
export interface Dependant {
  /** `the zone web01 (10.1.0.10)` */
  readonly words: string;
}

export interface FileDeleting extends Ground {
  readonly dependants: readonly Dependant[];
  /** What to do about them. */
  readonly help: string;
  /** Where it must not be named by the time that it goes. */
  readonly unnamedIn: readonly { readonly folder: string; readonly text: string }[];
  readonly notes?: readonly string[];
}

const mostNamed = 8;

/** Pure. @throws Diagnostic `zmgr::<kind>::needed` that says by what, `zmgr::<kind>::unknown` */
export function planFileDelete({
  dependants,
  help,
  unnamedIn,
  notes = [],
  ...ground
}: FileDeleting): Plan {
  const { host, facts, kind, file } = ground;
  const { registry } = facts;
  refuseUnready(ground);
  const text = textOf(kind, file, registry, host);
  if (dependants.length > 0) {
    const named = dependants.slice(0, mostNamed).map(({ words }) => words);
    const more = dependants.length - named.length;
    throw new Diagnostic({
      code: codes.needed[kind],
      message: `The ${kind} "${file}" is needed by ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}; nothing was changed`,
      help,
    });
  }
  const path = pathOfFile(registry, kind, file);
  // What stands in a comment would make it stale for ever.
  const guarded = unnamedIn.filter(
    ({ folder, text: naming }) =>
      ![...registry.texts].some(
        ([at, words]) => at.startsWith(`${folder}/`) && words.includes(naming),
      ),
  );
  return makePlan(
    {
      ...draft(ground, 'delete', notes),
      steps: [sealed(fileRemove.step({ path, text }))],
      guards: [
        sealed(registryText.guard({ path, text })),
        ...guarded.map(({ folder, text: naming }) =>
          fileUnnamed.guard({
            directory: parseAbsolutePath(`${registry.directory}/${folder}`),
            text: naming,
          }),
        ),
      ],
    },
    stepKinds,
  );
}

const written = z.object({ path: z.string() });
const hunksIn = z.object({ hunks: z.array(z.object({ to: z.string() })) });

/** @throws Diagnostic `zmgr::registry::not-as-asked` where a file is not what its step left behind */
export function confirmRegistryFile(
  { host, steps, verb, subject }: Plan,
  { registry }: Pick<RegistryFolderFacts, 'registry'>,
): void {
  for (const { kind, args } of steps) {
    if (kind === directoryCreate.kind) continue;
    const path = written.parse(args).path.slice(registry.directory.length + 1);
    const text = registry.texts.get(path);
    const fault = registry.faults.find((one) => one.path === path && one.blocks);
    const isSo =
      kind === fileRemove.kind
        ? text === undefined
        : text !== undefined &&
          fault === undefined &&
          (kind !== fileEdit.kind ||
            hunksIn.parse(args).hunks.every(({ to }) => sealedText(text).includes(to)));
    if (isSo) continue;
    const [noun = ''] = verb.split(' ');
    throw new Diagnostic({
      code: 'zmgr::registry::not-as-asked',
      message: `${path} of the registry of ${host} is not as it was left: somebody has written it meanwhile`,
      help: `\`/zone ${noun} show ${host}/${subject.slice(noun.length + 1)}\` shows how it stands.`,
      ...(fault !== undefined && { cause: fault.diagnostic }),
    });
  }
}
