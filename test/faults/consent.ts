/** Says yes on a card as its people would: by its button, and again where the bot was killed over it. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import { asUser } from '../../playground/slack/driver.ts';
import type { Message } from '../../playground/slack/workspace/model.ts';
import { until } from '../support/processes.ts';
import type { Consent } from './verbs.ts';
import type { World } from './world.ts';

export interface ConsentOptions {
  readonly card: () => Message | undefined;
  readonly isOver: () => boolean;
  /** Called each time that the bot has acked the press. */
  readonly onPressed: () => void;
  /** Milliseconds for each wait. */
  readonly patience: number;
}

export async function giveConsent(
  world: World,
  { by, button }: Consent,
  { card, isOver, onPressed, patience }: ConsentOptions,
): Promise<void> {
  const { bot, slack } = world.playground;
  const person = asUser(slack.core, world[by]);
  const asks = (): boolean =>
    JSON.stringify(card()?.blocks ?? []).includes(`"action_id":"${button}"`);
  await until('the card asks', () => asks() || isOver(), patience);
  while (asks()) {
    await isBack(world, patience);
    const shown = card();
    if (shown === undefined) return;
    const starts = bot.starts();
    // Gone while it was reached for: the yes from before the bot's death had been kept.
    const pressed = await person.click(shown, button).catch(ifGone);
    if (pressed?.kind === 'acked') onPressed();
    await until('the press is answered', () => !asks() || bot.starts() > starts, patience);
  }
}

function ifGone(error: unknown): undefined {
  if (error instanceof Diagnostic && error.code === 'zmgr::playground::no-such-button') return;
  throw error;
}

/** The bot runs and can be reached: also one that has just been killed, once it was started again. */
export async function isBack({ readies, playground }: World, patience: number): Promise<void> {
  await until('the bot is back', () => readies() >= playground.bot.starts(), patience);
  await playground.slack.connected();
}
