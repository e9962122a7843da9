/** /zone link list [host=] [type=]: datalinks of a host, what they lie over, and who uses them. */
import { linkClasses } from '../../hostlink/illumos/dladm.ts';
import { linkFacts } from '../../hostlink/plans/links.ts';
import { option } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { oneOf } from '../grammar/types/one-of.ts';
import { readHost } from '../hosts/found-host.ts';
import { linkListAnswer } from '../networks/link-answers.ts';

export const linkList = defineRead({
  path: 'link list',
  summary: 'Show the links of a host, NICs to VNICs, and who uses them',
  role: 'viewer',
  args: {
    host: option(hostOrDefault, 'host; the default host if left out'),
    type: option(oneOf('type of link', linkClasses), 'only of this type: etherstub, vnic, …'),
  },
  examples: ['link list', 'link list host=hv-04 type=etherstub'],
  answer: async ({ host, type }, desk) =>
    linkListAnswer(await readHost(desk, chosenHost(desk, host), linkFacts), type, desk.now),
});
