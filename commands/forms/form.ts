/**
 * A change as a form: one field an argument, made from what the command says of itself. It knows no chat:
 * src/slack/rendering/render-form.ts draws it. What is filled in is read by read-form.ts.
 */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { Argument, ArgumentTexts } from '../argument.ts';
import { type Choices, thingsOnHosts } from '../argument-type.ts';
import type { ChangeCommand } from '../define.ts';
import type { Wish } from '../grammar/incomplete-command.ts';
import { parse } from '../grammar/parse.ts';
import { argumentsOf, changeArguments } from '../grammar/usage.ts';
import { fieldOfEach, thingAndChoice } from './each.ts';
import { faultsOf } from './faults.ts';
import { fillingOf, isFilled } from './filling.ts';
import { formHost, hostField, isDefaultMeant } from './form-host.ts';
import { type Option, offersOf } from './offers.ts';
import type { SeenHosts } from './seen.ts';

export type Input =
  | { readonly kind: 'text'; readonly initial: string; readonly isProse: boolean }
  | {
      readonly kind: 'choice';
      /** At least one. */
      readonly options: readonly Option[];
      readonly initial: readonly Option[];
      readonly isSeveral: boolean;
    }
  /** Left out, it means what the verb says. */
  | { readonly kind: 'yes-no'; readonly initial: 'yes' | 'no' | undefined }
  | { readonly kind: 'toggle'; readonly initial: boolean };

export interface Field {
  /** The argument's. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** A value from the command's examples. */
  readonly placeholder?: string;
  readonly isRequired: boolean;
  /** Whose things are offered, `all` while no host is chosen; left out where they are the same on all. */
  readonly offeredBy?: HostName | 'all';
  /** Of what it was filled in with what that says now: `hv-04/internal/3fa91c02`. */
  readonly filledFrom?: string;
  /** What is chosen in it changes what others are filled with or offer: the form is shown anew then. */
  readonly isAsked: boolean;
  readonly input: Input;
  /** What is wrong with what it was filled with. */
  readonly complaint?: Diagnostic;
}

export interface Form {
  /** The command's. */
  readonly path: string;
  /** `Create zone`, `Add nat`. */
  readonly title: string;
  /** `Create`. */
  readonly submit: string;
  readonly summary: string;
  readonly fields: readonly Field[];
}

/** @param wish what was said already; what is wrong in it is told at its field */
export function formOf({ command, dryRun, reason, texts: said }: Wish, seen: SeenHosts): Form {
  const texts: ArgumentTexts = {
    ...said,
    ...(dryRun && { 'dry-run': ['yes'] }),
    ...(reason !== undefined && { reason: [reason] }),
  };
  const [verb = '', noun = 'zone'] = command.path.split(' ').toReversed();
  const host = formHost(command, texts, seen);
  const faults = faultsOf(command, texts, seen);
  const filling = fillingOf(command, texts, seen);
  const filled = { ...filling?.texts, ...texts };
  return {
    path: command.path,
    title: `${capitalised(verb)} ${noun}`,
    submit: capitalised(verb),
    summary: command.summary,
    fields: fieldsOf(command, filled).map(({ name, argument, said: held }, _, all): Field => {
      const { choices } = argument.type;
      const isOnHost = choices !== undefined && isOnHosts(choices);
      const isByHost =
        name === hostField &&
        all.some((one) => one.argument.type.choices && isOnHosts(one.argument.type.choices));
      const fault = faults.get(name);
      const example = choices?.kind === 'each' ? undefined : exampleOf(command, name);
      return {
        name,
        label: labelOf(name, seen, host),
        hint: capitalised(argument.summary),
        ...(example !== undefined && { placeholder: `for example ${example}` }),
        isRequired: argument.required,
        ...(isOnHost && { offeredBy: host ?? 'all' }),
        ...(filling !== undefined &&
          isFilled(command, name) &&
          choices?.kind !== 'hosts' && { filledFrom: filling.source }),
        isAsked: isByHost || name === command.form?.filling?.by,
        input: inputOf(argument, held, seen, filling?.host ?? host),
        ...(fault !== undefined && { complaint: fault }),
      };
    }),
  };
}

/**
 * A field an argument. Where a choice is to be made for each of several things, there is one for each of them, and those
 * that hold nothing are left out: the form is about these choices.
 */
function fieldsOf(
  command: ChangeCommand,
  texts: ArgumentTexts,
): readonly {
  readonly name: string;
  readonly argument: Argument<unknown>;
  readonly said: readonly string[];
}[] {
  const all = Object.entries(argumentsOf(command));
  const isByThing = ([name, { type }]: (typeof all)[number]) =>
    type.choices?.kind === 'each' && texts[name] !== undefined;
  const isAboutThings = all.some(isByThing);
  return all.flatMap(([name, argument]) => {
    const said = texts[name] ?? [];
    if (argument.type.choices?.kind === 'each')
      return said.map((text) => ({
        name: fieldOfEach(name, text),
        argument,
        said: [thingAndChoice(text)[1]],
      }));
    const isLeftOut =
      isAboutThings &&
      said.length === 0 &&
      name !== hostField &&
      !Object.hasOwn(changeArguments, name);
    return isLeftOut ? [] : [{ name, argument, said }];
  });
}

const isOnHosts = ({ kind }: Choices): boolean =>
  kind === 'each' || thingsOnHosts.some((one) => one === kind);

/** A thing is called by its name, with what tells it from others. */
function labelOf(name: string, seen: SeenHosts, host: HostName | undefined): string {
  const [argument, thing] = thingAndChoice(name);
  if (thing === '') return capitalised(argument.replaceAll('-', ' '));
  const detail = host && seen.of(host).unregistered?.find((one) => one.name === thing)?.detail;
  return detail === undefined ? thing : `${thing} · ${detail}`;
}

function inputOf(
  { kind, type, isNoWhenLeftOut }: Argument<unknown>,
  texts: readonly string[],
  seen: SeenHosts,
  host: HostName | undefined,
): Input {
  if (kind === 'flag') {
    const initial = texts.length === 0 ? undefined : type.parse(texts[0] ?? '') ? 'yes' : 'no';
    return isNoWhenLeftOut
      ? { kind: 'toggle', initial: initial === 'yes' }
      : { kind: 'yes-no', initial };
  }
  const offers = type.choices && offersOf(type.choices, seen, host);
  if (offers === undefined || offers.length === 0) {
    return { kind: 'text', isProse: type.isProse === true, initial: texts.join(', ') };
  }
  const chosen = texts.length === 0 && isDefaultMeant(type.choices) ? [seen.default] : texts;
  // What is not there stays chosen, and is refused: leaving it out would mean something that nobody said.
  const missing = chosen
    .filter((value) => !offers.some((one) => one.value === value))
    // A choice may say more than its thing, `router:internal+public`.
    .map((value) =>
      type.choices?.kind === 'each' ? { value } : { value, detail: `not on ${host ?? 'any host'}` },
    );
  const options = [...offers, ...missing];
  return {
    kind: 'choice',
    options,
    initial: options.filter(({ value }) => chosen.some((one) => one === value)),
    isSeveral: type.choices?.kind !== 'each' && (kind === 'list' || kind === 'rest'),
  };
}

/** What the command's own examples give for an argument; a test parses each of them. */
function exampleOf(command: ChangeCommand, name: string): string | undefined {
  for (const example of command.examples) {
    const texts = parse(example, [command]).texts[name];
    if (texts !== undefined) return texts.join(',');
  }
  return undefined;
}

const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
