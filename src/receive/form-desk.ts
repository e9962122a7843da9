/**
 * Forms at the front desk: whoever may ask for a change may have its form. Made from what is known, with no host asked;
 * what is sent in is read like a typed line, and the front desk takes it as one. Knows no Slack.
 */
import type { ChangeCommand, Command } from '../../commands/define.ts';
import { argumentOf } from '../../commands/forms/each.ts';
import { type Form, formOf } from '../../commands/forms/form.ts';
import { formHost } from '../../commands/forms/form-host.ts';
import { matching, type Option, offersOf } from '../../commands/forms/offers.ts';
import { type Filled, type FormRead, readForm, wishIn } from '../../commands/forms/read-form.ts';
import type { Wish } from '../../commands/grammar/incomplete-command.ts';
import { argumentsOf } from '../../commands/grammar/usage.ts';
import type { ActorId } from '../authorise/actor-id.ts';
import type { Authoriser } from '../authorise/authorise.ts';
import type { LastSeen } from '../known/last-seen.ts';
import { insistOnAsking } from './asking.ts';

/** Who asks, and where: in a form that is, where it was opened. */
export interface FormPlace {
  readonly actor: ActorId;
  readonly channel: string;
}

export interface FormDesk {
  /** @throws Diagnostic `zmgr::access::…` for who may not ask for it */
  form(place: FormPlace, wish: Wish): Promise<Form>;
  /** Looks at the hosts that the form offers things of. Never rejects. */
  look(wish: Wish): Promise<void>;
  /** What a field offers for the letters typed so far. @throws Diagnostic as form() does */
  offers(place: FormPlace, wish: Wish, field: string, typed: string): Promise<readonly Option[]>;
  /** Pure, and quick enough for the time before an ack. */
  read(command: ChangeCommand, filled: Filled, from?: string): FormRead;
  wishIn(command: ChangeCommand, filled: Filled, from?: string): Wish;
  /** Undefined for one that this release does not have. */
  command(path: string): ChangeCommand | undefined;
}

export interface FormDeskParts {
  readonly commands: readonly Command[];
  readonly authoriser: Authoriser;
  readonly seen: LastSeen;
}

export function createFormDesk({ commands, authoriser, seen }: FormDeskParts): FormDesk {
  const authorise = async ({ actor, channel }: FormPlace, { command, dryRun }: Wish) =>
    insistOnAsking(await authoriser.standpoint(actor, { channel }), command, { dryRun });
  return {
    form: async (place, wish) => {
      await authorise(place, wish);
      return formOf(wish, seen);
    },
    look: async ({ command, texts }) => {
      const host = formHost(command, texts, seen);
      await Promise.all((host === undefined ? seen.names : [host]).map(seen.look));
    },
    offers: async (place, wish, field, typed) => {
      await authorise(place, wish);
      const { command, texts } = wish;
      const args = argumentsOf(command);
      const name = argumentOf(field);
      const choices = Object.hasOwn(args, name) ? args[name]?.type.choices : undefined;
      const options = choices && offersOf(choices, seen, formHost(command, texts, seen));
      return matching(options ?? [], typed);
    },
    read: (command, filled, from) => readForm(command, filled, seen, from),
    wishIn: (command, filled, from) => wishIn(command, filled, seen, from),
    command: (path) => {
      const found = commands.find((command) => command.path === path);
      return found?.kind === 'change' ? found : undefined;
    },
  };
}
