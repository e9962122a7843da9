/** /zone host show [<host>]: all about one host, and what it lacks. */
import { optionalPositional } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineRead } from '../define.ts';
import { hostOrDefault } from '../grammar/types/names.ts';
import { readHost, wholeHostFacts } from '../hosts/found-host.ts';
import { hostAnswer } from '../hosts/host-answer.ts';

export const hostShow = defineRead({
  path: 'host show',
  summary: 'Show one host: system, registry, storage, pools and templates',
  role: 'viewer',
  args: { host: optionalPositional(hostOrDefault, 'the host; the default host if left out') },
  examples: ['host show', 'host show hv-04', 'host show host=hv-04'],
  answer: async ({ host: named }, desk) => {
    const host = chosenHost(desk, named);
    const [found, holds] = await Promise.all([
      readHost(desk, host, wholeHostFacts),
      desk.operations.holds(host),
    ]);
    return hostAnswer(found, { holds, now: desk.now });
  },
});
