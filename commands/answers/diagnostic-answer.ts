/**
 * Trouble, told to the person who asked: what happened, why, what to type. A message never repeats its cause's; the
 * chain is walked here.
 */
import { causeChain, Diagnostic } from '../../hostlink/diagnostic.ts';
import type { Answer, Offer, Part, Span } from '../answer.ts';
import { caret } from '../grammar/caret.ts';
import {
  bullets,
  code,
  context,
  marked,
  offers,
  paragraph,
  preformatted,
  strong,
} from './parts.ts';

/** Suggestions that begin with this are whole commands; the others are words. */
const commandMark = '/zone ';
const maxCauseLength = 500;
const mostOffered = 5;

/** For anything that was thrown. What is no diagnostic is a fault of ours: its text belongs to the log, not to a chat. */
export function diagnosticAnswer(error: unknown): Answer {
  const diagnostic =
    error instanceof Diagnostic
      ? error
      : new Diagnostic({
          code: 'zmgr::bot::fault',
          message: 'Something went wrong inside zonebot',
          help: 'Try again; if it happens again, the log tells why.',
        });
  const { message, location, suggestions, help } = diagnostic;
  const pointer = caret(diagnostic);
  const causes = causeChain(diagnostic.cause).map((cause) => cause.message);
  return {
    summary: `✗ ${message}`,
    parts: [
      paragraph(strong('✗'), ' ', ...marked(message)),
      ...(pointer === undefined ? [] : [preformatted(pointer)]),
      ...whyParts(causes),
      ...whatToDo({ suggestions, ...(help !== undefined && { help }) }),
      context(code(diagnostic.code), ...placeOf(location)),
    ],
  };
}

/** What the causes under it said, outermost first. */
export function whyParts(causes: readonly string[]): readonly Part[] {
  if (causes.length === 0) return [];
  return [paragraph(strong('Why')), bullets(causes.map((cause) => cause.slice(0, maxCauseLength)))];
}

/**
 * What to do: the help, and each command that it or a suggestion names. What the help says already is offered once
 * more only where it can be pressed.
 */
export function whatToDo({
  help = '',
  suggestions = [],
}: {
  readonly help?: string;
  readonly suggestions?: readonly string[];
}): readonly Part[] {
  const words = suggestions.filter((text) => !text.startsWith(commandMark) && !help.includes(text));
  const asked = words.flatMap((word, index): readonly Span[] => [
    index === 0 ? 'Did you mean ' : index === words.length - 1 ? ' or ' : ', ',
    code(word),
  ]);
  const whole = suggestions.filter((text) => text.startsWith(commandMark));
  const texts = new Set([...whole, ...commandsIn(help)]);
  const offered = [...texts].slice(0, mostOffered).map((text): Offer => {
    const line = text.slice(commandMark.length);
    return { label: line, text: line, ...(help.includes(text) && { isSaid: true }) };
  });
  return [
    ...(help === '' ? [] : [paragraph(...marked(help))]),
    ...(asked.length === 0 ? [] : [paragraph(...asked, '?')]),
    ...(offered.length === 0 ? [] : [offers(...offered)]),
  ];
}

/** Whole commands that a help names, between backticks. */
const commandsIn = (help: string): readonly string[] =>
  [...help.matchAll(/`(\/zone [^`<…]+)`/g)].flatMap(([, text]) => text ?? []);

/** Where a file is at fault; a command line is shown with its caret instead. */
function placeOf(location: Diagnostic['location']): readonly Span[] {
  if (location === undefined || location.source === '/zone') return [];
  const { source, line, column } = location;
  return [` · ${source}:${line}${column === undefined ? '' : `:${column}`}`];
}
