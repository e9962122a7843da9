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

/** A value, and which observation it is of: the later one begun is the newer, whichever comes back first. */
interface Remembered {
  readonly value: unknown;
  readonly turn: number;
}

export function lastSeen(hosts: Hosts, log: Log): LastSeen {
  const memory = new Map<HostName, Map<string, Remembered>>();
  const ready = new Map<HostName, SeenHost>();
  let turns = 0;

  const remember = (
    host: HostName,
    facts: FactSet,
    observed: Readonly<Record<string, unknown>>,
    turn: number,
  ): void => {
    const known = memory.get(host) ?? new Map<string, Remembered>();
    memory.set(host, known);
    for (const [key, fact] of Object.entries(facts)) {
      const name = nameOf.get(fact);
      const before = name === undefined ? undefined : known.get(name);
      if (name === undefined || (before !== undefined && before.turn > turn)) continue;
      known.set(name, { value: observed[key], turn });
    }
    ready.delete(host);
  };

  const watched: Hosts = {
    ...hosts,
    observe: async (host, facts) => {
      turns += 1;
      const turn = turns;
      const observed = await hosts.observe(host, facts);
      remember(host, facts, observed, turn);
      return observed;
    },
  };

  const made = (host: HostName): SeenHost => {
    const values = [...(memory.get(host) ?? [])].map(([name, { value }]) => [name, value]);
    // Each value was observed by the fact of its name; the set's own type was forgotten on the way.
    return seenHost(Object.fromEntries(values) as SeenFacts, host);
  };

  return {
    hosts: watched,
    names: hosts.names,
    default: hosts.default,
    of: (host) => {
      const seen = ready.get(host) ?? made(host);
      ready.set(host, seen);
      return seen;
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
