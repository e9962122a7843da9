/** A whole campaign: each store, each verb, each fault; and what only shows when no bot runs any more. */
import { type PostgresServer, postgresServer } from '../support/store-places.ts';
import type { Campaign, Outcome, Try } from './campaign.ts';
import { cardFaults } from './checks/cards.ts';
import type { Leak } from './checks/leak.ts';
import { rememberedFaults } from './checks/remembered.ts';
import { Course } from './course.ts';
import { sample } from './sample.ts';
import { type VerbName, verbOf } from './verbs.ts';
import { type Store, startWorld } from './world.ts';
import { Zones } from './zones.ts';

export interface CampaignOptions {
  readonly stores: readonly Store[];
  readonly verbs: readonly VerbName[];
  readonly seed: number;
  /** How many faults of each verb are tried on each store; all if left out. */
  readonly sample?: number;
  /**
   * How often a fault is tried that came late: the host had gone on by then, which is another place than the one meant.
   * Default 3.
   */
  readonly attempts?: number;
  /** Ends it between two tries: it throws then, and leaves nothing behind itself. */
  readonly signal?: AbortSignal;
  readonly onTry?: (tried: Try, number: number, of: number) => void;
}

export async function runCampaign(campaign: Campaign, options: CampaignOptions): Promise<Outcome> {
  const tries: Try[] = [];
  const leaks: (Leak & { readonly store: Store })[] = [];
  for (const store of options.stores) {
    const through = await onStore(campaign, store, options);
    tries.push(...through.tries);
    leaks.push(...through.leaks.map((leak) => ({ ...leak, store })));
  }
  return { campaign: campaign.name, seed: options.seed, tries, leaks };
}

interface Through {
  readonly tries: readonly Try[];
  readonly leaks: readonly Leak[];
}

async function onStore(
  campaign: Campaign,
  store: Store,
  options: CampaignOptions,
): Promise<Through> {
  let server: PostgresServer | undefined;
  try {
    server = store === 'postgres' ? await postgresServer() : undefined;
    const world = await startWorld(store, server);
    try {
      const course = await Course.begin(world, new Zones('crash'));
      const tries: Try[] = [];
      for (const name of options.verbs) {
        const verb = verbOf(name);
        const undisturbed = await course.undisturbed(verb);
        const all = campaign.faults(undisturbed);
        const chosen = sample(all, options.sample ?? all.length, options.seed);
        for (const [index, fault] of chosen.entries()) {
          for (let left = options.attempts ?? 3; left > 0; left -= 1) {
            options.signal?.throwIfAborted();
            const tried = await course.try(verb, fault, undisturbed);
            tries.push(tried);
            options.onTry?.(tried, index + 1, chosen.length);
            if (tried.late === 0) break;
          }
        }
      }
      // A second card may have come long after its try.
      const cards = course.ends.flatMap(({ operation, zone, tried }) =>
        cardFaults(world.messages(), operation, zone).map((leak) => ({ leak, tried })),
      );
      await world.end();
      const remembered = (await rememberedFaults(world.place)).map(({ operation, kind, what }) => ({
        leak: { kind, what: `${operation}: ${what}` },
        tried: course.tryOf(operation),
      }));
      return shareOut(tries, [...cards, ...remembered]);
    } finally {
      await world.end();
      await world.remove();
    }
  } finally {
    await server?.remove();
  }
}

/** What was found late goes to its try, once; what belongs to none stays by itself. */
function shareOut(
  tries: readonly Try[],
  late: readonly { readonly leak: Leak; readonly tried: Try | undefined }[],
): Through {
  return {
    tries: tries.map((one) => {
      const known = new Set(one.leaks.map(({ what }) => what));
      const more = late.filter(({ tried, leak }) => tried === one && !known.has(leak.what));
      return { ...one, leaks: [...one.leaks, ...more.map(({ leak }) => leak)] };
    }),
    leaks: late.filter(({ tried }) => tried === undefined).map(({ leak }) => leak),
  };
}
