/**
 * /zone validate [host=]
 * The files of registries: whether they can be understood, what they say of each other, and what their hosts contradict.
 * Each fault with its file, line and column. A host that can't be read is shown as such, never left out.
 */
import { list as listOf } from './argument.ts';
import { chosenHosts } from './chosen-host.ts';
import { defineRead } from './define.ts';
import { hostName } from './grammar/types/names.ts';
import { readCompared } from './zones/compared-host.ts';
import { validateAnswer } from './zones/validate-answer.ts';

export const validate = defineRead({
  path: 'validate',
  summary: 'Check the files of the registry, each fault with its place',
  role: 'viewer',
  args: { host: listOf(hostName, 'only on these hosts') },
  examples: ['validate', 'validate host=hv-04'],
  answer: async ({ host }, desk) => {
    const hosts =
      host.length === 0 ? desk.hosts.names : host.flatMap((one) => chosenHosts(desk, one));
    return validateAnswer(await readCompared(desk, [...new Set(hosts)]), desk.now);
  },
});
