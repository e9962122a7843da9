/** Forms that make and change files of the registry: what they begin with, and which field is to blame for what is wrong. */
import { createHash } from 'node:crypto';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { editedFile, type FileKind, memberPath } from '../../hostlink/registry/file-kind.ts';
import { parseKdl } from '../../hostlink/registry/kdl.ts';
import type { FormMeaning } from '../forms/form-meaning.ts';
import type { SeenHost } from '../forms/seen.ts';

type Faults = ReadonlyMap<string, Diagnostic>;

/** A form of a file that there is: filled with what it says. */
export const fillingOfFile = <Model, Wish>(
  kind: FileKind<Model, Wish>,
): NonNullable<FormMeaning<never>['filling']> => ({
  by: kind.name,
  of: (name, { registry }) => {
    const text = registry?.texts.get(memberPath(kind.name, name));
    if (text === undefined) return undefined;
    try {
      const words = kind.words(kind.read(parseKdl(name, text), name, () => {}));
      return {
        texts: Object.fromEntries([...words].map(([key, values]) => [key, [values.join(', ')]])),
        version: createHash('sha256').update(text).digest('hex').slice(0, 8),
      };
    } catch (error) {
      if (error instanceof Diagnostic) return undefined;
      throw error;
    }
  },
});

/**
 * What is wrong with a file as it would be written, at the field that is to blame: the one that is wrong by itself, else
 * one of those that do not go together.
 * @param said the arguments that were given
 * @param wishOf these of them as they are wished
 */
export function faultsOfEdit<Model, Wish, Args extends Readonly<Record<string, unknown>>>(
  kind: FileKind<Model, Wish>,
  args: Args,
  { registry }: SeenHost,
  wishOf: (said: Args) => Wish,
  more: (model: Model) => void = () => {},
): Faults {
  const name = String(args[kind.name]);
  const text = registry?.texts.get(memberPath(kind.name, name));
  // Planning says that there is none, or why it is not known.
  if (text === undefined) return new Map();
  const said = Object.keys(args).filter(
    (key) => key !== kind.name && key !== 'host' && args[key] !== undefined,
  );
  const faultOf = (keys: readonly string[]): Diagnostic | undefined =>
    thrown(() => {
      const some = Object.fromEntries(keys.map((key) => [key, args[key]]));
      // With fewer of its keys, all of which may be left out.
      more(editedFile(kind, name, text, wishOf(some as Args)).model);
    });
  const fault = faultOf(said);
  if (fault === undefined) return new Map();
  const alone = said.filter((key) => faultOf([key]) !== undefined);
  const suspects = alone.length > 0 ? alone : said;
  const named = suspects.find((key) => key === namedIn(fault) || key === `v6-${namedIn(fault)}`);
  return new Map([[named ?? suspects[0] ?? kind.name, fault]]);
}

/** The key of the node that a fault is about: `gateway`. */
function namedIn({ location }: Diagnostic): string {
  const { text = '', column = 1 } = location ?? {};
  const before =
    text
      .slice(0, column - 1)
      .split(/[;{]/)
      .at(-1) ?? '';
  const [own] = /[a-z][a-z0-9-]*/.exec(before) ?? [text.trim().split(/\s/)[0] ?? ''];
  return keyOf(own);
}

const keyOf = (node: string): string => {
  if (node === 'range-start' || node === 'range-end') return 'range';
  return node === 'address' ? 'addresses' : node;
};

/**
 * What is wrong with a file that is to be made.
 * @param write its text, with a node a line as zonebot writes it
 */
export function faultsOfNew<Model, Wish>(
  kind: FileKind<Model, Wish>,
  name: string,
  { registry }: SeenHost,
  write: () => string,
  more: (model: Model) => void = () => {},
): Faults {
  if (registry?.texts.has(memberPath(kind.name, name)) === true) {
    return new Map([[kind.name, existsAlready(kind.name, name)]]);
  }
  let text = '';
  const fault = thrown(() => {
    text = write();
    more(kind.read(parseKdl(memberPath(kind.name, name), text), name, () => {}));
  });
  if (fault === undefined) return new Map();
  const line = fault.location?.line;
  const lines = text.split('\n').slice(0, line ?? 0);
  const isInV6 = lines.some((one) => one.trim() === 'v6 {');
  const node = lines.at(-1)?.trim().split(/\s/)[0];
  // What was left out is named as it is typed: `gateway=`.
  const key = node ?? /([a-z0-9-]+)=/.exec(`${fault.message} ${fault.help ?? ''}`)?.[1];
  const field = key === undefined ? kind.name : `${isInV6 ? 'v6-' : ''}${keyOf(key)}`;
  return new Map([[field, fault]]);
}

const exists = {
  pool: 'zmgr::pool::exists',
  template: 'zmgr::template::exists',
  publisher: 'zmgr::publisher::exists',
} as const;

const existsAlready = (kind: keyof typeof exists, name: string): Diagnostic =>
  new Diagnostic({
    code: exists[kind],
    message: `There is a ${kind} "${name}" already`,
    help: `Choose another name, or change it: /zone ${kind} edit ${name}`,
  });

function thrown(act: () => void): Diagnostic | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Diagnostic) return error;
    throw error;
  }
}
