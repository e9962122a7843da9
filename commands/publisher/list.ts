/** /zone publisher list [host=] [page=]: all publishers, and where their packages are. */
import { registryFact } from '../../hostlink/registry/fact.ts';
import { code, joined } from '../answers/parts.ts';
import { list, option } from '../argument.ts';
import { chosenHosts } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostName } from '../grammar/types/names.ts';
import { count } from '../grammar/types/words.ts';
import { readHost } from '../hosts/found-host.ts';
import { registryListAnswer } from '../registry/registry-list-answer.ts';

export const publisherList = defineRead({
  path: 'publisher list',
  summary: 'List the package publishers of all hosts',
  role: 'viewer',
  args: {
    host: list(hostName, 'only of these hosts'),
    page: option(count(9_999), 'which page of a long list'),
  },
  examples: ['publisher list', 'publisher list host=hv-04'],
  answer: async ({ host, page = 1 }, desk) => {
    const hosts =
      host.length === 0 ? desk.hosts.names : host.flatMap((one) => chosenHosts(desk, one));
    const found = await Promise.all(
      hosts.map((one) => readHost(desk, one, { registry: registryFact })),
    );
    return registryListAnswer(
      found,
      { kind: 'publisher', host, page },
      (_, { registry }, name) => {
        const publisher = registry.publishers.get(name);
        if (publisher === undefined) return '';
        const { origin, mode, sticky } = publisher;
        return joined([
          code(origin),
          mode === 'replace' ? "replaces the zone's own" : '',
          sticky ? '' : 'not sticky',
        ]);
      },
      desk.now,
    );
  },
});
