/** The host that a form is about: its field decides which templates, pools and zones are offered. */
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { ArgumentTexts } from '../argument.ts';
import type { Choices } from '../argument-type.ts';
import type { ChangeCommand } from '../define.ts';
import type { SeenHosts } from './seen.ts';

/** What every command calls it. */
export const hostField = 'host';

export const isDefaultMeant = (choices: Choices | undefined): boolean =>
  choices?.kind === 'hosts' && choices.isDefaultMeant === true;

/** The one named, or the default where leaving it out means that; undefined while it may be any. */
export function formHost(
  { args }: Pick<ChangeCommand, 'args'>,
  texts: ArgumentTexts,
  seen: SeenHosts,
): HostName | undefined {
  const named = texts[hostField]?.[0];
  if (named !== undefined) return seen.names.find((name) => name === named);
  return isDefaultMeant(args[hostField]?.type.choices) ? seen.default : undefined;
}
