/**
 * /zone list [host=] [state=] [brand=] [template=] [tag=] [q=] [page=]
 * All zones of all hosts, with or without an entry. A host that can't be read is shown as such, never left out.
 */
import { list as listOf, option } from './argument.ts';
import { chosenHosts } from './chosen-host.ts';
import { defineRead } from './define.ts';
import { tag } from './grammar/types/list-wish.ts';
import { hostName, templateName } from './grammar/types/names.ts';
import { count, word } from './grammar/types/words.ts';
import { zoneState } from './grammar/types/zone-state.ts';
import { readZones } from './zones/found-zone.ts';
import { zoneListAnswer } from './zones/zone-list-answer.ts';

export const list = defineRead({
  path: 'list',
  summary: 'List the zones of all hosts',
  role: 'viewer',
  args: {
    host: listOf(hostName, 'only of these hosts'),
    state: listOf(zoneState, 'only in these states: running, installed, …, or missing'),
    brand: listOf(word('brand'), 'only of these brands'),
    template: listOf(templateName, 'only made from these templates'),
    tag: listOf(tag, 'only with one of these tags'),
    q: option(word('text'), 'only with this in their name, tags, addresses or VNICs'),
    page: option(count(9_999), 'which page of a long list'),
  },
  examples: [
    'list',
    'list host=hv-04 state=running',
    'list tag=web',
    'list q=10.1.0.',
    'list state=missing',
  ],
  answer: async ({ host, page = 1, ...filter }, desk) => {
    const hosts =
      host.length === 0 ? desk.hosts.names : host.flatMap((one) => chosenHosts(desk, one));
    return zoneListAnswer(await readZones(desk, hosts), { host, filter, page }, desk.now);
  },
});
