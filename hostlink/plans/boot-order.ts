/**
 * In which order several zones come up: those that others depend on first, then by their boot-order, then by name. They
 * go down in reverse. Pure.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { ZoneName } from '../names/zone-name.ts';
import type { ZoneEntry } from '../registry/model.ts';

type Ordered = Pick<ZoneEntry, 'name' | 'bootOrder' | 'dependsOn'>;

/** web2 before web10. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

const earlier = (one: Ordered, other: Ordered): number =>
  (one.bootOrder ?? Number.MAX_SAFE_INTEGER) - (other.bootOrder ?? Number.MAX_SAFE_INTEGER) ||
  byName(one.name, other.name);

/** @throws Diagnostic `zmgr::zone::depends-on-itself` for zones that wait for each other */
export function inBootOrder<T extends Ordered>(zones: readonly T[]): readonly T[] {
  const left = zones.toSorted(earlier);
  const ordered: T[] = [];
  while (left.length > 0) {
    const waits = (name: ZoneName): boolean => left.some((one) => one.name === name);
    const next = left.findIndex(({ dependsOn }) => !dependsOn.some(waits));
    const [zone] = next === -1 ? [] : left.splice(next, 1);
    if (zone === undefined) throw waitForEachOther(left);
    ordered.push(zone);
  }
  return ordered;
}

const waitForEachOther = (zones: readonly Ordered[]): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::zone::depends-on-itself',
    message: `${zones.map(({ name }) => name).join(', ')} wait for each other by depends-on, so that none can be first`,
    help: `Take one dependency away: \`/zone set ${zones[0]?.name ?? 'web01'} depends-on=none\`.`,
  });
