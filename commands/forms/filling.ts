/**
 * What a form is filled with: what the thing that it changes says now, as the hosts were last seen. What is sent as it was
 * filled was not asked for; what was taken out is to go.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { ArgumentTexts } from '../argument.ts';
import type { ChangeCommand } from '../define.ts';
import { formHost } from './form-host.ts';
import type { Filled } from './form-meaning.ts';
import type { SeenHosts } from './seen.ts';

export interface Filling extends Pick<Filled, 'texts'> {
  readonly host: HostName;
  /** Of what it is, and in which version: `hv-04/internal/3fa91c02`. */
  readonly source: string;
}

/** Undefined while it is not clear what the form is about. */
export function fillingOf(
  command: Pick<ChangeCommand, 'args' | 'form'>,
  texts: ArgumentTexts,
  seen: SeenHosts,
): Filling | undefined {
  const { filling } = command.form ?? {};
  const name = filling && texts[filling.by]?.[0];
  if (filling === undefined || name === undefined) return undefined;
  const named = formHost(command, texts, seen);
  const [found, another] = (named === undefined ? seen.names : [named]).flatMap((host) => {
    const filled = filling.of(name, seen.of(host));
    return filled === undefined
      ? []
      : [{ texts: short(filled.texts), host, source: `${host}/${name}/${filled.version}` }];
  });
  return another === undefined ? found : undefined;
}

/** What would not fit into a field is left out of it, and changed by `+` and `-`. */
const short = (texts: ArgumentTexts): ArgumentTexts =>
  Object.fromEntries(
    Object.entries(texts).filter(([, values]) => values.join(', ').length <= mostFilled),
  );
const mostFilled = 1_500;

/** Whether an argument is one of those that a form is filled in with. */
export const isFilled = ({ form }: Pick<ChangeCommand, 'form'>, name: string): boolean =>
  form?.filling !== undefined && name !== form.filling.by && name !== 'host';

/** What differs from what the form was filled with; what was emptied is `none`, where the type takes that. */
export function differing(
  { args }: Pick<ChangeCommand, 'args'>,
  given: ArgumentTexts,
  { texts: before }: Filling,
): { readonly texts: ArgumentTexts; readonly faults: ReadonlyMap<string, Diagnostic> } {
  const texts: Record<string, readonly string[]> = {};
  const faults = new Map<string, Diagnostic>();
  for (const [name, { kind, type }] of Object.entries(args)) {
    const [now, was] = [given[name], before[name]];
    if (now !== undefined) {
      if (was === undefined || words(now) !== words(was)) texts[name] = now;
    } else if (was !== undefined && kind !== 'flag') {
      if (takesNone(type)) texts[name] = ['none'];
      else faults.set(name, notEmpty(words(was)));
    }
  }
  return { texts, faults };
}

const words = (texts: readonly string[]): string =>
  texts
    .join(',')
    .replaceAll(/[\s,]+/g, ' ')
    .trim();

function takesNone({ parse }: { readonly parse: (text: string) => unknown }): boolean {
  try {
    parse('none');
    return true;
  } catch (error) {
    if (error instanceof Diagnostic) return false;
    throw error;
  }
}

const notEmpty = (was: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::command::missing',
    message: 'It can be another, and not be left out',
    help: `It was ${was}.`,
  });

/** Whoever sees a form of yesterday should not write yesterday's values back. */
export const changedMeanwhile = (): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::command::changed-meanwhile',
    message: 'It was changed by somebody else since this form was filled',
    help: 'Close the form and open it again: it begins with what is there now.',
  });

/** Of something that there is, an edit that would change nothing is a slip. */
export const nothingDiffers = (): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::command::missing',
    message: 'Nothing differs from what is there',
    help: 'Change a field, or cancel.',
  });
