/** Which word is for which argument. Says nothing yet about whether a value is right. */
import { nearest } from '../../hostlink/nearest.ts';
import type { Argument, Arguments } from '../argument.ts';
import type { Command } from '../define.ts';
import type { Line, Word } from './lexer.ts';
import { mistake } from './mistake.ts';
import { isBooleanWord } from './types/boolean-word.ts';
import { argumentsOf, usageOf } from './usage.ts';
import { indexOfPlain, plainWord, replaced, slice, wordAt, wordText } from './word.ts';

/** By argument, the words given for it: one, or several for a list. */
export type GivenWords = ReadonlyMap<string, readonly Word[]>;

/** A word that names an argument: `template=oi`, `--template`, `address:10.1.0.10`. */
interface Keyed {
  readonly key: Word;
  readonly value: Word | undefined;
}

/** @throws Diagnostic `zmgr::command::unknown-key`, `…::twice`, `…::missing-value`, `…::flag-value`, `…::too-many` */
export function assignWords(line: Line, words: readonly Word[], command: Command): GivenWords {
  const known = argumentsOf(command);
  const given = new Map<string, readonly Word[]>();
  const bare: Word[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const keyed = keyedWord(word, known);
    if (keyed === undefined) {
      bare.push(word);
      continue;
    }
    const name = wordText(keyed.key).toLowerCase();
    const argument = Object.hasOwn(known, name) ? known[name] : undefined;
    if (argument === undefined || argument.kind === 'rest')
      throw unknownKey(line, keyed.key, command);
    const value = keyed.value ?? valueAfter(line, word, name, argument, left);
    if (given.has(name) && argument.kind !== 'list') throw twice(line, keyed.key, name);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  return withPositionals(line, bare, command, given);
}

function keyedWord(word: Word, known: Arguments): Keyed | undefined {
  const isDashed = word.characters
    .slice(0, 2)
    .every(({ character, quoted }) => character === '-' && !quoted);
  const body = isDashed && word.characters.length > 2 ? slice(word, 2) : word;
  const equals = indexOfPlain(body, '=');
  if (equals > 0) {
    const key = slice(body, 0, equals);
    const isKey = /^[a-z][a-z0-9_-]*$/.test(plainWord(key) ?? '');
    if (isKey) return { key, value: slice(body, equals + 1) };
  }
  if (body !== word) return { key: body, value: undefined };
  // An IPv6 address has colons too: only the command's own keys may stand before one.
  const colon = indexOfPlain(word, ':');
  const before = colon > 0 ? plainWord(slice(word, 0, colon)) : undefined;
  if (before === undefined || !Object.hasOwn(known, before)) return undefined;
  return { key: slice(word, 0, colon), value: slice(word, colon + 1) };
}

/** `--key value` takes the next word; `--flag` takes none and means yes. */
function valueAfter(
  line: Line,
  word: Word,
  name: string,
  { kind, type }: Argument<unknown>,
  left: Word[],
): Word {
  const next = left[0];
  if (kind === 'flag') {
    const said = next === undefined ? undefined : plainWord(next);
    if (next !== undefined && said !== undefined && isBooleanWord(said)) {
      throw mistake(line.typed, next.column, {
        code: 'zmgr::command::flag-value',
        message: `After "--${name}" the word "${said}" could be its value or something else`,
        help: `Write \`${name}=${said}\`.`,
        suggestions: [`/zone ${replaced(line.typed, word, next, `${name}=${said}`)}`],
      });
    }
    return wordAt(word, 'yes');
  }
  if (next === undefined || plainWord(next)?.startsWith('--')) {
    throw mistake(line.typed, word.end, {
      code: 'zmgr::command::missing-value',
      message: `"--${name}" is given no value`,
      help: `Write \`${name}=<${type.placeholder}>\`, or leave it out.`,
    });
  }
  left.shift();
  return next;
}

/** Words without a key fill the command's places in their order. */
function withPositionals(
  line: Line,
  bare: readonly Word[],
  command: Command,
  keyed: GivenWords,
): GivenWords {
  const given = new Map(keyed);
  const left = [...bare];
  for (const [name, { kind }] of Object.entries(command.args)) {
    if (kind === 'rest') given.set(name, left.splice(0));
    if (kind !== 'positional' || given.has(name)) continue;
    const word = left.shift();
    if (word !== undefined) given.set(name, [word]);
  }
  if (left.length > 0) throw tooMany(line, left, command);
  return given;
}

function unknownKey({ typed }: Line, key: Word, command: Command) {
  const names = Object.keys(argumentsOf(command));
  const said = wordText(key);
  const meant = nearest(said, names);
  return mistake(typed, key.column, {
    code: 'zmgr::command::unknown-key',
    message: `"${command.path}" has no argument "${said.slice(0, 80)}"`,
    help:
      names.length === 0
        ? 'It takes none.'
        : `It takes ${names.map((name) => `\`${name}\``).join(', ')}. \`/zone help ${command.path}\` tells more.`,
    suggestions: meant.map((name) => `/zone ${replaced(typed, key, key, name)}`),
  });
}

function twice({ typed }: Line, key: Word, name: string) {
  return mistake(typed, key.column, {
    code: 'zmgr::command::twice',
    message: `"${name}" is given twice`,
    help: 'Write it once.',
  });
}

function tooMany({ typed }: Line, left: readonly Word[], command: Command) {
  const [first] = left;
  const isSpaced = left.some((word) => plainWord(word)?.startsWith('='));
  return mistake(typed, first?.column ?? 1, {
    code: 'zmgr::command::too-many',
    message: `"${first === undefined ? '' : wordText(first).slice(0, 80)}" is a word too many for "${command.path}"`,
    help: isSpaced
      ? 'Write `key=value` without spaces.'
      : `Write \`/zone ${usageOf(command)}\`. \`/zone help ${command.path}\` tells more.`,
  });
}
