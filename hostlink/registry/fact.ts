/** The fact that is the registry: all its files, in one pass. */
import { Diagnostic } from '../diagnostic.ts';
import type { Fact } from '../observe/fact.ts';
import type { Registry } from './model.ts';
import { readRegistry, registryMembers } from './registry.ts';

export const registryFact: Fact<Registry> = {
  name: 'registry',
  reading: ({ registry }) => ({ kind: 'files', directory: registry, members: registryMembers }),
  /**
   * @throws Diagnostic `zmgr::registry::unreadable` when anything was left out: an entry that wasn't read is an
   * address that looks free.
   */
  understand: (answer, host) => {
    const place = `${host.name}:${host.registry}`;
    if (answer.kind !== 'files' || answer.stderr.trim() !== '') {
      throw new Diagnostic({
        code: 'zmgr::registry::unreadable',
        message: `The registry ${place} can't be read as a whole`,
        help: `Let ${host.user} read ${host.registry} and all that is in it.`,
        cause: answer.stderr.trim().slice(0, 1000),
      });
    }
    return readRegistry(host.registry, answer.files, answer.exists, place);
  },
};
