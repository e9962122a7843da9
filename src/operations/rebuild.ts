/**
 * Reads back from a host what it keeps of operations, for a database that was lost: what runs is followed again, what
 * waits for a person waits again, and what has ended is history. Requests that had not gone to their host are lost.
 */
import { hasEnded } from '../../commands/operations/ended-states.ts';
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { HostLink } from '../../hostlink/host.ts';
import { type OperationId, parseOperationId } from '../../hostlink/names/operation-id.ts';
import type { Plan } from '../../hostlink/plan/plan.ts';
import { listKept, readKept } from '../../hostlink/runner/kept.ts';
import { type JournalReading, readJournal } from '../../hostlink/runner/runner.ts';
import type { RestoredOperation, Restoring } from '../store/restore.ts';
import { type Asked, askedSchema } from './asked.ts';
import type { Titles } from './differences.ts';
import { faultToldBy } from './told-faults.ts';

export interface RebuildParts {
  readonly restore: (operation: RestoredOperation) => Promise<Restoring>;
  readonly titles: Titles;
  /** Hexadecimal, and unguessable: a new one each time. */
  readonly mark: () => string;
  readonly cardKey: (id: OperationId) => string;
  readonly now: () => Date;
}

export interface Rebuilt {
  /** What was put back, in the order in which it was. */
  readonly restored: readonly RestoredOperation[];
  /** How many the database had already, and knew to have gone to their host. */
  readonly known: number;
  /** What was not put back, and why. */
  readonly faults: readonly Diagnostic[];
}

/** Operations read at once. */
const atOnce = 4;

/** Milliseconds: of what ended longer ago the card in Slack has had its last word. */
const recently = 24 * 3_600_000;

/** @throws Diagnostic `zmgr::host::…`, `zmgr::runner::…` where the host can't be asked at all, `zmgr::store::…` */
export async function rebuildFrom(parts: RebuildParts, link: HostLink): Promise<Rebuilt> {
  const faults: Diagnostic[] = [];
  const read: RestoredOperation[] = [];
  const ids = (await listKept(link)).flatMap((name) => {
    try {
      return [parseOperationId(name)];
    } catch {
      faults.push(noOperation(link, name));
      return [];
    }
  });
  const left = ids.values();
  const reader = async (): Promise<void> => {
    for (const id of left) {
      try {
        read.push(await readBack(parts, link, id));
      } catch (error) {
        if (!(error instanceof Diagnostic)) throw error;
        faults.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, reader));
  const restored: RestoredOperation[] = [];
  let known = 0;
  // What its host is at work on first; then the newest, since of two that are undecided it is the one that counts.
  for (const one of read.toSorted(byWeight)) {
    const restoring = await parts.restore(one);
    if (restoring.kind === 'restored') restored.push(one);
    else if (restoring.kind === 'known') known += 1;
    else faults.push(busy(link, one, restoring.with));
  }
  return { restored, known, faults };
}

const byWeight = (one: RestoredOperation, other: RestoredOperation): number =>
  Number(other.state === 'queued') - Number(one.state === 'queued') ||
  other.askedAt.getTime() - one.askedAt.getTime();

async function readBack(
  { titles, mark, cardKey, now }: RebuildParts,
  link: HostLink,
  id: OperationId,
): Promise<RestoredOperation> {
  const kept = await readKept(link, id, { mark: mark() });
  if (kept === undefined) throw neverBegun(link, id);
  const asked = askedSchema.safeParse(kept.asked);
  if (!asked.success) throw notSaid(link, id);
  const { plan } = kept;
  const reading = await readJournal(link, id);
  const { events } = reading;
  const { state, fault } = standingOf(link, id, plan, reading, titles);
  const endedAt = hasEnded(state) ? new Date(events.at(-1)?.at ?? asked.data.askedAt) : undefined;
  return {
    id,
    ...fieldsOf(asked.data),
    plan,
    events,
    state,
    runs: Math.max(1, events.filter(({ kind }) => kind === 'claimed').length),
    ...(fault !== undefined && { fault }),
    ...(endedAt !== undefined && { endedAt }),
    card: {
      key: cardKey(id),
      isToBeTold: endedAt === undefined || now().getTime() - endedAt.getTime() < recently,
    },
  };
}

const fieldsOf = ({ version: _, askedAt, ...fields }: Asked) => ({
  ...fields,
  askedAt: new Date(askedAt),
});

function standingOf(
  link: HostLink,
  id: OperationId,
  plan: Plan,
  { state, events }: JournalReading,
  titles: Titles,
): Pick<RestoredOperation, 'state' | 'fault'> {
  const told = (outcome: Parameters<typeof faultToldBy>[1]) => ({
    state: outcome,
    fault: faultToldBy(id, outcome, plan, events, titles),
  });
  switch (state.kind) {
    case 'running':
      return { state: 'queued' };
    case 'ended':
      return state.outcome === 'done' ? { state: 'done' } : told(state.outcome);
    case 'interrupted':
      return told('interrupted');
    case 'unreadable':
      throw state.diagnostic;
    case 'not-started':
    case 'never-submitted':
      throw neverBegun(link, id);
    case 'unknown':
      throw new Diagnostic({
        code: 'zmgr::runner::not-read',
        message: `The journal of operation ${id} could not be read from ${link.spec.name}`,
        help: 'Try again.',
        cause: new Error(state.why),
      });
    default:
      return state satisfies never;
  }
}

const placeOf = ({ spec }: HostLink, name: string): string => `${spec.state}/ops/${name}`;

const noOperation = (link: HostLink, name: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::rebuild::no-operation',
    message: `${link.spec.name} has ${JSON.stringify(name.slice(0, 80))} among its operations, which is none`,
    help: `Look at ${link.spec.state}/ops there; what is no operation can be moved away.`,
  });

const neverBegun = (link: HostLink, id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::rebuild::never-begun',
    message: `${link.spec.name} was given operation ${id} and never began it: nothing was done`,
    help: `Ask for it again if it is still wanted; ${placeOf(link, id)} can be removed.`,
  });

const notSaid = (link: HostLink, id: OperationId): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::rebuild::asker-unknown',
    message: `${link.spec.name} does not say who asked for operation ${id}, or not as this release understands it`,
    help: `Look at ${placeOf(link, id)} there: events shows what was done.`,
  });

const busy = (link: HostLink, { id, subject, state }: RestoredOperation, other: string) =>
  new Diagnostic({
    code: 'zmgr::rebuild::two-undecided',
    message: `Operation ${id} on ${subject} of ${link.spec.name} is ${state}, and so is ${other}, which was put back`,
    help: `Decide about ${other} first; then rebuild again, or look at ${placeOf(link, id)} there.`,
  });
