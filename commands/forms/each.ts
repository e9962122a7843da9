/**
 * A list of `<thing>:<choice>` in a form: a menu for each thing that the wish names. Its field is called
 * `<argument>:<thing>`, which no argument is, since none has a colon in its name.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';

/** Picked where nothing is to become of a thing; no name begins with a colon. */
const skipped = ':skip';

export const skipOption = { value: skipped, detail: 'leave it as it is' } as const;

/** The thing, and what is chosen for it. */
export function thingAndChoice(text: string): readonly [thing: string, choice: string] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

export const fieldOfEach = (argument: string, text: string): string =>
  `${argument}:${thingAndChoice(text)[0]}`;

/** The argument that a field is of. */
export const argumentOf = (field: string): string => field.split(':')[0] ?? '';

/** What was filled in, as it is typed; what was left alone or skipped is nothing. */
export const textsOfEach = (
  argument: string,
  filled: Readonly<Record<string, readonly string[]>>,
): readonly string[] =>
  Object.entries(filled).flatMap(([field, [value]]) =>
    field.startsWith(`${argument}:`) && value !== undefined && value !== skipped
      ? [`${field.slice(argument.length + 1)}:${value}`]
      : [],
  );

/** A form with such menus, in which none was chosen from, asks for nothing; leaving it out would ask for everything. */
export function nothingChosen(
  argument: string,
  filled: Readonly<Record<string, readonly string[]>>,
): readonly [field: string, fault: Diagnostic] | undefined {
  const field = Object.keys(filled).find((name) => name.startsWith(`${argument}:`));
  if (field === undefined || textsOfEach(argument, filled).length > 0) return undefined;
  const fault = new Diagnostic({
    code: 'zmgr::command::missing',
    message: 'Nothing is chosen',
    help: 'Choose something for one of them at least, or close the form.',
  });
  return [field, fault];
}
