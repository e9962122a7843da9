/** /zone op show <id>: one operation, its steps and how far they have come. */
import { offers } from '../answers/parts.ts';
import { positional } from '../argument.ts';
import { defineRead } from '../define.ts';
import { operationId } from '../grammar/types/names.ts';
import { operationAnswer } from '../operations/operation-answer.ts';

export const opShow = defineRead({
  path: 'op show',
  summary: 'Show one operation: its steps, and how far they have come',
  role: 'viewer',
  args: { id: positional(operationId, 'id of the operation') },
  examples: ['op show 3kq7wz2m5a'],
  answer: async ({ id }, { operations, now }) => {
    const answer = operationAnswer(await operations.show(id), now);
    const next = offers(
      { label: 'Refresh', text: `op show ${id}`, isInPlace: true, isSaid: true },
      { label: 'Output', text: `op log ${id}`, isSaid: true },
    );
    return { ...answer, parts: [...answer.parts, next] };
  },
});
