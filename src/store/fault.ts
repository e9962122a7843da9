/** Any error as the store keeps it: a diagnostic's own words; of anything else only that the bot has a fault. */
import type { Fault } from '../../commands/desk.ts';
import { causeChain, Diagnostic } from '../../hostlink/diagnostic.ts';

export function faultOf(error: unknown): Fault {
  if (!(error instanceof Diagnostic)) {
    return {
      code: 'zmgr::bot::bug',
      // What an unexpected error says may hold anything; it is in the log, not in a channel.
      message: 'The bot met something that it was not made for',
      help: 'The log has the details, under this operation\u2019s id. Please report it.',
    };
  }
  const { code, message, help, location, suggestions } = error;
  const causes = causeChain(error.cause).flatMap((cause) =>
    cause instanceof Diagnostic ? [cause.message] : [],
  );
  return {
    code,
    message,
    ...(help !== undefined && { help }),
    ...(location !== undefined && { location }),
    ...(suggestions.length > 0 && { suggestions }),
    ...(causes.length > 0 && { causes }),
  };
}

/** A kept fault as it can be thrown again. */
export const diagnosticOf = ({ causes = [], ...fields }: Fault): Diagnostic =>
  new Diagnostic({
    ...fields,
    ...(causes.length > 0 && {
      cause: causes.reduceRight<Error | undefined>(
        (cause, message) => new Error(message, { cause }),
        undefined,
      ),
    }),
  });
