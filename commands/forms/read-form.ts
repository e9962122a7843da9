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
import {
  changedMeanwhile,
  differing,
  type Filling,
  fillingOf,
  isFilled,
  nothingDiffers,
} from './filling.ts';
import { formHost, hostField } from './form-host.ts';
import type { SeenHosts } from './seen.ts';
import { spoken } from './spoken.ts';

/** By field: what was typed, or what was chosen. A field that was left alone has nothing, or is not there. */
export type Filled = Readonly<Record<string, readonly string[]>>;

export type FormRead =
  | { readonly kind: 'good'; readonly prepared: PreparedChange | PreparedPlan }
  /** By field. */
  | { readonly kind: 'faulty'; readonly faults: ReadonlyMap<string, Diagnostic> };

/** @param from of what the form was filled in with what that said then, as its fields tell */
export function readForm(
  command: ChangeCommand,
  filled: Filled,
  seen: SeenHosts,
  from?: string,
): FormRead {
  const given = textsOf(command, filled);
  const split = withHostOfTarget(command, given);
  const filling = from === undefined ? undefined : fillingOf(command, split.texts, seen);
  const isStale = from !== filling?.source;
  const said =
    filling === undefined || isStale
      ? { texts: split.texts, faults: new Map<string, Diagnostic>() }
      : withoutFilling(command, split.texts, filling);
  const faults = new Map([
    ...missing(command, said.texts),
    ...faultsOf(command, said.texts, seen),
    ...said.faults,
  ]);
  if (split.fault !== undefined) faults.set(...split.fault);
  for (const [name, { type }] of Object.entries(argumentsOf(command))) {
    const fault = type.choices?.kind === 'each' ? nothingChosen(name, filled) : undefined;
    if (fault !== undefined) faults.set(...fault);
  }
  if (isStale) faults.set(command.form?.filling?.by ?? '', changedMeanwhile());
  if (faults.size > 0) return { kind: 'faulty', faults };
  const together = faultsTogether(command, said.texts, seen);
  if (together.size > 0) return { kind: 'faulty', faults: together };
  const wish = wishOf(command, said.texts);
  const { dryRun, ...rest } = wish;
  return {
    kind: 'good',
    prepared: { ...rest, kind: dryRun ? 'plan' : 'change', text: spoken(wish) },
  };
}

/** What a form holds while it is being filled in: what is wrong in it is told when it is shown again. */
export function wishIn(
  command: ChangeCommand,
  filled: Filled,
  seen: SeenHosts,
  from?: string,
): Wish {
  const texts = leavingOld(command, textsOf(command, filled), seen, from);
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

/** With another thing chosen, what was filled in for the one before says nothing. */
function leavingOld(
  command: ChangeCommand,
  texts: ArgumentTexts,
  seen: SeenHosts,
  from: string | undefined,
): ArgumentTexts {
  if (from === undefined || fillingOf(command, texts, seen)?.source === from) return texts;
  return Object.fromEntries(
    Object.entries(texts).filter(
      ([name]) => !Object.hasOwn(command.args, name) || !isFilled(command, name),
    ),
  );
}

/** What was asked for in a form that began with what is there. */
function withoutFilling(command: ChangeCommand, texts: ArgumentTexts, filling: Filling) {
  const { texts: differ, faults } = differing(command, texts, filling);
  const kept = Object.entries(texts).filter(
    ([name]) => !Object.hasOwn(command.args, name) || !isFilled(command, name),
  );
  const said = { ...Object.fromEntries(kept), ...differ };
  const some = command.atLeastOneOf ?? [];
  const [first = ''] = some;
  const isNothing = faults.size === 0 && some.every((name) => said[name] === undefined);
  return {
    texts: said,
    faults: isNothing && some.length > 0 ? new Map([[first, nothingDiffers()]]) : faults,
  };
}

/** Between fields that are right each by itself. */
function faultsTogether(
  command: ChangeCommand,
  texts: ArgumentTexts,
  seen: SeenHosts,
): ReadonlyMap<string, Diagnostic> {
  const host = fillingOf(command, texts, seen)?.host ?? formHost(command, texts, seen);
  return (host && command.form?.faults?.(texts, seen.of(host))) ?? new Map();
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
  const { atLeastOneOf: some = [] } = command;
  const [first] = some;
  if (first === undefined || some.some((name) => texts[name] !== undefined)) return;
  yield [
    first,
    new Diagnostic({
      code: 'zmgr::command::missing',
      message: `"${command.path}" needs ${some.join(' or ')}`,
      help: 'Fill one of them in.',
    }),
  ];
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
