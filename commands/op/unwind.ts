/** /zone op unwind <id>: takes back what a stuck or interrupted operation did, where that is still possible. */
import { positional } from '../argument.ts';
import { defineDecision } from '../define.ts';
import { operationId } from '../grammar/types/names.ts';
import { operationAnswer } from '../operations/operation-answer.ts';

export const opUnwind = defineDecision({
  path: 'op unwind',
  summary: 'Take back what a stuck or interrupted operation did',
  role: 'operator',
  args: { id: positional(operationId, 'id of the operation') },
  examples: ['op unwind 3kq7wz2m5a'],
  answer: async ({ id }, { operations, actor, now }) =>
    operationAnswer(await operations.unwind(id, actor), now),
});
