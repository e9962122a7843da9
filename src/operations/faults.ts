/** What operations have to say about themselves when something is wrong: one place for their codes and words. */
import type { Fault, OperationView } from '../../commands/desk.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { OperationId } from '../../hostlink/names/operation-id.ts';

export const unknownOperation = (id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::unknown',
    message: `There is no operation ${id}`,
    help: '`/zone op list` shows those that there are.',
  });

export const alreadyRunning = (what: string, id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::already-running',
    message: `Already running as operation ${id}: ${what}`,
    help: `\`/zone op show ${id}\` shows how far it is.`,
    suggestions: [`/zone op show ${id}`],
  });

export const busyWith = (subject: string, id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::already-running',
    message: `${subject} is busy: operation ${id} has not ended`,
    help: `\`/zone op show ${id}\` shows how far it is.`,
    suggestions: [`/zone op show ${id}`],
  });

export const hasEndedAlready = (id: OperationId, state: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::ended',
    message: `Operation ${id} has ended already: ${state}`,
    help: `\`/zone op show ${id}\` shows what was done.`,
    suggestions: [`/zone op show ${id}`],
  });

export const notWhile = (verb: string, id: OperationId, state: string, help: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::not-now',
    message: `Operation ${id} is ${state} and cannot be told to ${verb}`,
    help,
  });

export const notWaiting = ({ id, state }: Pick<OperationView, 'id' | 'state'>): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::not-waiting',
    message: `Operation ${id} is ${state} and waits for nobody's word`,
    help: `\`/zone op show ${id}\` shows who decided, and how far it is.`,
    suggestions: [`/zone op show ${id}`],
  });

export const expired = ({ command }: Pick<OperationView, 'command'>): Fault => ({
  code: 'zmgr::operation::expired',
  message: 'Nobody decided in time; nothing was changed',
  help: `Ask for it again if you still want it: \`/zone ${command}\``,
});

export const startedTooLate = ({ command }: Pick<OperationView, 'command'>): Fault => ({
  code: 'zmgr::operation::expired',
  message: 'It was not begun soon enough after it was decided; nothing was changed',
  help: `Ask for it again if you still want it: \`/zone ${command}\``,
});

export const unknownVerb = (verb: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::unknown-verb',
    message: `This release of the bot does not know the change "${verb}"`,
    help: 'It was asked for with another release; ask for it again.',
  });

export const notAllowed = (verb: string, because: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::operation::not-allowed',
    message: `You may not do ${verb}: ${because}`,
    help: '`/zone whoami` shows what you may do here.',
  });
