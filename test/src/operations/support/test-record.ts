/** An operation as the store keeps it, for tests of what is shown of one. */
import { operationId } from '../../../../hostlink/names/operation-id.ts';
import type { OperationRecord } from '../../../../src/store/operation-record.ts';

export const testRecord = (change: Partial<OperationRecord> = {}): OperationRecord => ({
  id: operationId('T1', 'd1'),
  state: 'queued',
  verb: 'create',
  subject: 'web01',
  command: 'create web01',
  actor: { team: 'T1', user: 'U01' },
  channel: 'C0OPS',
  askedIn: 'C0OPS',
  arguments: {},
  runs: 0,
  runVerb: 'run',
  runAfter: 0,
  askedAt: new Date('2026-11-21T08:00:00Z'),
  events: [],
  votes: [],
  revision: 1,
  ...change,
});
