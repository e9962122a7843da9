/** /zone op cancel <id>: asks it to stop between two steps and to take back what it did. */
import { positional } from '../argument.ts';
import { defineDecision } from '../define.ts';
import { operationId } from '../grammar/types/names.ts';
import { operationAnswer } from '../operations/operation-answer.ts';

export const opCancel = defineDecision({
  path: 'op cancel',
  summary: 'Stop an operation between two steps, and take back what it did',
  role: 'operator',
  args: { id: positional(operationId, 'id of the operation') },
  examples: ['op cancel 3kq7wz2m5a'],
  answer: async ({ id }, { operations, actor, now }) =>
    operationAnswer(await operations.cancel(id, actor), now),
});
