/** How everything stands between two tries, as far as the next one may change it. */

import { wordsOf } from '../support/playground-client.ts';
import { type Inventory, inventoryOf } from './checks/inventory.ts';
import type { World } from './world.ts';

export interface Survey {
  readonly inventory: Inventory;
  /** The address that a create would get now, as a dry run says. */
  readonly next: string;
  readonly operations: ReadonlySet<string>;
  /** Calls of the host so far. */
  readonly calls: number;
}

export async function surveyOf({ client, operator, host, operations }: World): Promise<Survey> {
  const plan = await client.says(operator, 'plan create probe template=oi', /Plan: create probe/);
  const next = /\b(\d+\.\d+\.\d+\.\d+)\/\d+/.exec(wordsOf(plan))?.[1];
  if (next === undefined) throw new Error(`a dry run names no address: ${wordsOf(plan)}`);
  return {
    inventory: inventoryOf(host.dump()),
    next,
    operations: operations(),
    calls: host.counts().execs,
  };
}

/** Addresses below the next one, of its network, that nothing on the host has: passed over for a hold that is left. */
export function passedOver({ inventory, next }: Survey, from: string): readonly string[] {
  const all = [...inventory].map((pair) => pair.join(' ')).join('\n');
  const used = new Set(all.match(/(?<![\d.])\d+\.\d+\.\d+\.\d+(?![\d.])/g));
  return between(from, next).filter((address) => !used.has(address));
}

/** Addresses from the first up to, not including, the other. IPv4, of one /24. */
function between(from: string, to: string): readonly string[] {
  const last = (address: string) => Number(address.split('.').at(-1));
  const network = from.split('.').slice(0, 3).join('.');
  return Array.from(
    { length: Math.max(0, last(to) - last(from)) },
    (_, i) => `${network}.${last(from) + i}`,
  );
}
