/** What operations have to say about themselves when something is wrong: one place for their codes and words. */
import type { Demand, Fault, OperationView } from '../../commands/desk.ts';
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

const askAgain = ({ command }: Pick<OperationView, 'command'>) => ({
  help: 'Ask for it again if you still want it: it is planned anew.',
  suggestions: [`/zone ${command}`],
});

export const expired = (operation: Pick<OperationView, 'command'>): Fault => ({
  code: 'zmgr::operation::expired',
  message: 'Nobody decided in time; nothing was changed',
  ...askAgain(operation),
});

export const startedTooLate = (operation: Pick<OperationView, 'command'>): Fault => ({
  code: 'zmgr::operation::expired',
  message: 'It was not begun soon enough after it was decided; nothing was changed',
  ...askAgain(operation),
});

export const consentLost = (operation: Pick<OperationView, 'command'>, because: string): Fault => ({
  code: 'zmgr::approval::lost',
  message: `What people said does not hold any more, and nothing was changed: ${because}`,
  ...askAgain(operation),
});

export const refused = ({
  because,
  code,
  help,
}: Pick<Extract<Demand, { readonly kind: 'refused' }>, 'because' | 'code' | 'help'>): Fault => ({
  code,
  message: `${because.charAt(0).toUpperCase()}${because.slice(1)}`,
  help,
});

export const brokenTooOften = (limit: number): Fault => ({
  code: 'zmgr::glass::limit',
  message: `You have had ${limit === 1 ? 'one change' : `${limit} changes`} done by break-glass within a day, which is as many as there may be`,
  help: 'Ask for it without `breakglass`, and call those whom its card names; or ask a colleague of the group.',
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

/** Whether it may be different a moment later. */
export const isOutOfReach = (error: unknown): boolean =>
  error instanceof Diagnostic && error.code === 'zmgr::host::unreachable';
