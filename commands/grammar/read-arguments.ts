/** From the words after a verb to the texts of its arguments, each seen to be right by its type. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Argument, ArgumentTexts } from '../argument.ts';
import type { Command } from '../define.ts';
import { assignWords, type GivenWords } from './assign-words.ts';
import type { Line, Word } from './lexer.ts';
import { mistake } from './mistake.ts';
import { referenceOf } from './reference.ts';
import { argumentsOf, usageOf } from './usage.ts';
import { indexOfPlain, replaced, slice, splitPlain, wordText } from './word.ts';

export interface ReadArguments {
  readonly texts: ArgumentTexts;
  /** That a required one was left out; all that was given is right. */
  readonly missing?: Diagnostic;
}

/** @throws Diagnostic `zmgr::command::…`, or as an argument's type does, with the place in the line. */
export function readArguments(line: Line, words: readonly Word[], command: Command): ReadArguments {
  const known = argumentsOf(command);
  const given = withHostOfTarget(line, assignWords(line, words, command), command);
  const texts: Record<string, readonly string[]> = {};
  let lacks: Diagnostic | undefined;
  for (const [name, argument] of Object.entries(known)) {
    const values = valuesIn(given.get(name) ?? [], argument);
    if (values.length > 0)
      texts[name] = values.map((value) => rightText(line, value, name, argument));
    else if (argument.required) lacks ??= missing(line, argument, command);
  }
  lacks ??= missingAll(line, texts, command);
  return { texts, ...(lacks === undefined ? {} : { missing: lacks }) };
}

/** Of those of which one is to be said, none was. */
function missingAll(
  line: Line,
  texts: Readonly<Record<string, readonly string[]>>,
  command: Command,
): Diagnostic | undefined {
  const some = command.kind === 'change' ? (command.atLeastOneOf ?? []) : [];
  return some.length === 0 || some.some((name) => texts[name] !== undefined)
    ? undefined
    : missing(line, { summary: `${some.map((name) => `${name}=`).join(' or ')}` }, command);
}

/** `hv-04/web01` is the zone web01, and says `host=hv-04`. */
function withHostOfTarget(line: Line, given: GivenWords, { args }: Command): GivenWords {
  const result = new Map(given);
  for (const [name, { mayNameHost }] of Object.entries(args)) {
    const word = given.get(name)?.[0];
    const slash = word === undefined || !mayNameHost ? -1 : indexOfPlain(word, '/');
    if (word === undefined || slash === -1) continue;
    const host = slice(word, 0, slash);
    const named = given.get('host')?.[0];
    if (named !== undefined && wordText(named) !== wordText(host)) {
      throw mistake(line.typed, named.column, {
        code: 'zmgr::command::twice',
        message: `The host is named twice, ${wordText(host)} and ${wordText(named)}`,
        help: 'Write one of them.',
      });
    }
    result.set('host', [host]).set(name, [slice(word, slash + 1)]);
  }
  return result;
}

/** A list's values stand between commas; a comma in any other value is part of it. */
const valuesIn = (words: readonly Word[], { kind }: Argument<unknown>): readonly Word[] =>
  kind === 'list' ? words.flatMap((word) => splitPlain(word, ',')) : words;

/** What was typed, once its type takes it. */
function rightText(line: Line, value: Word, name: string, argument: Argument<unknown>): string {
  const text = wordText(value);
  const { placeholder } = argument.type;
  if (text === '') {
    throw mistake(line.typed, value.column, {
      code: 'zmgr::command::missing-value',
      message: `"${name}" is given no value`,
      help: `Write \`${name}=<${placeholder}>\` without spaces, or leave it out.`,
    });
  }
  try {
    argument.type.parse(text);
    return text;
  } catch (error) {
    if (!(error instanceof Diagnostic)) throw error;
    if (referenceOf(text) !== undefined) {
      throw mistake(line.typed, value.column, {
        code: 'zmgr::command::mention',
        message: `"${name}" is given a mention of somebody or something in this chat`,
        help: `Write the ${placeholder} itself, without @ or #.`,
      });
    }
    // The same diagnostic, which now knows its place; a word to write instead becomes the whole line.
    const { code, message, help, suggestions, cause } = error;
    throw mistake(line.typed, value.column, {
      code,
      message,
      suggestions: suggestions.map((word) => `/zone ${replaced(line.typed, value, value, word)}`),
      cause,
      ...(help === undefined ? {} : { help }),
    });
  }
}

function missing(
  line: Line,
  { summary }: Pick<Argument<unknown>, 'summary'>,
  command: Command,
): Diagnostic {
  const [example] = command.examples;
  return mistake(line.typed, [...line.typed].length + 1, {
    code: 'zmgr::command::missing',
    message: `"${command.path}" needs ${summary.includes('=') ? '' : 'the '}${summary}`,
    help: `Write \`/zone ${usageOf(command)}\`${example === undefined ? '' : `, for example \`/zone ${example}\``}.`,
  });
}
