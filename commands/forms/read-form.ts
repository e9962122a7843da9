/**
 * What was filled in, read as what is typed is read: nothing that a form holds is believed. What comes of it is the
 * same that comes of a typed line, and goes the same way.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { type Argument, type ArgumentTexts, valuesOf } from '../argument.ts';
import type { ChangeCommand } from '../define.ts';
import type { Wish } from '../grammar/incomplete-command.ts';
import { normalise } from '../grammar/normalise.ts';
import { argumentsOf, changeArguments } from '../grammar/usage.ts';
import type { PreparedChange, PreparedPlan } from '../run.ts';
import { nothingChosen, textsOfEach } from './each.ts';
import { faultsOf } from './faults.ts';
import { hostField } from './form-host.ts';
import type { SeenHosts } from './seen.ts';
import { spoken } from './spoken.ts';

/** By field: what was typed, or what was chosen. A field that was left alone has nothing, or is not there. */
export type Filled = Readonly<Record<string, readonly string[]>>;

export type FormRead =
  | { readonly kind: 'good'; readonly prepared: PreparedChange | PreparedPlan }
  /** By field. */
  | { readonly kind: 'faulty'; readonly faults: ReadonlyMap<string, Diagnostic> };

export function readForm(command: ChangeCommand, filled: Filled, seen: SeenHosts): FormRead {
  const given = textsOf(command, filled);
  const split = withHostOfTarget(command, given);
  const faults = new Map([
    ...missing(command, split.texts),
    ...faultsOf(command, split.texts, seen),
  ]);
  if (split.fault !== undefined) faults.set(...split.fault);
  for (const [name, { type }] of Object.entries(argumentsOf(command))) {
    const fault = type.choices?.kind === 'each' ? nothingChosen(name, filled) : undefined;
    if (fault !== undefined) faults.set(...fault);
  }
  if (faults.size > 0) return { kind: 'faulty', faults };
  const wish = wishOf(command, split.texts);
  const { dryRun, ...said } = wish;
  return {
    kind: 'good',
    prepared: { ...said, kind: dryRun ? 'plan' : 'change', text: spoken(wish) },
  };
}

/** What a form holds while it is being filled in: what is wrong in it is told when it is shown again. */
export function wishIn(command: ChangeCommand, filled: Filled): Wish {
  const texts = textsOf(command, filled);
  // Whoever typed neither yes nor no did not do it in a form.
  const flags = Object.entries(argumentsOf(command)).filter(([, { kind }]) => kind === 'flag');
  const odd = flags.filter(([name]) => !['yes', 'no'].includes(texts[name]?.[0] ?? 'no'));
  return wishOf(
    command,
    Object.fromEntries(
      Object.entries(texts).filter(([name]) => !odd.some(([flag]) => flag === name)),
    ),
  );
}

function wishOf(command: ChangeCommand, texts: ArgumentTexts): Wish {
  const { 'dry-run': dryRun, reason } = valuesOf(changeArguments, texts);
  return {
    command,
    texts: Object.fromEntries(
      Object.entries(texts).filter(([name]) => Object.hasOwn(command.args, name)),
    ),
    dryRun: dryRun === true,
    ...(reason !== undefined && { reason }),
  };
}

function textsOf(command: ChangeCommand, filled: Filled): ArgumentTexts {
  const texts: Record<string, readonly string[]> = {};
  for (const [name, argument] of Object.entries(argumentsOf(command))) {
    const values =
      argument.type.choices?.kind === 'each'
        ? textsOfEach(name, filled)
        : (Object.hasOwn(filled, name) ? (filled[name] ?? []) : [])
            .flatMap((value) => valuesIn(value, argument))
            .filter((value) => value !== '');
    if (values.length > 0) texts[name] = values;
  }
  return texts;
}

/** A list is typed with commas; a text for people keeps its quotes and dashes. */
function valuesIn(value: string, { kind, type }: Argument<unknown>): readonly string[] {
  const { text, typed } = normalise(value);
  if (kind === 'list') return text.split(',').map((part) => part.trim());
  return [type.isProse ? typed : text];
}

function* missing(
  command: ChangeCommand,
  texts: ArgumentTexts,
): Iterable<readonly [string, Diagnostic]> {
  for (const [name, { required, summary }] of Object.entries(command.args)) {
    if (!required || texts[name] !== undefined) continue;
    yield [
      name,
      new Diagnostic({
        code: 'zmgr::command::missing',
        message: `"${command.path}" needs the ${summary}`,
        help: 'Fill it in.',
      }),
    ];
  }
}

/** `hv-04/web01` is the zone web01 on hv-04, as in a typed line. */
function withHostOfTarget(
  { args }: ChangeCommand,
  texts: ArgumentTexts,
): { readonly texts: ArgumentTexts; readonly fault?: readonly [string, Diagnostic] } {
  for (const [name, { mayNameHost }] of Object.entries(args)) {
    const [text = ''] = texts[name] ?? [];
    const slash = text.indexOf('/');
    if (!mayNameHost || slash === -1) continue;
    const host = text.slice(0, slash);
    const named = texts[hostField]?.[0];
    const both = { ...texts, [hostField]: [host], [name]: [text.slice(slash + 1)] };
    if (named === undefined || named === host) return { texts: both };
    return {
      texts,
      fault: [
        name,
        new Diagnostic({
          code: 'zmgr::command::twice',
          message: `The host is named twice, ${host} and ${named}`,
          help: 'Write the name of the zone alone, or choose the other host.',
        }),
      ],
    };
  }
  return { texts };
}
