/** One verb with one zone, with trouble on its way or without, until all is said and the bot is back. */
import { until } from '../support/processes.ts';
import type { Fault, Struck } from './campaign.ts';
import { lastWord, operationOf } from './checks/cards.ts';
import { hasEnd, journalWords } from './checks/journal.ts';
import { giveConsent, isBack } from './consent.ts';
import type { Survey } from './survey.ts';
import type { TriedVerb } from './verbs.ts';
import type { World } from './world.ts';

/** Milliseconds: an operation that is not through by then is left as it is, and counts as a leak. */
const patience = 60_000;

export interface Carried {
  readonly operation: string;
  readonly journal: readonly string[];
  readonly calls: number;
  /** When the card got its last word. */
  readonly told: Date;
  /** What became of the trouble, where there was to be some: it was made, or why it was not. */
  readonly struck?: Struck;
  readonly missed?: string;
}

export async function carryOut(
  world: World,
  verb: TriedVerb,
  zone: string,
  before: Survey,
  fault?: Fault,
): Promise<Carried> {
  const { operator, host, state } = world;
  const known = before.operations;
  const shownBefore = new Set(world.messages().map(operationOf));
  const callsBefore = host.counts().execs;
  const cards = () =>
    world.messages().filter((seen) => {
      const operation = operationOf(seen);
      return operation !== undefined && !shownBefore.has(operation);
    });
  // Where there are two, one of them does not go on.
  const card = () => cards().findLast(({ text }) => lastWord(text) !== undefined) ?? cards().at(-1);
  const isOver = () => lastWord(card()?.text ?? '') !== undefined;
  const over = new AbortController();
  let onPressed = () => {};
  const pressed = new Promise<void>((resolve) => {
    onPressed = resolve;
  });
  const striking = fault?.strike({ world, zone, known, callsBefore, pressed }, over.signal).then(
    (struck) => ({ struck }),
    (error: unknown) => ({ missed: error instanceof Error ? error.message : String(error) }),
  );
  try {
    const text = verb.text(zone);
    await world.client.slash(operator, text);
    if (verb.consent !== undefined)
      await giveConsent(world, verb.consent, { card, isOver, onPressed, patience });
    await until(`the card tells the end of ${text}`, isOver, patience);
    const calls = host.counts().execs - callsBefore;
    over.abort();
    const trouble = await striking;
    await isBack(world, patience);
    const last = card();
    const operation = last === undefined ? undefined : operationOf(last);
    if (last === undefined || operation === undefined) throw new Error('the card has gone');
    const journal = () => journalWords(state, operation);
    await until('the journal has an end', () => hasEnd(journal()), patience);
    return {
      operation,
      journal: journal(),
      calls,
      told: new Date(1000 * Number(last.edited?.ts ?? last.ts)),
      ...trouble,
    };
  } finally {
    over.abort();
    await striking;
  }
}
