/** Which command a line begins with. */
import type { Diagnostic } from '../../hostlink/diagnostic.ts';
import { nearest } from '../../hostlink/nearest.ts';
import type { Command } from '../define.ts';
import type { Line, Word } from './lexer.ts';
import { mistake } from './mistake.ts';
import { plainWord, replaced, wordText } from './word.ts';

export interface Found {
  readonly command: Command;
  /** What follows the verb. */
  readonly words: readonly Word[];
}

/** The command whose path the words begin with; the longest such path. */
export function commandAt(words: readonly Word[], commands: readonly Command[]): Found | undefined {
  let best: Found | undefined;
  let length = 0;
  for (const command of commands) {
    const path = command.path.split(' ');
    const isHere = path.every((part, index) => {
      const word = words[index];
      return word !== undefined && plainWord(word) === part;
    });
    if (isHere && path.length > length) {
      best = { command, words: words.slice(path.length) };
      length = path.length;
    }
  }
  return best;
}

/** @throws Diagnostic `zmgr::command::unknown-verb`, `zmgr::command::missing-verb` */
export function findCommand(
  line: Line,
  words: readonly Word[],
  commands: readonly Command[],
): Found {
  const found = commandAt(words, commands);
  if (found !== undefined) return found;
  const [first, second] = words;
  const end = [...line.typed].length + 1;
  if (first === undefined) {
    throw mistake(line.typed, end, {
      code: 'zmgr::command::missing-verb',
      message: 'A verb is missing',
      help: 'Type `/zone help` to see what there is.',
    });
  }
  const noun = plainWord(first) ?? '';
  const ofNoun = commands.filter(({ path }) => path.startsWith(`${noun} `));
  if (ofNoun.length === 0 || second !== undefined) throw unknownVerb(line, first, second, commands);
  const verbs = ofNoun.map(({ path }) => path.slice(noun.length + 1));
  throw mistake(line.typed, end, {
    code: 'zmgr::command::missing-verb',
    message: `"${noun}" needs a verb after it`,
    help: `Write one of: ${verbs.join(', ')}. \`/zone help ${noun}\` tells more.`,
    suggestions: ofNoun
      .filter(({ args }) => !Object.values(args).some(({ required }) => required))
      .map(({ path }) => `/zone ${path}`),
  });
}

/** What is near: the first word to a verb, or the first two to a noun and its verb. */
function unknownVerb(
  { typed }: Line,
  first: Word,
  second: Word | undefined,
  commands: readonly Command[],
): Diagnostic {
  const paths = commands.map(({ path }) => path);
  const isNoun = paths.some((path) => path.startsWith(`${plainWord(first)} `));
  const said = wordText(first);
  const both = second === undefined ? undefined : `${said} ${wordText(second)}`;
  const near = [
    ...(isNoun ? [] : nearest(said, paths)).map((path) => replaced(typed, first, first, path)),
    ...(both === undefined
      ? []
      : nearest(
          both,
          paths.filter((path) => path.includes(' ')),
        )
    ).map((path) => replaced(typed, first, second ?? first, path)),
  ];
  return mistake(typed, isNoun && second !== undefined ? second.column : first.column, {
    code: 'zmgr::command::unknown-verb',
    message: `There is no verb "${(isNoun && both !== undefined ? both : said).slice(0, 80)}"`,
    help: near.length > 0 ? 'Did you mean this?' : 'Type `/zone help` to see what there is.',
    suggestions: near.slice(0, 3).map((line) => `/zone ${line}`),
  });
}
