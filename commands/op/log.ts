/** /zone op log <id> [step=]: what an operation's steps printed on its host. One exec. */
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import { option, positional } from '../argument.ts';
import { defineRead } from '../define.ts';
import { operationId } from '../grammar/types/names.ts';
import { count } from '../grammar/types/words.ts';
import { logAnswer, operationLog } from '../operations/operation-log.ts';

export const opLog = defineRead({
  path: 'op log',
  summary: "Show what an operation's steps printed on the host",
  role: 'viewer',
  args: {
    id: positional(operationId, 'id of the operation'),
    step: option(count(999), 'only this step, by its number'),
  },
  examples: ['op log 3kq7wz2m5a', 'op log 3kq7wz2m5a step=4'],
  answer: async ({ id, step }, { operations, hosts }) => {
    const operation = await operations.show(id);
    const { host, events, journalRemovedAt } = operation;
    const isKept = events.length > 0 && journalRemovedAt === undefined;
    const outputs = host === undefined || !isKept ? [] : await hosts.outputs(host, id, step);
    return logAnswer(operation, operationLog(operation, outputs, stepKinds));
  },
});
