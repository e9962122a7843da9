/**
 * A command is a value: its path, what it is for, its arguments, its examples. Parsing, help, nearest names and tests
 * all come from it. A read answers at once; a decision is about an operation that there is; a change says what is
 * wished and which plan answers the wish, and the operation that carries it out belongs to the storey above.
 *
 * A definition knows the types of its own arguments; a command, once defined, takes what was typed. So one list holds
 * all commands, and nobody can hand one command's values to another.
 */
import type { HostSpec } from '../hostlink/host.ts';
import type { HostName } from '../hostlink/names/host-name.ts';
import type { FactSet, Observed } from '../hostlink/observe/fact.ts';
import type { Plan } from '../hostlink/plan/plan.ts';
import type { Risk } from '../hostlink/steps/define-step.ts';
import type { Answer } from './answer.ts';
import { type Arguments, type ArgumentTexts, type Values, valuesOf } from './argument.ts';
import type { Desk, Role } from './desk.ts';
import type { FormMeaning } from './forms/form-meaning.ts';
import type { SeenHost } from './forms/seen.ts';

/** What every command says of itself. */
export interface CommandMeaning<A extends Arguments = Arguments> {
  /** As it is typed: `create`, `op list`. The file is commands/<path>.ts. */
  readonly path: string;
  readonly summary: string;
  /** The least role that may do it; `anyone` may ask what the bot is and who they are. */
  readonly role: Role | 'anyone';
  readonly args: A;
  /** Complete commands, without `/zone`; a test parses each. */
  readonly examples: readonly string[];
}

interface AnswerDefinition<A extends Arguments> extends CommandMeaning<A> {
  readonly answer: (args: Values<A>, desk: Desk) => Promise<Answer>;
}

interface Answering extends CommandMeaning {
  readonly answer: (texts: ArgumentTexts, desk: Desk) => Promise<Answer>;
}

/** Looks, and changes nothing. */
export interface ReadCommand extends Answering {
  readonly kind: 'read';
  /** What follows it is another command, not read here: its words go to the one argument that takes the rest. */
  readonly takesCommand?: true;
}

/** Decides about an operation that there is: cancel it, go on with it. */
export interface DecideCommand extends Answering {
  readonly kind: 'decide';
}

/** Said before a change, it asks for the plan alone: `plan create web01`. The same as `dry-run=yes`. */
export interface PlanCommand extends CommandMeaning {
  readonly kind: 'plan';
}

/** What planning is given. Pure: no host, no clock, no chance. */
interface Circumstances<Facts> {
  readonly host: HostSpec;
  readonly facts: Facts;
  /** Held by operations that have not ended, this one's own aside. */
  readonly holds: readonly string[];
  /** ISO date of the request. */
  readonly today: string;
  /** The plan made before, whose choices are kept when planning again. */
  readonly pinned?: Plan;
}

interface ChangeDefinition<A extends Arguments, S extends FactSet> extends CommandMeaning<A> {
  readonly risk: Risk;
  readonly atLeastOneOf?: readonly (keyof A & string)[];
  readonly host: (args: Values<A>, desk: Desk) => Promise<HostName>;
  readonly hosts?: (args: Values<A>, desk: Desk) => Promise<readonly HostName[] | undefined>;
  readonly subject: (args: Values<A>) => string;
  readonly facts: (args: Values<A>) => S;
  readonly plan: (planning: Circumstances<Observed<S>> & { readonly args: Values<A> }) => Plan;
  readonly confirm?: (plan: Plan, facts: Observed<S>) => void;
  readonly form?: FormMeaning<Values<A>>;
}

/** As the storey above calls a change's plan. */
export interface Planning extends Circumstances<Observed<FactSet>> {
  readonly args: ArgumentTexts;
}

export interface ChangeCommand extends CommandMeaning {
  readonly kind: 'change';
  /** The least; a plan's own may be higher. */
  readonly risk: Risk;
  /** Without any of these nothing is said: the form asks for them, as it does for what must be said. */
  readonly atLeastOneOf?: readonly string[];
  /** The host that the change is for: the one named, the only one that has the thing, or the default. */
  readonly host: (texts: ArgumentTexts, desk: Desk) => Promise<HostName>;
  /**
   * All hosts that it is for, where it may be for several: each has an operation of its own, the same command with that
   * host named. At least one; undefined where it is for one host, which `host` tells.
   */
  readonly hosts?: (texts: ArgumentTexts, desk: Desk) => Promise<readonly HostName[] | undefined>;
  /** What the operation is about: a zone's name, or a tag as it is typed. */
  readonly subject: (texts: ArgumentTexts) => string;
  /** What planning needs to know of the host: to be observed in one exec. */
  readonly facts: (texts: ArgumentTexts) => FactSet;
  /** `facts` must be what was observed of `facts(args)`. @throws Diagnostic when the wish can't be met. */
  readonly plan: (planning: Planning) => Plan;
  /**
   * Whether what the plan was for is there, by the same facts observed once more after the host reported success: a
   * journal is the host's word, and "done" is said only of what was seen.
   * @throws Diagnostic that says what is missing.
   */
  readonly confirm?: (plan: Plan, facts: Observed<FactSet>) => void;
  /** What its form begins with, and what is wrong between its fields. */
  readonly form?: FormMeaning<ArgumentTexts>;
}

/**
 * Said before a change, it has that done without the yes of others, and reviewed afterwards: `breakglass halt web01 …`. Its
 * arguments stand among those of the change.
 */
export interface BreakGlassCommand extends CommandMeaning {
  readonly kind: 'breakglass';
}

export type Command = ReadCommand | DecideCommand | PlanCommand | BreakGlassCommand | ChangeCommand;

export function defineRead<A extends Arguments>(definition: AnswerDefinition<A>): ReadCommand {
  return { ...definition, kind: 'read', answer: answering(definition) };
}

export function defineDecision<A extends Arguments>(
  definition: AnswerDefinition<A>,
): DecideCommand {
  return { ...definition, kind: 'decide', answer: answering(definition) };
}

const answering =
  <A extends Arguments>({ args, answer }: AnswerDefinition<A>): Answering['answer'] =>
  async (texts, desk) =>
    answer(valuesOf(args, texts), desk);

/** Every change also takes `dry-run=` and `reason=`, which the parser knows. */
export function defineChange<A extends Arguments, S extends FactSet>(
  definition: ChangeDefinition<A, S>,
): ChangeCommand {
  const values = (texts: ArgumentTexts) => valuesOf(definition.args, texts);
  const { confirm, hosts, form, ...meaning } = definition;
  return {
    ...meaning,
    kind: 'change',
    host: async (texts, desk) => definition.host(values(texts), desk),
    ...(hosts !== undefined && {
      hosts: async (texts: ArgumentTexts, desk: Desk) => hosts(values(texts), desk),
    }),
    subject: (texts) => definition.subject(values(texts)),
    facts: (texts) => definition.facts(values(texts)),
    plan: ({ args, facts, ...circumstances }) =>
      definition.plan({
        ...circumstances,
        args: values(args),
        // What was observed is what facts() asked for; the set's own type was forgotten on the way.
        facts: facts as Observed<S>,
      }),
    ...(confirm !== undefined && {
      confirm: (plan: Plan, facts: Observed<FactSet>) => confirm(plan, facts as Observed<S>),
    }),
    ...(form !== undefined && {
      form: {
        ...(form.filling !== undefined && { filling: form.filling }),
        ...(form.faults !== undefined && {
          faults: (texts: ArgumentTexts, seen: SeenHost) =>
            form.faults?.(values(texts), seen) ?? new Map(),
        }),
      },
    }),
  };
}
