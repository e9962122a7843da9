/**
 * The files of a registry that people edit in chat: pools, templates, publishers. Each kind says how its file is read,
 * how what it says is told, and how it is changed in place.
 */
import { Diagnostic } from '../diagnostic.ts';
import { type AbsolutePath, parseAbsolutePath } from '../names/absolute-path.ts';
import type { Hunk } from '../steps/define-step.ts';
import type { FileChange, FileEdits } from './block-edit.ts';
import { edited } from './edit.ts';
import { hunksOf } from './hunks.ts';
import { type KdlBlock, type KdlNode, parseKdl } from './kdl.ts';
import { requiredNode } from './kdl-read.ts';
import type { Registry } from './model.ts';
import type { Warn } from './warn.ts';

export const fileKindNames = ['pool', 'template', 'publisher'] as const;
export type FileKindName = (typeof fileKindNames)[number];

export interface FileKind<Model, Wish> {
  readonly name: FileKindName;
  readonly read: (file: KdlBlock, name: string, warn: Warn) => Model;
  /** By what is typed for each; what the file does not say has no key. */
  readonly words: (model: Model) => ReadonlyMap<string, readonly string[]>;
  readonly edits: (node: KdlNode, model: Model, wish: Wish) => FileEdits;
}

/** `pools/internal.kdl` */
export const memberPath = (kind: FileKindName, name: string): string => `${kind}s/${name}.kdl`;

export const pathOfFile = (
  { directory }: Pick<Registry, 'directory'>,
  kind: FileKindName,
  name: string,
): AbsolutePath => parseAbsolutePath(`${directory}/${memberPath(kind, name)}`);

export interface EditedFile<Model> {
  readonly model: Model;
  readonly text: string;
  readonly changes: readonly FileChange[];
  readonly hunks: readonly Hunk[];
}

/**
 * The file as wished. It is read again, and has to say what it said before but for what was asked for.
 * @throws Diagnostic of what would be wrong with the file, with its place in the new text; `zmgr::kdl::edit`
 */
export function editedFile<Model, Wish>(
  kind: FileKind<Model, Wish>,
  name: string,
  text: string,
  wish: Wish,
): EditedFile<Model> {
  const source = memberPath(kind.name, name);
  const before = parseKdl(source, text);
  const model = kind.read(before, name, () => {});
  const { edits, changes } = kind.edits(requiredNode(before, kind.name), model, wish);
  const after = edited(before.file, edits);
  const result = kind.read(parseKdl(source, after), name, () => {});
  const wanted = wordsAfter(kind.words(model), changes);
  if (!saysTheSame(kind.words(result), wanted)) {
    throw new Diagnostic({
      code: 'zmgr::kdl::edit',
      message: `${source} can't be edited without touching what stands around the place`,
      help: 'Put each node on a line of its own, and ask again.',
    });
  }
  return { model: result, text: after, changes, hunks: hunksOf(before.file, edits) };
}

/** What a file says once these changes are made. */
export function wordsAfter(
  before: ReadonlyMap<string, readonly string[]>,
  changes: readonly FileChange[],
): ReadonlyMap<string, readonly string[]> {
  const words = new Map(before);
  for (const { name, to } of changes) {
    if (to.length === 0) words.delete(name);
    else words.set(name, to);
  }
  return words;
}

/** Reservations may stand in a pool and in its v6 block: their order means nothing. */
const saysTheSame = (
  one: ReadonlyMap<string, readonly string[]>,
  other: ReadonlyMap<string, readonly string[]>,
): boolean =>
  one.size === other.size &&
  [...one].every(([name, words]) => {
    const others = other.get(name) ?? [];
    const [a, b] = name === 'reserve' ? [inOrder(words), inOrder(others)] : [words, others];
    return a.length === b.length && a.every((word, at) => word === b[at]);
  });

const inOrder = (words: readonly string[]): readonly string[] =>
  words.toSorted((one, other) => (one < other ? -1 : 1));
