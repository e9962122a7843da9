/** /zone pool list [host=] [page=]: all pools, how full they are, and what they lie over. */
import { list, option } from '../argument.ts';
import { chosenHosts } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostName } from '../grammar/types/names.ts';
import { count } from '../grammar/types/words.ts';
import { readHost } from '../hosts/found-host.ts';
import { poolListFacts, poolListLine } from '../pools/pool-list-line.ts';
import { registryListAnswer } from '../registry/registry-list-answer.ts';

export const poolList = defineRead({
  path: 'pool list',
  summary: 'List the pools of all hosts: how many addresses are free',
  role: 'viewer',
  args: {
    host: list(hostName, 'only of these hosts'),
    page: option(count(9_999), 'which page of a long list'),
  },
  examples: ['pool list', 'pool list host=hv-04'],
  answer: async ({ host, page = 1 }, desk) => {
    const hosts =
      host.length === 0 ? desk.hosts.names : host.flatMap((one) => chosenHosts(desk, one));
    const [found, holds] = await Promise.all([
      Promise.all(hosts.map((one) => readHost(desk, one, poolListFacts))),
      Promise.all(hosts.map(async (one) => [one, await desk.operations.holds(one)] as const)),
    ]);
    const held = new Map(holds);
    return registryListAnswer(
      found,
      { kind: 'pool', host, page },
      (on, facts, name) => poolListLine(facts, name, held.get(on) ?? []),
      desk.now,
    );
  },
});
