/** The shapes that Block Kit's objects may have, as data: lint/check.ts reads them, the neighbouring files write them. */

export type Shape =
  /** Lengths in UTF-16 units: Slack counts characters, which are never more. */
  | { readonly kind: 'string'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | {
      readonly kind: 'list';
      readonly of: Shape;
      readonly min?: number;
      readonly max?: number;
    }
  | ObjectShape
  /** One of several objects, told apart by `type`. */
  | { readonly kind: 'variant'; readonly of: () => Readonly<Record<string, ObjectShape>> }
  /** Anything: what the linter does not know closely enough to refuse. */
  | { readonly kind: 'anything' };

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** At least one of these must be there. */
  readonly either?: readonly string[];
}

export const string = (max?: number, min = 1): Shape =>
  max === undefined ? { kind: 'string' } : { kind: 'string', min, max };
export const boolean: Shape = { kind: 'boolean' };
export const number = (min?: number, max?: number): Shape => ({
  kind: 'number',
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
export const oneOf = (...values: readonly string[]): Shape => ({ kind: 'enum', values });
export const list = (of: Shape, max?: number, min?: number): Shape => ({
  kind: 'list',
  of,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
/** Lazy, for shapes that hold each other. */
export const variant = (of: () => Readonly<Record<string, ObjectShape>>): Shape => ({
  kind: 'variant',
  of,
});
export const anything: Shape = { kind: 'anything' };

/** An object: what it must have, what it may have, and nothing else. */
export const object = (
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
  either?: readonly string[],
): ObjectShape => ({
  kind: 'object',
  fields: { ...required, ...optional },
  required: Object.keys(required),
  ...(either === undefined ? {} : { either }),
});
