/** Which command a line begins with. */
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
  if (ofNoun.length === 0) throw unknownVerb(line, [first, first], commands);
  if (second !== undefined) throw unknownVerb(line, [first, second], ofNoun);
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

function unknownVerb(
  { typed }: Line,
  [from, to]: readonly [Word, Word],
  commands: readonly Command[],
) {
  const paths = commands.map(({ path }) => path);
  const said = from === to ? wordText(from) : `${wordText(from)} ${wordText(to)}`;
  const meant = nearest(said, paths);
  return mistake(typed, to.column, {
    code: 'zmgr::command::unknown-verb',
    message: `There is no verb "${said.slice(0, 80)}"`,
    help: meant.length === 0 ? 'Type `/zone help` to see what there is.' : 'See what is near it.',
    suggestions: meant.map((path) => `/zone ${replaced(typed, from, to, path)}`),
  });
}
