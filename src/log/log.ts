/**
 * The log: pino, one JSON line an entry. Secrets are taken out twice: by name while values are described, and by shape
 * from the finished line, so that nothing gets past in a message, a key or a library's own text.
 */
import { type DestinationStream, type Logger, pino } from 'pino';
import type { OperationId } from '../../hostlink/names/operation-id.ts';
import type { LogLevel } from '../env.ts';
import { describe } from './describe.ts';
import { scrubText } from './scrub-text.ts';

export type Log = Logger;

export interface LogOptions {
  readonly level: LogLevel;
  /** Where lines go: process.stdout, or an array's push in tests. */
  readonly write: (line: string) => void;
}

export function createLog({ level, write }: LogOptions): Log {
  const gate: DestinationStream = { write: (line) => write(`${scrubText(line.trimEnd())}\n`) };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // pino's own serializer would copy an error's fields before they were looked at.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          // The first, when no text, is the entry: pino hands it to `log` below.
          const [first, ...rest] = args;
          Reflect.apply(method, this, [
            typeof first === 'string' ? scrubText(first) : first,
            ...rest.map(clean),
          ]);
        },
      },
      formatters: {
        level: (label) => ({ level: label }),
        log: (entry) => plainObject(describe(entry)),
        bindings: (bindings) => plainObject(describe(bindings)),
      },
    },
    gate,
  );
}

/** A log whose lines all carry the operation's id. */
export const forOperation = (log: Log, operation: OperationId): Log => log.child({ operation });

const clean = (value: unknown): unknown => (typeof value === 'number' ? value : describe(value));

function plainObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : { value };
}
