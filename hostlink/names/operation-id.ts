/**
 * Ids of operations: the first ten base32 characters (RFC 4648, lower case) of SHA-256 over the team and Slack's
 * delivery id, so that the same delivery, repeated, is the same operation. Shown and typed in full.
 */
import { createHash } from 'node:crypto';
import { Diagnostic } from '../diagnostic.ts';
import type { Branded } from './brand.ts';

export type OperationId = Branded<string, 'OperationId'>;

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

export function operationId(team: string, delivery: string): OperationId {
  const hash = createHash('sha256').update(`${team}\0${delivery}`).digest();
  let bits = 0n;
  for (const byte of hash.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte);
  let id = '';
  for (let shift = 51n; id.length < 10; shift -= 5n) id += alphabet[Number((bits >> shift) & 31n)];
  return id as OperationId;
}

/** @throws Diagnostic `zmgr::operation::bad-id` */
export function parseOperationId(text: string): OperationId {
  if (!/^[a-z2-7]{10}$/.test(text)) {
    throw new Diagnostic({
      code: 'zmgr::operation::bad-id',
      message: `"${text.slice(0, 40)}" is no operation id`,
      help: 'An id has ten letters and digits, like 3kq7wz2m5a. `/zone op list` shows them.',
    });
  }
  return text as OperationId;
}
