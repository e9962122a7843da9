/** /zone link show <link> [host=]: one datalink, with who uses it and what went through it. */
import { linkStatistics } from '../../hostlink/illumos/dladm.ts';
import { attempted } from '../../hostlink/observe/attempt.ts';
import { linkFacts } from '../../hostlink/plans/links.ts';
import { option, positional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { anyLinkName } from '../grammar/types/places.ts';
import { readHost } from '../hosts/found-host.ts';
import { linkAnswer } from '../networks/link-answers.ts';

export const linkShow = defineRead({
  path: 'link show',
  summary: 'Show one link: what it is, who uses it, what went through it',
  role: 'viewer',
  args: {
    link: positional(anyLinkName, 'name of the link'),
    host: option(hostOrDefault, 'host; the default host if left out'),
  },
  examples: ['link show stub0', 'link show igb0 host=hv-04'],
  answer: async ({ link, host }, desk) => {
    const facts = { ...linkFacts, statistics: attempted(linkStatistics(link)) };
    return linkAnswer(await readHost(desk, chosenHost(desk, host), facts), link, desk.now);
  },
});
