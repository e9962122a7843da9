/** /zone pool show <pool> [host=] [page=]: how full it is, the next free addresses, who has what, and a picture of it. */
import { option, target } from '../argument.ts';
import { defineRead } from '../define.ts';
import { hostName, poolName } from '../grammar/types/names.ts';
import { count } from '../grammar/types/words.ts';
import { poolAnswer, poolShowFacts } from '../pools/pool-answer.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const poolShow = defineRead({
  path: 'pool show',
  summary: 'Show one pool: how full, what is free next, who has what',
  role: 'viewer',
  args: {
    pool: target(poolName, 'name of the pool'),
    host: option(hostName, 'its host, where several have a pool of that name'),
    page: option(count(9_999), 'which page of a long list'),
  },
  examples: ['pool show internal', 'pool show hv-04/internal'],
  answer: async ({ pool, host: named, page = 1 }, desk) => {
    const host = await hostOfFile(desk, 'pool', { file: pool, host: named }, 'show');
    const [facts, holds] = await Promise.all([
      desk.hosts.observe(host, poolShowFacts),
      desk.operations.holds(host),
    ]);
    return poolAnswer({ host: { name: host }, pool, facts, holds, page, now: desk.now });
  },
});
