/**
 * What the hosts were last seen to have, so that a form opens with no SSH. It is fed by every observation that passes,
 * whatever it was made for, and made ready when it is asked for.
 */
import type { Hosts } from '../../commands/desk.ts';
import {
  type SeenFacts,
  type SeenHost,
  type SeenHosts,
  seenFacts,
  seenHost,
} from '../../commands/forms/seen.ts';
import type { HostName } from '../../hostlink/names/host-name.ts';
import type { FactSet } from '../../hostlink/observe/fact.ts';
import type { Log } from '../log/log.ts';

export interface LastSeen extends SeenHosts {
  /** The hosts as they were, except that what is observed through them is remembered. */
  readonly hosts: Hosts;
  /** Looks at a host anew. Never rejects: what can't be read stays as it was last seen. */
  look(host: HostName): Promise<void>;
}

export function lastSeen(hosts: Hosts, log: Log): LastSeen {
  const values = new Map<HostName, ReadonlyMap<string, unknown>>();
  const ready = new Map<HostName, SeenHost>();

  const remember = (
    host: HostName,
    facts: FactSet,
    observed: Readonly<Record<string, unknown>>,
  ) => {
    const known = new Map(values.get(host));
    for (const [key, fact] of Object.entries(facts)) {
      const name = nameOf.get(fact);
      if (name !== undefined) known.set(name, observed[key]);
    }
    values.set(host, known);
    ready.delete(host);
  };

  const watched: Hosts = {
    ...hosts,
    observe: async (host, facts) => {
      const observed = await hosts.observe(host, facts);
      remember(host, facts, observed);
      return observed;
    },
  };

  return {
    hosts: watched,
    names: hosts.names,
    default: hosts.default,
    of: (host) => {
      // Each value was observed by the fact of its name; the set's own type was forgotten on the way.
      const facts = Object.fromEntries(values.get(host) ?? new Map()) as SeenFacts;
      const made = ready.get(host) ?? seenHost(facts, host);
      ready.set(host, made);
      return made;
    },
    look: async (host) => {
      try {
        await watched.observe(host, seenFacts);
      } catch (error) {
        log.debug({ host, err: error }, 'a host could not be looked at for forms');
      }
    },
  };
}

/** A fact is known by what it is, under whatever key somebody asks for it. */
const nameOf: ReadonlyMap<unknown, string> = new Map(
  Object.entries(seenFacts).map(([name, fact]) => [fact, name]),
);
