/**
 * What each button does, by its action_id: a line here is a button that works. A button carries an operation's id or
 * the words of a command; both are parsed again, and what they are about is read from the store.
 */
import type { Command } from '../../../commands/define.ts';
import { isPressable, prepare, wishOf } from '../../../commands/run.ts';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { parseOperationId } from '../../../hostlink/names/operation-id.ts';
import { type ButtonAction, buttonActions } from '../../cards/card.ts';
import type { FrontDesk } from '../../receive/front-desk.ts';
import { runActions } from '../rendering/offers.ts';
import { detailing, voting } from './ballots.ts';
import { type FormParts, openForm } from './forms.ts';
import type { OnPress } from './press.ts';
import type { Views } from './views.ts';

export type Buttons = Readonly<Record<string, OnPress>>;

export function buttonsAt(
  desk: FrontDesk,
  commands: readonly Command[],
  forms: FormParts,
): Buttons {
  return Object.fromEntries([
    ['form', opening(forms, commands)],
    ...buttonActions.map((action) => [action, onCard(desk, forms.views, action)]),
    ...runActions.map((action) => [action, running(desk, commands)]),
  ]);
}

/**
 * The words of a read, run as its presser. Slack carries them, so they are believed no more than typed ones.
 * @throws Diagnostic `zmgr::bot::not-pressable` for a change: that is typed
 */
const running =
  (desk: FrontDesk, commands: readonly Command[]): OnPress =>
  ({ actor, channel, asker: { threadTs }, value, triggerId }) => {
    const prepared = prepare(value, commands);
    if (prepared.kind === 'mistake') throw prepared.diagnostic;
    if (!isPressable(prepared)) throw typedOnly(value);
    return () =>
      desk.take({
        actor,
        channel,
        threadTs,
        surface: 'button',
        delivery: triggerId,
        understood: prepared,
      });
  };

/** The words of a change, asked for once more in its form. */
const opening =
  (forms: FormParts, commands: readonly Command[]): OnPress =>
  ({ actor, asker, value, triggerId, isInModal }) => {
    const prepared = prepare(value, commands);
    const wish = wishOf(prepared);
    if (wish === undefined)
      throw prepared.kind === 'mistake' ? prepared.diagnostic : formless(value);
    return async () => {
      await openForm(forms, { actor, asker, triggerId, isInModal, wish });
      return undefined;
    };
  };

const formless = (words: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::bot::no-form',
    message: 'This has no form: it changes nothing, or decides about an operation that there is',
    help: 'Type it.',
    suggestions: [`/zone ${words}`],
  });

const typedOnly = (words: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::bot::not-pressable',
    message: 'No button changes something by its words alone',
    help: 'Type it, once you have read it.',
    suggestions: [`/zone ${words}`],
  });

/** What a button of a card does. */
function onCard(desk: FrontDesk, views: Views, action: ButtonAction): OnPress {
  switch (action) {
    case 'approve':
    case 'deny':
    case 'review':
      return voting(desk, views, action);
    case 'details':
      return detailing(desk, views);
    case 'confirm':
    case 'cancel':
    case 'resume':
    case 'unwind':
      return deciding(desk, action);
    default:
      return action satisfies never;
  }
}

const deciding =
  (desk: FrontDesk, action: Exclude<ButtonAction, 'details'>): OnPress =>
  ({ actor, channel, value }) => {
    const operation = parseOperationId(value);
    return () => desk.press({ actor, channel, action, operation });
  };
