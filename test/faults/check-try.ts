/** All that is asked after a try, put together. What a check needs it is handed, so that each can be tried by itself. */
import { until } from '../support/processes.ts';
import type { Carried } from './carry-out.ts';
import { cardFaults } from './checks/cards.ts';
import { deltaOf, differences, remainsOf, withoutNames } from './checks/inventory.ts';
import { journalFaults } from './checks/journal.ts';
import type { Leak } from './checks/leak.ts';
import { heldLocks, leftFiles, processesOf } from './checks/runner-remains.ts';
import { passedOver, type Survey } from './survey.ts';
import type { Undisturbed } from './undisturbed.ts';
import type { World } from './world.ts';

export interface CheckedTry {
  readonly world: World;
  readonly zone: string;
  /** Its address, from before where it had one. */
  readonly address: string | undefined;
  readonly undisturbed: Undisturbed;
  readonly before: Survey;
  readonly after: Survey;
  readonly carried: Carried;
  /** Processes that belong to the host itself. */
  readonly processes: ReadonlySet<number>;
  /** The address that the first create of this world got. */
  readonly firstAddress: string;
}

export async function checkTry(checked: CheckedTry): Promise<readonly Leak[]> {
  const { world, zone, address, undisturbed, before, after, carried } = checked;
  const { operation, journal } = carried;
  const changed = withoutNames(deltaOf(before.inventory, after.inventory), { zone, address });
  return [
    ...differences(undisturbed.delta, changed),
    ...endFaults(checked),
    ...addressFaults(checked),
    ...operationFaults(checked),
    ...heldLocks(world.state),
    ...leftFiles(world.state, operation),
    ...(await orphans(checked)),
    ...journalFaults(operation, journal, undisturbed.journal, zone),
    ...cardFaults(world.messages(), operation, zone),
  ];
}

/** As the verb promises, whatever an undisturbed run leaves. */
function endFaults({ world, zone, address, undisturbed, after }: CheckedTry): readonly Leak[] {
  const { to } = undisturbed.verb;
  if (to === 'new') return remainsOf(after.inventory, zone, address);
  const state = world.host.state().zones[zone]?.state ?? 'gone';
  const wanted = to === 'running' ? 'running' : 'installed';
  return state === wanted ? [] : [{ kind: 'zone', what: `${zone} is ${state}, not ${wanted}` }];
}

function addressFaults({
  address,
  undisturbed,
  before,
  after,
  firstAddress,
}: CheckedTry): readonly Leak[] {
  const leaks: Leak[] = [];
  if (undisturbed.verb.from === 'new' && address !== before.next)
    leaks.push({ kind: 'address', what: `it got ${address ?? 'none'}; ${before.next} was free` });
  for (const one of passedOver(after, firstAddress))
    leaks.push({ kind: 'address', what: `${one} is free, and ${after.next} is offered` });
  return leaks;
}

function operationFaults({ before, after, carried }: CheckedTry): readonly Leak[] {
  return [...after.operations]
    .filter((id) => !before.operations.has(id) && id !== carried.operation)
    .map((id) => ({ kind: 'operation', what: `the host was given ${id} as well` }));
}

/** The bot's own looks at the host come and go: what is left has five seconds to go. */
async function orphans({ world, processes }: CheckedTry): Promise<readonly Leak[]> {
  const left = () => processesOf(world.host).filter(({ pid }) => !processes.has(pid));
  await until('no process is left', () => left().length === 0, 5_000).catch(() => {});
  return left().map(({ pid, command }) => ({ kind: 'runner', what: `${pid} lives: ${command}` }));
}
