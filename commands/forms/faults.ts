/** What is wrong with what a form holds, by field: by the argument's type, and by what there is on the hosts. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { ArgumentTexts } from '../argument.ts';
import type { ChangeCommand } from '../define.ts';
import { argumentsOf } from '../grammar/usage.ts';
import { fieldOfEach } from './each.ts';
import { formHost } from './form-host.ts';
import { insistOnOffer } from './offers.ts';
import type { SeenHosts } from './seen.ts';

/** Of fields that hold something: what is missing is no fault here. */
export function faultsOf(
  command: ChangeCommand,
  texts: ArgumentTexts,
  seen: SeenHosts,
): ReadonlyMap<string, Diagnostic> {
  const faults = new Map<string, Diagnostic>();
  const host = formHost(command, texts, seen);
  for (const [name, { type }] of Object.entries(argumentsOf(command))) {
    let field = name;
    try {
      for (const text of texts[name] ?? []) {
        if (type.choices?.kind === 'each') field = fieldOfEach(name, text);
        type.parse(text);
        if (type.choices !== undefined) insistOnOffer(type.choices, text, seen, host);
      }
    } catch (error) {
      if (!(error instanceof Diagnostic)) throw error;
      faults.set(field, error);
    }
  }
  return faults;
}
