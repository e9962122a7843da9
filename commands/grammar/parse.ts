/**
 * /zone [noun] verb [target] [key=value | --flag | --key value | key:value]… [-- reason]
 *
 * From a line to a command and what was typed for its arguments, each text already seen to be right by its type.
 * `help` at any place asks about the command; `plan` before a change asks for its plan.
 */
import { type Arguments, type ArgumentTexts, valuesOf } from '../argument.ts';
import type {
  BreakGlassCommand,
  ChangeCommand,
  Command,
  DecideCommand,
  PlanCommand,
  ReadCommand,
} from '../define.ts';
import { commandAt, findCommand } from './find-command.ts';
import { IncompleteCommand } from './incomplete-command.ts';
import { type Line, readLine, type Word } from './lexer.ts';
import { mistake } from './mistake.ts';
import { readArguments } from './read-arguments.ts';
import { breakGlassArguments, changeArguments, lookArguments } from './usage.ts';
import { plainWord, wordText } from './word.ts';

export interface Parsed {
  readonly command: ReadCommand | DecideCommand | ChangeCommand;
  readonly texts: ArgumentTexts;
  /** Only plan it: `plan …` or `dry-run=yes`. */
  readonly dryRun: boolean;
  readonly reason?: string;
  /** By break-glass; with the ticket, if one was given. Only of changes. */
  readonly glass?: { readonly ticket?: string };
  /** The answer is for all to see. Only of looks. */
  readonly share: boolean;
  /** The line, normalised: for records. */
  readonly text: string;
}

/**
 * @throws IncompleteCommand for a change that only lacks arguments
 * @throws Diagnostic `zmgr::command::…`, or as an argument's type does, with the place in the line.
 */
export function parse(sent: string, commands: readonly Command[]): Parsed {
  const line = readLine(sent);
  const help = commands.find(({ path }) => path === 'help');
  if (help?.kind === 'read' && (line.words.length === 0 || line.words.some(isHelp))) {
    const share = line.words.some(isShare);
    return {
      command: help,
      texts: helpTexts(line, commands),
      dryRun: false,
      share,
      text: line.text,
    };
  }
  const found = findCommand(line, line.words, commands);
  if (found.command.kind === 'read' && found.command.takesCommand === true) {
    const share = found.words.some(isShare);
    const texts = { command: found.words.filter((word) => !isShare(word)).map(wordText) };
    return { command: found.command, texts, dryRun: false, share, text: line.text };
  }
  const isPlanned = found.command.kind === 'plan';
  const isByGlass = found.command.kind === 'breakglass';
  const { command, words } =
    found.command.kind === 'plan' || found.command.kind === 'breakglass'
      ? changeBehind(line, found.words, commands, found.command)
      : { command: found.command, words: found.words };
  // A change that is only planned is a look, and takes what looks take.
  const asked =
    command.kind === 'change'
      ? {
          ...command,
          args: {
            ...command.args,
            ...lookArguments,
            ...(isByGlass ? { ticket: breakGlassArguments.ticket } : {}),
          },
        }
      : command;
  const { texts, missing } = readArguments(line, words, asked);
  const { share = false } = valuesOf(lookArguments, texts.share === undefined ? {} : texts);
  const common = valuesOf(changeArguments, command.kind === 'change' ? texts : {});
  // A decision may have a reason of its own, which is said in the same two ways.
  const hasOwnReason = Object.hasOwn(command.args, 'reason');
  const reason = reasonOf(line, hasOwnReason ? texts.reason?.[0] : common.reason);
  const told = hasOwnReason && reason !== undefined ? { ...texts, reason: [reason] } : texts;
  const said = {
    texts: onlyThoseOf(command.args, told),
    dryRun: isPlanned || common['dry-run'] === true,
    ...(reason === undefined ? {} : { reason }),
    ...(isByGlass ? { glass: ticketIn(texts) } : {}),
  };
  if (share && command.kind === 'change' && !said.dryRun) throw sharedChange(line);
  if (missing !== undefined) {
    throw command.kind === 'change' && !isByGlass
      ? new IncompleteCommand(missing, { command, ...said })
      : missing;
  }
  return { command, ...said, share, text: line.text };
}

function ticketIn(texts: ArgumentTexts): { readonly ticket?: string } {
  const [ticket] = texts.ticket ?? [];
  return ticket === undefined ? {} : { ticket };
}

const onlyThoseOf = (args: Arguments, texts: ArgumentTexts): ArgumentTexts =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => Object.hasOwn(args, name)));

function reasonOf({ typed, reason }: Line, keyed: string | undefined): string | undefined {
  if (reason !== undefined && keyed !== undefined) {
    throw mistake(typed, [...typed].length + 1, {
      code: 'zmgr::command::twice',
      message: 'A reason is given twice, with `reason=` and after `--`',
      help: 'Write one of them.',
    });
  }
  return reason ?? keyed;
}

const sharedChange = ({ typed }: Line) =>
  mistake(typed, [...typed].length + 1, {
    code: 'zmgr::command::share',
    message: 'A change is not shared by `share=`: its card is in the channel for all anyway',
    help: 'Leave it out, or share the plan with `plan` before the words.',
  });

const isHelp = (word: Word): boolean => ['help', '--help'].includes(plainWord(word) ?? '');
const isShare = (word: Word): boolean => ['--share', 'share=yes'].includes(plainWord(word) ?? '');
const isAll = (word: Word): boolean => ['all', '--all', 'all=yes'].includes(plainWord(word) ?? '');

/** What help is asked about: the command that the line begins with, else its first words. */
function helpTexts({ words }: Line, commands: readonly Command[]): ArgumentTexts {
  const asks = words.findIndex(isHelp);
  const others = words.filter((word, index) => index !== asks && !isAll(word) && !isShare(word));
  const found = commandAt(others, commands);
  const inner =
    found?.command.kind === 'plan' || found?.command.kind === 'breakglass'
      ? commandAt(found.words, commands)
      : undefined;
  const path = (inner ?? found)?.command.path.split(' ');
  const topic = path ?? others.slice(0, 2).map(wordText);
  return {
    ...(topic.length === 0 ? {} : { topic }),
    ...(words.some(isAll) ? { all: ['yes'] } : {}),
  };
}

/** @throws Diagnostic `zmgr::command::no-change` where what follows `plan` or `breakglass` changes nothing. */
function changeBehind(
  line: Line,
  words: readonly Word[],
  commands: readonly Command[],
  { path, kind }: PlanCommand | BreakGlassCommand,
): { readonly command: ChangeCommand; readonly words: readonly Word[] } {
  const toDo = kind === 'plan' ? 'plan' : 'do';
  const [first] = words;
  const changes = commands.filter(({ kind }) => kind === 'change').map((change) => change.path);
  if (first === undefined) {
    throw mistake(line.typed, [...line.typed].length + 1, {
      code: 'zmgr::command::missing',
      message: `"${path}" needs the change to ${toDo}`,
      help: `Write it as you would do it: \`/zone ${path} ${changes[0] ?? ''} …\`.`,
    });
  }
  const found = findCommand(line, words, commands);
  if (found.command.kind !== 'change') {
    throw mistake(line.typed, first.column, {
      code: 'zmgr::command::no-change',
      message: `"${found.command.path}" changes no host, so that there is nothing to ${toDo}`,
      help: `These change something: ${changes.join(', ')}.`,
    });
  }
  return { command: found.command, words: found.words };
}
