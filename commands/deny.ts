/** /zone deny <id> [-- reason]: says no to somebody's change, which ends it. The same as its card's button. */
import { option, positional } from './argument.ts';
import { defineDecision } from './define.ts';
import { operationId } from './grammar/types/names.ts';
import { text } from './grammar/types/words.ts';
import { decidedAnswer } from './operations/decided-answer.ts';

export const deny = defineDecision({
  path: 'deny',
  summary: "Say no to somebody's change that waits for approval; one no is enough",
  role: 'anyone',
  args: {
    id: positional(operationId, 'id of the operation'),
    reason: option(text, 'why; also behind two dashes'),
  },
  examples: ['deny 3kq7wz2m5a -- not before the backup'],
  answer: async ({ id, reason }, { operations, actor, now }) =>
    decidedAnswer(
      await operations.decide(id, actor, {
        decision: 'deny',
        surface: 'command',
        ...(reason !== undefined && { reason }),
      }),
      actor,
      now,
    ),
});
