/**
 * The fact that is the registry: all its files, in one pass. A file that was left out is refused as a whole
 * (define-fact.ts): an entry that wasn't read is an address that looks free.
 */
import { Diagnostic } from '../diagnostic.ts';
import { filesFact } from '../observe/define-fact.ts';
import type { Fact } from '../observe/fact.ts';
import type { Registry } from './model.ts';
import { readRegistry, registryMembers } from './registry.ts';

export const registryFact: Fact<Registry> = filesFact({
  name: 'registry',
  directory: ({ registry }) => registry,
  members: registryMembers,
  /** @throws Diagnostic `zmgr::registry::unreadable` for a directory that is there and can't be entered */
  parse: ({ exists, files, stderr }, host) => {
    const place = `${host.name}:${host.registry}`;
    if (!exists && /denied|not a directory/i.test(stderr)) {
      throw new Diagnostic({
        code: 'zmgr::registry::unreadable',
        message: `The registry ${place} can't be read`,
        help: `Let ${host.user} enter ${host.registry} and read what is in it.`,
        cause: new Error(stderr.trim().slice(0, 1000)),
      });
    }
    return readRegistry(host.registry, files, exists, place);
  },
});
