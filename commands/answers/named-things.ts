/**
 * Zones and operations that a text names, and what somebody may do about each: for a message in which one of them is
 * spoken of. Only what is known counts, by its whole name.
 */

import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Answer, Offer } from '../answer.ts';
import type { Argument } from '../argument.ts';
import type { Command } from '../define.ts';
import type { Desk } from '../desk.ts';
import type { SeenHosts } from '../forms/seen.ts';
import { operationId } from '../grammar/types/names.ts';
import { code, context, counted, offers, paragraph, strong } from './parts.ts';

interface Thing {
  /** `web01`, or `hv-04/web01` where several hosts have one of that name. */
  readonly name: string;
  readonly kind: 'zone' | 'operation';
  readonly offers: readonly Offer[];
}

/** A message may name any number of things; a person looks at a few. */
const mostThings = 8;
const mostIds = 4;

export async function namedThings(
  texts: readonly string[],
  desk: Pick<Desk, 'may' | 'operations'>,
  commands: readonly Command[],
  seen: SeenHosts,
): Promise<Answer> {
  const words = new Set(texts.flatMap((text) => text.split(/[^A-Za-z0-9._-]+/)).flatMap(trimmed));
  const allowed = commands.filter(({ path }) => desk.may(path).allowed);
  const thing = (kind: Thing['kind']) => (name: string) => ({
    kind,
    name,
    offers: offersAbout(name, kind, allowed),
  });
  const found = [
    ...zonesAmong(words, seen).map(thing('zone')),
    ...(await operationsAmong(words, desk.operations)).map(thing('operation')),
  ];
  const left = found.length - mostThings;
  if (found.length === 0) return nothingNamed;
  return {
    summary: `The message names ${found.map(({ name }) => name).join(', ')}`,
    parts: [
      ...found
        .slice(0, mostThings)
        .flatMap(({ kind, name, offers: some }) => [
          paragraph(strong(name), ` · ${kind}`),
          offers(...some),
        ]),
      ...(left > 0 ? [context(`… and ${counted(left, 'more', 'more')}`)] : []),
    ],
  };
}

const nothingNamed: Answer = {
  summary: 'The message names no zone or operation that is known',
  parts: [
    paragraph('This message names no zone and no operation that zonebot knows of.'),
    paragraph('Type ', code('/zone list'), ' to see all zones.'),
  ],
};

/** A word at the end of a sentence is one without its full stop, too. */
const trimmed = (word: string): readonly string[] => [word, word.replace(/[._-]+$/, '')];

function zonesAmong(words: ReadonlySet<string>, seen: SeenHosts): readonly string[] {
  const hosts = new Map<string, string[]>();
  for (const host of seen.names) {
    for (const { name } of seen.of(host).zones ?? [])
      if (words.has(name)) hosts.set(name, [...(hosts.get(name) ?? []), host]);
  }
  return [...hosts].flatMap(([name, on]) =>
    on.length === 1 ? [name] : on.map((host) => `${host}/${name}`),
  );
}

async function operationsAmong(
  words: ReadonlySet<string>,
  operations: Desk['operations'],
): Promise<readonly string[]> {
  const ids = [...words].filter((word) => /^[a-z2-7]{10}$/.test(word)).slice(0, mostIds);
  const known = await Promise.all(
    ids.map(async (id) => {
      try {
        await operations.show(operationId.parse(id));
        return [id];
      } catch (error) {
        // A word of ten letters, like any other.
        if (error instanceof Diagnostic) return [];
        throw error;
      }
    }),
  );
  return known.flat();
}

/** Reads and changes that need this one thing and nothing else. */
const offersAbout = (
  name: string,
  kind: Thing['kind'],
  commands: readonly Command[],
): readonly Offer[] =>
  commands.flatMap((command) => {
    const [only, ...others] = Object.values(command.args).filter(({ required }) => required);
    const isOfIt = only !== undefined && others.length === 0 && kindOf(only) === kind;
    const isNamed = !name.includes('/') || only?.mayNameHost === true;
    return (command.kind === 'read' || command.kind === 'change') && isOfIt && isNamed
      ? [{ label: labelOf(command), text: `${command.path} ${name}` }]
      : [];
  });

function kindOf({ type }: Argument<unknown>): Thing['kind'] | undefined {
  if (type.choices?.kind === 'zones') return 'zone';
  return type === operationId ? 'operation' : undefined;
}

/** `Boot`; `Show` of an operation, whose noun is said above it. */
function labelOf({ path }: Command): string {
  const verb = path.split(' ').at(-1) ?? path;
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
}
