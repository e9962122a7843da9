/**
 * Rules of elements that no single field shows: what they start with must be among what they offer, bounds must leave
 * room, and one element of a view may take the focus.
 * https://docs.slack.dev/reference/block-kit/block-elements
 */
import { isDeepStrictEqual } from 'node:util';
import { isList, isObject, type Json, type JsonObject, objectsIn, stringAt } from '../json.ts';
import { below, type Issue, issue } from './issue.ts';

interface Placed {
  readonly element: JsonObject;
  readonly pointer: string;
}

/** @param blocks anything: what is no list of blocks has no elements */
export function elementRules(blocks: Json | undefined, pointer: string): readonly Issue[] {
  const placed = elementsIn(blocks, pointer);
  return [
    ...placed.flatMap((each) => [...offers(each), ...bounds(each), ...formats(each)]),
    ...placed
      .filter(({ element }) => element.focus_on_load === true)
      .slice(1)
      .map((each) => bad(each, 'focus_on_load', 'only one element may have focus_on_load')),
  ];
}

function elementsIn(blocks: Json | undefined, pointer: string): readonly Placed[] {
  return (isList(blocks) ? blocks : []).flatMap((block, index) => {
    if (!isObject(block)) return [];
    const at = below(pointer, index);
    const single = ['element', 'accessory'].flatMap((key) => placedAt(block[key], below(at, key)));
    const several = ['elements', 'actions'].flatMap((key) => {
      const members = block[key];
      if (!isList(members)) return [];
      return members.flatMap((member, i) => placedAt(member, below(below(at, key), i)));
    });
    return [...single, ...several, ...elementsIn(block.child_blocks, below(at, 'child_blocks'))];
  });
}

const placedAt = (value: Json | undefined, pointer: string): readonly Placed[] =>
  isObject(value) ? [{ element: value, pointer }] : [];

const bad = ({ pointer }: Placed, key: string, message: string): Issue =>
  issue(below(pointer, key), 'bad_value', message);

/** Options stand in one list or in groups, and what is picked at first is one of them, to the letter. */
function offers(placed: Placed): readonly Issue[] {
  const { element } = placed;
  const { options, option_groups: groups } = element;
  if (options === undefined && groups === undefined) return [];
  if (options !== undefined && groups !== undefined) {
    return [bad(placed, 'option_groups', 'must define either `options` or `option_groups`')];
  }
  const offered = [
    ...objectsIn(options),
    ...objectsIn(groups).flatMap((group) => objectsIn(group.options)),
  ];
  const isOffered = (option: JsonObject): boolean =>
    offered.some((each) => isDeepStrictEqual(each, option));
  const first = isObject(element.initial_option) && !isOffered(element.initial_option);
  const several = !objectsIn(element.initial_options).every(isOffered);
  return [
    ...(first ? [bad(placed, 'initial_option', 'must match one of the options')] : []),
    ...(several ? [bad(placed, 'initial_options', 'must match some of the options')] : []),
  ];
}

const numberAt = (object: JsonObject, key: string): number | undefined => {
  const value = object[key];
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : undefined;
};

/** The least is no more than the most, and what is there at first lies between them. */
function bounds(placed: Placed): readonly Issue[] {
  const { element } = placed;
  switch (element.type) {
    case 'plain_text_input':
      return between(placed, 'length', stringAt(element, 'initial_value')?.length);
    case 'number_input': {
      const strange = ['initial_value', 'min_value', 'max_value'].filter((key) =>
        Number.isNaN(numberAt(element, key)),
      );
      if (strange.length > 0) return strange.map((key) => bad(placed, key, 'must be a number'));
      return between(placed, 'value', numberAt(element, 'initial_value'));
    }
    default:
      return [];
  }
}

function between(
  placed: Placed,
  what: 'length' | 'value',
  initial: number | undefined,
): readonly Issue[] {
  const least = numberAt(placed.element, `min_${what}`) ?? Number.NEGATIVE_INFINITY;
  const most = numberAt(placed.element, `max_${what}`) ?? Number.POSITIVE_INFINITY;
  if (least > most) {
    return [bad(placed, `min_${what}`, `must be less than or equal to max_${what}`)];
  }
  // An empty field is none that says too little.
  if (initial === undefined || (what === 'length' && initial === 0)) return [];
  return initial < least || initial > most
    ? [bad(placed, 'initial_value', `must be between min_${what} and max_${what}`)]
    : [];
}

const written: readonly (readonly [key: string, pattern: RegExp, like: string])[] = [
  ['initial_date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'YYYY-MM-DD'],
  ['initial_time', /^(?:[01]\d|2[0-3]):[0-5]\d$/, 'HH:mm'],
];

const formats = (placed: Placed): readonly Issue[] =>
  written.flatMap(([key, pattern, like]) => {
    const value = stringAt(placed.element, key);
    return value === undefined || pattern.test(value)
      ? []
      : [bad(placed, key, `must match the format ${like}`)];
  });
