/**
 * Makes any value plain data for a log line: errors with their code, help and cause chain, without what must not be
 * seen. Never throws, whatever it is given: cycles, getters that throw, proxies, buffers.
 */
import { causeChain, Diagnostic } from '../../hostlink/diagnostic.ts';
import { scrubText } from './scrub-text.ts';

/** Names whose values are never shown, compared without case, `_` and `-`. */
const hidden = new Set([
  'responseurl',
  'responseurls',
  'triggerid',
  'token',
  'bottoken',
  'apptoken',
  'usertoken',
  'accesstoken',
  'refreshtoken',
  'authorization',
  'cookie',
  'signingsecret',
  'clientsecret',
  'privatekey',
  'passphrase',
  'password',
]);

const deepest = 8;
const widest = 200;

export const isHiddenName = (name: string): boolean =>
  hidden.has(name.toLowerCase().replaceAll(/[_-]/g, ''));

/** Plain JSON data that says the same, without secrets. */
export function describe(value: unknown): unknown {
  return walk(value, new Set(), 0);
}

function walk(value: unknown, above: ReadonlySet<object>, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return scrubText(value);
    case 'bigint':
      return String(value);
    case 'symbol':
      return scrubText(String(value));
    case 'function':
      return '[function]';
    case 'object':
      break;
    default:
      return value;
  }
  if (value === null) return null;
  if (above.has(value)) return '[above]';
  if (depth >= deepest) return '[deeper]';
  try {
    return walkObject(value, new Set(above).add(value), depth + 1);
  } catch {
    return '[unreadable]';
  }
}

function walkObject(value: object, above: ReadonlySet<object>, depth: number): unknown {
  if (value instanceof Error) return describeError(value, above, depth);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL || value instanceof RegExp) return scrubText(String(value));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map)
    return entries(
      [...value].map(([k, v]) => [String(k), v]),
      above,
      depth,
    );
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, widest).map((item) => walk(item, above, depth));
  }
  return entries(
    Object.keys(value).map((key) => [key, read(value, key)]),
    above,
    depth,
  );
}

function entries(
  pairs: readonly (readonly [string, unknown])[],
  above: ReadonlySet<object>,
  depth: number,
): unknown {
  return Object.fromEntries(
    pairs
      .slice(0, widest)
      .map(([key, value]) => [
        scrubText(key),
        isHiddenName(key) && value !== undefined && value !== null
          ? '[hidden]'
          : walk(value, above, depth),
      ]),
  );
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return '[unreadable]';
  }
}

/** An error and its causes, outermost first. Only what is no Diagnostic shows its stack: a Diagnostic was foreseen. */
function describeError(error: Error, above: ReadonlySet<object>, depth: number): unknown {
  const [outer, ...causes] = causeChain(error);
  const one = (link: Error) =>
    link instanceof Diagnostic ? diagnosticFields(link) : errorFields(link, above, depth);
  return {
    ...(outer === undefined ? {} : one(outer)),
    ...(causes.length > 0 && { causes: causes.map(one) }),
  };
}

function diagnosticFields({ code, message, help, location, suggestions }: Diagnostic): object {
  return {
    code,
    message: scrubText(message),
    ...(help !== undefined && { help: scrubText(help) }),
    ...(location !== undefined && { location: describe(location) }),
    ...(suggestions.length > 0 && { suggestions: describe(suggestions) }),
  };
}

function errorFields(error: Error, above: ReadonlySet<object>, depth: number): object {
  const own = Object.keys(error)
    .filter((key) => !['name', 'message', 'stack', 'cause'].includes(key))
    .map((key): [string, unknown] => [key, read(error, key)]);
  return {
    name: scrubText(error.name),
    message: scrubText(error.message),
    ...(typeof error.stack === 'string' && { stack: scrubText(error.stack) }),
    ...(own.length > 0 && { fields: entries(own, above, depth) }),
    ...(error instanceof AggregateError && { errors: walk(error.errors, above, depth) }),
  };
}
