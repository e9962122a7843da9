/** /zone help [verb | code] [--all]: what this person may do here, and how it is typed. */
import { Diagnostic } from '../hostlink/diagnostic.ts';
import { nearest } from '../hostlink/nearest.ts';
import { commandHelp } from './answers/command-help.ts';
import { diagnosticCodeHelp, isDiagnosticCode } from './answers/diagnostic-code-help.ts';
import { overview } from './answers/overview.ts';
import { flag, rest } from './argument.ts';
import { type Command, defineRead, type ReadCommand } from './define.ts';
import { word } from './grammar/types/words.ts';

/** @param commands all that there are; asked for when it answers, since it is one of them. */
export const defineHelp = (commands: () => readonly Command[]): ReadCommand =>
  defineRead({
    path: 'help',
    summary: 'Show what you can do, or how one thing is done',
    role: 'anyone',
    args: {
      topic: rest(word('verb'), 'a verb, or the code of a message'),
      all: flag('also what you may not do, and why'),
    },
    examples: ['help', 'help create', 'help op list', 'help zmgr::pool::exhausted', 'help --all'],
    answer: async ({ topic, all }, desk) => {
      const wanted = topic.join(' ');
      if (isDiagnosticCode(wanted)) return diagnosticCodeHelp(wanted);
      const lowered = wanted.toLowerCase();
      const exact = commands().find(({ path }) => path === lowered);
      if (exact !== undefined) return commandHelp(exact, desk.may(exact.path));
      const shown = commands().filter(
        ({ path }) => wanted === '' || path.startsWith(`${lowered} `),
      );
      if (shown.length > 0) return overview(shown, desk, all === true);
      throw unknownTopic(wanted, commands());
    },
  });

function unknownTopic(wanted: string, commands: readonly Command[]): Diagnostic {
  const meant = nearest(
    wanted,
    commands.map(({ path }) => path),
  );
  return new Diagnostic({
    code: 'zmgr::command::unknown-verb',
    message: `There is no verb "${wanted.slice(0, 80)}"`,
    help: meant.length > 0 ? 'Did you mean this?' : 'Type `/zone help` to see what there is.',
    suggestions: meant.map((path) => `/zone help ${path}`),
  });
}
