/** One call of a Web API method: its arguments, and the readers that refuse what Slack would, in Slack's words. */
import { isObject, type Json, type JsonObject, parseJson } from '../json.ts';

/** A refusal: HTTP 200 with `{ok: false, error, …}`. */
export class ApiError extends Error {
  readonly error: string;
  readonly extra: JsonObject;

  constructor(error: string, extra: JsonObject = {}) {
    super(error);
    this.name = 'ApiError';
    this.error = error;
    this.extra = extra;
  }
}

/** `invalid_arguments`, and what was wrong with them. */
export const invalidArguments = (...messages: readonly string[]): ApiError =>
  new ApiError('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });

/** Arguments as text: nested values are still JSON. */
export type Arguments = Readonly<Record<string, string | undefined>>;

/** @throws ApiError `invalid_arguments` */
export function required(args: Arguments, name: string): string {
  const value = args[name];
  if (value === undefined || value === '') {
    throw invalidArguments(`missing required field: ${name}`);
  }
  return value;
}

/** @throws ApiError `invalid_arguments` for anything but true, false, 1 and 0 */
export function flag(args: Arguments, name: string): boolean {
  switch (args[name]) {
    case undefined:
    case '':
    case 'false':
    case '0':
      return false;
    case 'true':
    case '1':
      return true;
    default:
      throw invalidArguments(`must provide a boolean [json-pointer:/${name}]`);
  }
}

/** @throws ApiError `invalid_limit` and its like, by the name of the argument */
export function count(args: Arguments, name: string, whenLeftOut: number, most: number): number {
  const text = args[name];
  if (text === undefined || text === '') return whenLeftOut;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new ApiError(`invalid_${name}`);
  return Math.min(value, most);
}

/**
 * A nested value.
 * @throws ApiError with `error` when it is no JSON
 */
export function nested(args: Arguments, name: string, error: string): Json | undefined {
  const text = args[name];
  if (text === undefined || text === '') return undefined;
  const value = parseJson(text);
  if (value === undefined) throw new ApiError(error);
  return value;
}

/** As `nested`, and an object it must be. */
export function nestedObject(args: Arguments, name: string, error: string): JsonObject | undefined {
  const value = nested(args, name, error);
  if (value === undefined) return undefined;
  if (!isObject(value)) throw new ApiError(error);
  return value;
}
