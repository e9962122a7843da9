/**
 * What must be so when all is over: each wish was carried out once, in order for its zone, and has one card with its last
 * word. Pure: what was read of database, hosts and Slack goes in, what is wrong comes out.
 */

import { z } from 'zod';
import { operationStates } from '../../../commands/desk.ts';
import { hasEnded } from '../../../commands/operations/ended-states.ts';
import type { VerbName } from '../verbs.ts';

export const operationRow = z.object({
  id: z.string(),
  subject: z.string(),
  verb: z.string(),
  state: z.enum(operationStates),
  runs: z.number(),
  /** How often the audit trail tells of its end. */
  ends: z.number(),
});
export type OperationRow = z.infer<typeof operationRow>;

/** An operation's journal on its host. */
export interface Journal {
  readonly operation: string;
  /** Kinds and fields of its events. */
  readonly words: readonly string[];
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

export interface Shown {
  /** The dedupe key of a message of ours. */
  readonly key: string;
  readonly text: string;
}

export interface Remains {
  readonly zones: readonly string[];
  readonly life: readonly VerbName[];
  readonly operations: readonly OperationRow[];
  readonly journals: readonly Journal[];
  readonly messages: readonly Shown[];
}

export function findings({
  zones,
  life,
  operations,
  journals,
  messages,
}: Remains): readonly string[] {
  const journalOf = new Map(journals.map((journal) => [journal.operation, journal]));
  return [
    ...operations.flatMap((operation) =>
      onesFaults(operation, journalOf.get(operation.id), messages),
    ),
    ...zones.flatMap((zone) =>
      livesFaults(
        zone,
        life,
        operations.filter(({ subject }) => subject === zone),
        journalOf,
      ),
    ),
    ...journals
      .filter(({ operation }) => !operations.some(({ id }) => id === operation))
      .map(({ operation }) => `a host has ${operation}, of which the database knows nothing`),
    ...twice(messages.map(({ key }) => key)).map((key) => `${key} stands in Slack twice`),
  ];
}

function onesFaults(
  { id, state, runs, ends }: OperationRow,
  journal: Journal | undefined,
  messages: readonly Shown[],
): readonly string[] {
  const faults: string[] = [];
  const say = (what: string) => faults.push(`${id}: ${what}`);
  if (!hasEnded(state)) say(`it is ${state}`);
  if (ends !== 1) say(`its end is told ${ends} times in the audit trail`);
  if (runs > 1) say(`it was given to its host ${runs} times`);
  if ((state === 'done') !== (journal !== undefined))
    say(`it is ${state}, and its host has ${journal === undefined ? 'no' : 'a'} journal`);
  if (journal !== undefined) {
    const of = (kind: string) => journal.words.filter((word) => word.startsWith(`${kind} `));
    if (of('claimed').length !== 1) say(`${of('claimed').length} runners had it`);
    if (of('end').join() !== 'end done') say(`its journal says ${of('end').join() || 'no end'}`);
    for (const step of twice(of('started'))) say(`a step was ${step} twice`);
    const cards = messages.filter(({ key }) => key === `operation:${id}`);
    if (cards.length === 0) say('it has no card');
    for (const { text } of cards)
      if (!text.includes(`: ${state}`)) say(`its card says "${text}", and it is ${state}`);
  }
  return faults;
}

function livesFaults(
  zone: string,
  life: readonly VerbName[],
  operations: readonly OperationRow[],
  journalOf: ReadonlyMap<string, Journal>,
): readonly string[] {
  const faults: string[] = [];
  const runs = operations
    .flatMap(({ id, verb }) => {
      const journal = journalOf.get(id);
      return journal === undefined ? [] : [{ ...journal, verb }];
    })
    .toSorted((a, b) => a.from - b.from);
  const verbs = runs.map(({ verb }) => verb);
  if (verbs.join() !== life.join())
    faults.push(`${zone} went through ${verbs.join(', ') || 'nothing'}`);
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1];
    if (before !== undefined && run.from < before.to)
      faults.push(`${zone}: ${run.verb} began before ${before.verb} was over`);
  }
  return faults;
}

const twice = (list: readonly string[]): readonly string[] =>
  [...new Set(list)].filter((one) => list.indexOf(one) !== list.lastIndexOf(one));
