/** /zone op list [host=] [state=] [limit=]: the operations of late, the newest first. */
import type { Line } from '../answer.ts';
import { code, heading, joined, paragraph, person, strong, time } from '../answers/parts.ts';
import { option } from '../argument.ts';
import { chosenHosts } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { type OperationView, operationStates } from '../desk.ts';
import { hostName } from '../grammar/types/names.ts';
import { oneOf } from '../grammar/types/one-of.ts';
import { count } from '../grammar/types/words.ts';
import { markOf } from '../operations/operation-words.ts';

const usualLimit = 20;

export const opList = defineRead({
  path: 'op list',
  summary: 'List operations, the newest first',
  role: 'viewer',
  args: {
    host: option(hostName, 'only on this host'),
    state: option(
      oneOf('operation state', operationStates),
      'only in this state: running, stuck, …',
    ),
    limit: option(count(50), `how many, ${usualLimit} if left out`),
  },
  examples: ['op list', 'op list state=running', 'op list host=hv-04 limit=5'],
  answer: async ({ limit = usualLimit, ...filter }, desk) => {
    if (filter.host !== undefined) chosenHosts(desk, filter.host);
    // One more than is shown tells whether there are more.
    const found = await desk.operations.list({ ...filter, limit: limit + 1 });
    const shown = found.slice(0, limit);
    if (shown.length === 0) {
      return { summary: 'No such operations', parts: [paragraph('There are no such operations.')] };
    }
    return {
      summary: shown
        .slice(0, 3)
        .map(({ verb, subject, state }) => `${verb} ${subject} ${state}`)
        .join(', '),
      parts: [
        heading('Operations'),
        {
          kind: 'rows',
          rows: shown.map((operation) => ({
            line: operationLine(operation),
            offer: { label: 'Show', text: `op show ${operation.id}` },
          })),
        },
        ...(found.length > limit
          ? [
              paragraph(
                'There are older ones. Narrow it down with ',
                code('host='),
                ' or ',
                code('state='),
                '.',
              ),
            ]
          : []),
      ],
    };
  },
});

/** `✓ create web01 done · hv-04 · today 9:41 · U01 · 3kq7wz2m5a` */
const operationLine = ({ id, verb, subject, state, host, askedAt, actor }: OperationView): Line => [
  `${markOf(state)} `,
  strong(`${verb} ${subject}`),
  ' ',
  ...joined([state, host ?? '', time(askedAt), person(actor.user), code(id)]),
];
