/**
 * People who have a zone go through its life. They type again where the bot does not answer, as people do, say yes on
 * cards or by typing, and go on when an operation is over.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { asUser, type Person } from '../../../playground/slack/driver.ts';
import { cardsOf } from '../checks/cards.ts';
import { type VerbName, verbOf } from '../verbs.ts';
import { life } from './size.ts';
import type { ReplicasWorld } from './world.ts';

/** Milliseconds: a life that takes longer counts as one that did not come to its end. */
const patience = 900_000;
/** Milliseconds between looks. */
const glance = 200;
/** Milliseconds after which somebody who sees nothing types again. */
const silence = 8_000;

const seen = z.object({ id: z.string(), state: z.string(), over: z.boolean() });
type Seen = z.infer<typeof seen>;

export interface Life {
  readonly host: string;
  readonly zone: string;
}

/** @returns what it did not come to; undefined when it is through */
export async function live(
  world: ReplicasWorld,
  { host, zone }: Life,
): Promise<string | undefined> {
  const end = performance.now() + patience;
  for (const verb of life) {
    const done = await carryOut(world, host, zone, verb, end);
    if (done === undefined) return `${verb} ${zone} did not come to its end`;
    if (done.state !== 'done') return `${verb} ${zone} is ${done.state} (${done.id})`;
  }
  return undefined;
}

async function carryOut(
  world: ReplicasWorld,
  host: string,
  zone: string,
  verb: VerbName,
  end: number,
): Promise<Seen | undefined> {
  const { text, consent } = verbOf(verb);
  const operator = asUser(world.playground.slack.core, world.operator);
  let typedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    if (performance.now() > end) return undefined;
    const operation = await operationOf(world, zone, verb);
    if (operation?.over === true) return operation;
    if (operation === undefined && performance.now() - typedAt > silence) {
      typedAt = performance.now();
      await operator.slash(text(`${host}/${zone}`));
    }
    if (operation?.state === 'waiting' && consent !== undefined) {
      const person = asUser(world.playground.slack.core, world[consent.by]);
      await sayYes(world, person, operation.id, consent.button);
    }
    await sleep(glance);
  }
}

/** The one that was not turned away as the second of two: somebody who typed twice goes by the first. */
async function operationOf(
  world: ReplicasWorld,
  zone: string,
  verb: VerbName,
): Promise<Seen | undefined> {
  const rows = await world
    .ask(
      seen,
      `SELECT id, state, ended_at IS NOT NULL OR state IN ('stuck', 'interrupted') AS over
       FROM zonebot.operation WHERE subject = $1 AND verb = $2
       ORDER BY runs DESC, state = 'failed', asked_at LIMIT 1`,
      [zone, verb],
    )
    .catch(() => []);
  return rows[0];
}

async function sayYes(
  { messages }: ReplicasWorld,
  person: Person,
  id: string,
  button: 'confirm' | 'approve',
): Promise<void> {
  const [card] = cardsOf(messages(), id);
  if (JSON.stringify(card?.blocks ?? []).includes(`"action_id":"${button}"`) && card !== undefined)
    await person.click(card, button).catch(ifGone);
  else await person.slash(`${button} ${id}`);
}

/** Its card was edited while they reached for the button. */
function ifGone(error: unknown): void {
  if (!(error instanceof Diagnostic)) throw error;
}
