/**
 * A command is a value: its path, what it is for, its arguments, its examples. Parsing, help, nearest names and tests
 * all come from it. A read answers at once; a change says what is wished and which plan answers the wish, and the
 * operation that carries it out belongs to the storey above.
 */

import type { HostSpec } from '../hostlink/host.ts';
import type { HostName } from '../hostlink/names/host-name.ts';
import type { FactSet, Observed } from '../hostlink/observe/fact.ts';
import type { Plan } from '../hostlink/plan/plan.ts';
import type { Risk } from '../hostlink/steps/define-step.ts';
import type { Answer } from './answer.ts';
import type { Desk, Role } from './desk.ts';

/** An argument's parser: from what was typed to a value. Throws a Diagnostic that names what is wrong. */
export interface ArgumentType<T> {
  /** What stands in usage lines: `zone`, `ip`. */
  readonly placeholder: string;
  readonly parse: (text: string) => T;
}

export interface Argument<T> {
  readonly kind: 'positional' | 'option' | 'flag' | 'list';
  readonly type: ArgumentType<unknown>;
  readonly summary: string;
  readonly required: boolean;
  /** Only for the types: what the argument becomes. */
  readonly value?: T;
}

/** A required word after the verb. */
export const positional = <T>(type: ArgumentType<T>, summary: string): Argument<T> => ({
  kind: 'positional',
  type,
  summary,
  required: true,
});

/** A word after the verb that may be left out. */
export const optionalPositional = <T>(
  type: ArgumentType<T>,
  summary: string,
): Argument<T | undefined> => ({ kind: 'positional', type, summary, required: false });

/** `key=value`, once. */
export const option = <T>(type: ArgumentType<T>, summary: string): Argument<T | undefined> => ({
  kind: 'option',
  type,
  summary,
  required: false,
});

/** `key=a,b`, or repeated. Empty when left out. */
export const list = <T>(type: ArgumentType<T>, summary: string): Argument<readonly T[]> => ({
  kind: 'list',
  type,
  summary,
  required: false,
});

export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** The values of arguments, by their names. */
export type Values<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never;
};

interface Common<A extends Arguments> {
  /** As it is typed: `create`, `op list`. The file is commands/<path>.ts. */
  readonly path: string;
  readonly summary: string;
  /** The least role that may do it. */
  readonly role: Role;
  readonly args: A;
  /** Complete commands, without `/zone`; a test runs each. */
  readonly examples: readonly string[];
}

export interface ReadCommand<A extends Arguments = Arguments> extends Common<A> {
  readonly kind: 'read';
  readonly answer: (args: Values<A>, desk: Desk) => Promise<Answer>;
}

/** What planning is given. Pure: no host, no clock, no chance. */
export interface Planning<A extends Arguments, S extends FactSet> {
  readonly args: Values<A>;
  readonly host: HostSpec;
  readonly facts: Observed<S>;
  /** Held by operations that have not ended, this one's own aside. */
  readonly holds: readonly string[];
  /** ISO date of the request. */
  readonly today: string;
  /** The plan made before, whose choices are kept when planning again. */
  readonly pinned?: Plan;
}

export interface ChangeCommand<A extends Arguments = Arguments, S extends FactSet = FactSet>
  extends Common<A> {
  readonly kind: 'change';
  readonly risk: Risk;
  /** The host that the change is for: the one named, the only one that has the thing, or the default. */
  readonly host: (args: Values<A>, desk: Desk) => Promise<HostName>;
  /** What the operation is about: a zone's name. */
  readonly subject: (args: Values<A>) => string;
  readonly facts: (args: Values<A>) => S;
  /** @throws Diagnostic when the wish can't be met. */
  readonly plan: (planning: Planning<A, S>) => Plan;
}

/** Decides about an operation that there is: the storey above carries it out and answers with its card. */
export type Command = ReadCommand | ChangeCommand;

export function defineRead<A extends Arguments>(
  command: Omit<ReadCommand<A>, 'kind'>,
): ReadCommand {
  return { kind: 'read', ...command } as unknown as ReadCommand;
}

/** Every change takes `host=`, `dry-run=` and `reason=`; the parser adds the last two. */
export function defineChange<A extends Arguments, S extends FactSet>(
  command: Omit<ChangeCommand<A, S>, 'kind'>,
): ChangeCommand {
  return { kind: 'change', ...command } as unknown as ChangeCommand;
}
