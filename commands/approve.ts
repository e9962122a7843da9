/** /zone approve <id> [-- reason]: says yes to somebody's change. The same as its card's button, for a card that is lost. */
import { option, positional } from './argument.ts';
import { defineDecision } from './define.ts';
import { operationId } from './grammar/types/names.ts';
import { text, word } from './grammar/types/words.ts';
import { decidedAnswer } from './operations/decided-answer.ts';

export const approve = defineDecision({
  path: 'approve',
  summary: "Say yes to somebody's change that waits for approval",
  role: 'anyone',
  args: {
    id: positional(operationId, 'id of the operation'),
    name: option(word('name'), 'the name of what it is about, where the rule asks for it'),
    reason: option(text, 'why; also behind two dashes'),
  },
  examples: ['approve 3kq7wz2m5a', 'approve 3kq7wz2m5a -- agreed with Ann'],
  answer: async ({ id, name, reason }, { operations, actor, now }) =>
    decidedAnswer(
      await operations.decide(id, actor, {
        decision: 'approve',
        surface: 'command',
        ...(reason !== undefined && { reason }),
        ...(name !== undefined && { typed: name }),
      }),
      actor,
      now,
    ),
});
