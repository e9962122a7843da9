/** /zone template list [host=] [page=]: all templates, their brands and pools. */
import { installedBrands } from '../../hostlink/illumos/brands.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import { list, option } from '../argument.ts';
import { chosenHosts } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostName } from '../grammar/types/names.ts';
import { count } from '../grammar/types/words.ts';
import { readHost } from '../hosts/found-host.ts';
import { valueIn } from '../hosts/host-words.ts';
import { templateLine } from '../hosts/pool-lines.ts';
import { registryListAnswer } from '../registry/registry-list-answer.ts';

const facts = { registry: registryFact, brands: attempted(installedBrands) };

export const templateList = defineRead({
  path: 'template list',
  summary: 'List the templates of all hosts: their brands and pools',
  role: 'viewer',
  args: {
    host: list(hostName, 'only of these hosts'),
    page: option(count(9_999), 'which page of a long list'),
  },
  examples: ['template list', 'template list host=hv-04'],
  answer: async ({ host, page = 1 }, desk) => {
    const hosts =
      host.length === 0 ? desk.hosts.names : host.flatMap((one) => chosenHosts(desk, one));
    const found = await Promise.all(hosts.map((one) => readHost(desk, one, facts)));
    return registryListAnswer(
      found,
      { kind: 'template', host, page },
      (_, { registry, brands }, name) => {
        const template = registry.templates.get(name);
        return template === undefined
          ? ''
          : templateLine(template, registry.config, valueIn(brands));
      },
      desk.now,
    );
  },
});
