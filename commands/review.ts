/** /zone review <id> -- what was found: looks back at what was done by break-glass. The same as its card's button. */
import { option, positional } from './argument.ts';
import { defineDecision } from './define.ts';
import { operationId } from './grammar/types/names.ts';
import { text } from './grammar/types/words.ts';
import { reviewNotCounted } from './operations/glass-words.ts';
import { operationAnswer } from './operations/operation-answer.ts';

export const review = defineDecision({
  path: 'review',
  summary: 'Say what you found of something that was done by break-glass',
  role: 'anyone',
  args: {
    id: positional(operationId, 'id of the operation'),
    reason: option(text, 'what was found; also behind two dashes'),
  },
  examples: ['review 3kq7wz2m5a -- the relay was down, halting it was right'],
  answer: async ({ id, reason = '' }, { operations, actor, now }) => {
    const reviewed = await operations.review(id, actor, { note: reason, surface: 'command' });
    return reviewNotCounted(reviewed) ?? operationAnswer(reviewed.operation, now);
  },
});
