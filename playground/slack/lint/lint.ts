/**
 * The Block Kit linter: everything that Slack would refuse in a message or a view, with its words and the place.
 * The local Slack holds every post, edit, view and response against it; unit tests of the bot's cards may too.
 */
import { isList, isObject, type Json, objectsIn } from '../json.ts';
import { totalLength, uniqueIds } from './across.ts';
import { blocksOf } from './blocks.ts';
import { check } from './check.ts';
import { elementRules } from './element-rules.ts';
import { type Issue, issue } from './issue.ts';
import { suggestions } from './text-objects.ts';
import { view as viewShape } from './views.ts';

const messageBlocks = blocksOf('message');

/**
 * What is wrong with a message; nothing when Slack would take it.
 * @param message `text` is only looked at where there are no blocks: then it must say something
 */
export function lintMessage(message: {
  readonly text?: Json | undefined;
  readonly blocks?: Json | undefined;
}): readonly Issue[] {
  const { text, blocks } = message;
  if (blocks === undefined || (isList(blocks) && blocks.length === 0)) {
    return typeof text === 'string' && text !== ''
      ? []
      : [issue('/text', 'missing_field', 'missing required field: text')];
  }
  return [
    ...check(blocks, messageBlocks, '/blocks'),
    ...uniqueIds(blocks, '/blocks'),
    ...elementRules(blocks, '/blocks'),
    ...totalLength(blocks, '/blocks'),
  ];
}

/** Slack takes views of up to 250 kB. */
const mostViewBytes = 250_000;

/** What is wrong with a modal or an App Home; nothing when Slack would take it. */
export function lintView(view: Json | undefined): readonly Issue[] {
  const blocks = isObject(view) ? view.blocks : undefined;
  return [
    ...check(view, viewShape, '/view'),
    ...uniqueIds(blocks, '/view/blocks'),
    ...elementRules(blocks, '/view/blocks'),
    ...missingSubmit(view),
    ...tooLarge(view),
  ];
}

/** A modal with inputs needs a button that submits them. */
function missingSubmit(view: Json | undefined): readonly Issue[] {
  if (!isObject(view) || view.type !== 'modal' || view.submit !== undefined) return [];
  const hasInput = objectsIn(view.blocks).some((block) => block.type === 'input');
  return hasInput ? [issue('/view', 'missing_field', 'missing required field: submit')] : [];
}

const tooLarge = (view: Json | undefined): readonly Issue[] =>
  Buffer.byteLength(JSON.stringify(view ?? null)) > mostViewBytes
    ? [issue('/view', 'view_too_large', 'view_too_large')]
    : [];

/** What is wrong with the options that an app suggests as someone types. */
export const lintSuggestions = (answer: Json): readonly Issue[] => check(answer, suggestions, '');
