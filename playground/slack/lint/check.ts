/** Holds a value against a shape and says everything that is wrong, each with its place. Pure; never throws. */
import { isList, isObject, type Json, stringAt } from '../json.ts';
import { below, type Issue, issue } from './issue.ts';
import type { ObjectShape, Shape } from './shape.ts';

export function check(value: Json | undefined, shape: Shape, pointer: string): readonly Issue[] {
  switch (shape.kind) {
    case 'anything':
      return [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(pointer, 'a boolean')];
    case 'number':
      return checkNumber(value, shape, pointer);
    case 'string':
      return checkString(value, shape, pointer);
    case 'enum':
      if (typeof value !== 'string') return [wrongType(pointer, 'a string')];
      return shape.values.includes(value)
        ? []
        : [issue(pointer, 'bad_value', 'must be a valid enum value')];
    case 'list':
      return checkList(value, shape, pointer);
    case 'object':
      return checkObject(value, shape, pointer);
    case 'variant':
      return checkVariant(value, shape.of(), pointer);
    default:
      return shape satisfies never;
  }
}

const wrongType = (pointer: string, what: string): Issue =>
  issue(pointer, 'wrong_type', `must provide ${what}`);

type Of<K extends Shape['kind']> = Extract<Shape, { readonly kind: K }>;

function checkNumber(value: Json | undefined, shape: Of<'number'>, pointer: string): Issue[] {
  if (typeof value !== 'number') return [wrongType(pointer, 'a number')];
  if (shape.min !== undefined && value < shape.min)
    return [issue(pointer, 'bad_value', `must be greater than or equal to ${shape.min}`)];
  if (shape.max !== undefined && value > shape.max)
    return [issue(pointer, 'bad_value', `must be less than or equal to ${shape.max}`)];
  return [];
}

function checkString(value: Json | undefined, shape: Of<'string'>, pointer: string): Issue[] {
  if (typeof value !== 'string') return [wrongType(pointer, 'a string')];
  if (shape.min !== undefined && value.length < shape.min)
    return [issue(pointer, 'too_short', `must be more than ${shape.min - 1} characters`)];
  if (shape.max !== undefined && value.length > shape.max)
    return [issue(pointer, 'too_long', `must be less than ${shape.max + 1} characters`)];
  return [];
}

function checkList(value: Json | undefined, shape: Of<'list'>, pointer: string): Issue[] {
  if (!isList(value)) return [wrongType(pointer, 'an array')];
  if (shape.max !== undefined && value.length > shape.max)
    return [issue(pointer, 'too_many', `no more than ${shape.max} items allowed`)];
  if (shape.min !== undefined && value.length < shape.min)
    return [issue(pointer, 'too_few', `must provide at least ${shape.min} items`)];
  return value.flatMap((member, index) => check(member, shape.of, below(pointer, index)));
}

function checkObject(value: Json | undefined, shape: ObjectShape, pointer: string): Issue[] {
  if (!isObject(value)) return [wrongType(pointer, 'an object')];
  const missing = shape.required
    .filter((name) => value[name] === undefined)
    .map((name) => issue(pointer, 'missing_field', `missing required field: ${name}`));
  const either = shape.either ?? [];
  if (either.length > 0 && either.every((name) => value[name] === undefined)) {
    const names = either.map((name) => `\`${name}\``).join(' or ');
    missing.push(issue(pointer, 'missing_field', `must define either ${names}`));
  }
  const faults = Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return [];
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (field === undefined)
      return [issue(pointer, 'unknown_field', `invalid additional property: ${name}`)];
    return check(member, field, below(pointer, name));
  });
  return [...missing, ...faults];
}

function checkVariant(
  value: Json | undefined,
  variants: Readonly<Record<string, ObjectShape>>,
  pointer: string,
): Issue[] {
  if (!isObject(value)) return [wrongType(pointer, 'an object')];
  const type = stringAt(value, 'type');
  if (type === undefined) {
    return [issue(pointer, 'missing_field', 'missing required field: type')];
  }
  const shape = Object.hasOwn(variants, type) ? variants[type] : undefined;
  if (shape === undefined) {
    return [issue(below(pointer, 'type'), 'unsupported_type', `unsupported type: ${type}`)];
  }
  const { type: _, ...rest } = value;
  return checkObject(rest, shape, pointer);
}
