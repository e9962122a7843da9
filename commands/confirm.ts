/** /zone confirm <id>: says that a change of one's own is meant, once its plan is seen. The same as its card's button. */
import { positional } from './argument.ts';
import { defineDecision } from './define.ts';
import { operationId } from './grammar/types/names.ts';
import { decidedAnswer } from './operations/decided-answer.ts';

export const confirm = defineDecision({
  path: 'confirm',
  summary: 'Confirm a disruptive change that you asked for, so that it begins',
  role: 'operator',
  args: { id: positional(operationId, 'id of the operation') },
  examples: ['confirm 3kq7wz2m5a'],
  answer: async ({ id }, { operations, actor, now }) =>
    decidedAnswer(
      await operations.decide(id, actor, { decision: 'confirm', surface: 'command' }),
      actor,
      now,
    ),
});
