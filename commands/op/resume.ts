/** /zone op resume <id>: goes on with what was broken off or got stuck. */
import { positional } from '../argument.ts';
import { defineDecision } from '../define.ts';
import { operationId } from '../grammar/types/names.ts';
import { operationAnswer } from '../operations/operation-answer.ts';

export const opResume = defineDecision({
  path: 'op resume',
  summary: 'Go on with an operation that got stuck or was broken off',
  role: 'operator',
  args: { id: positional(operationId, 'id of the operation') },
  examples: ['op resume 3kq7wz2m5a'],
  answer: async ({ id }, { operations, actor, now }) =>
    operationAnswer(await operations.resume(id, actor), now),
});
