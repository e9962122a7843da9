/**
 * /zone drift [host=]
 * Registry against reality, on one host or all; commands/zones/drift.ts says what is compared. A host that can't be read
 * is shown as such, never left out.
 */
import { list as listOf } from './argument.ts';
import { chosenHosts } from './chosen-host.ts';
import { defineRead } from './define.ts';
import { hostName } from './grammar/types/names.ts';
import { readCompared } from './zones/compared-host.ts';
import { driftAnswer } from './zones/drift-answer.ts';

export const drift = defineRead({
  path: 'drift',
  summary: 'Show where registry and host disagree, and what to type about it',
  role: 'viewer',
  args: { host: listOf(hostName, 'only on these hosts') },
  examples: ['drift', 'drift host=hv-04'],
  answer: async ({ host }, desk) => {
    const hosts =
      host.length === 0 ? desk.hosts.names : host.flatMap((one) => chosenHosts(desk, one));
    return driftAnswer(await readCompared(desk, [...new Set(hosts)]), desk.now);
  },
});
