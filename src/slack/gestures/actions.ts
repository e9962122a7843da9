/**
 * The one dispatcher of what is pressed and picked, since a catch-all beside listeners of single actions would ack twice
 * (Bolt 5.1). What each button does stands in buttons.ts; forms.ts answers to what is picked in a form.
 */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { Diagnostic } from '../../../hostlink/diagnostic.ts';
import { appHome } from '../../authorise/app-home.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import { runActions } from '../rendering/offers.ts';
import { actionOf } from '../rendering/render.ts';
import { formCallback } from '../rendering/render-form.ts';
import { askerIn, placeIn, placeOf } from '../rendering/view-metadata.ts';
import { stateSchema } from '../rendering/view-state.ts';
import { answerView } from './answer-view.ts';
import { type AnsweringParts, answering } from './answering.ts';
import type { Buttons } from './buttons.ts';
import { type FormParts, showAnew } from './forms.ts';
import type { OnPress } from './press.ts';
import type { Asker } from './respond.ts';
import { actorOf, who } from './who.ts';

/** Of a block_actions payload, what is believed: who, and which button. Never the text around it. */
const pressed = who.extend({
  type: z.literal('block_actions'),
  trigger_id: z.string(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).length(1),
});
const inMessage = pressed.extend({
  channel: z.object({ id: z.string() }),
  container: z.object({
    is_ephemeral: z.boolean().default(false),
    thread_ts: z.string().optional(),
  }),
  response_url: z.string().optional(),
});
const inModal = pressed.extend({
  view: z.object({
    id: z.string(),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: stateSchema,
  }),
});

/** Of an App Home; all that is pressed there says what it is about. */
const inHome = pressed.extend({ view: z.object({ type: z.literal('home') }) });

type Pressed = z.infer<typeof pressed>;

export function listenToActions(
  app: App,
  buttons: Buttons,
  {
    channel,
    ...forms
  }: FormParts & {
    /** Where what is asked for outside any channel goes. */
    readonly channel: string;
  },
  parts: AnsweringParts,
): void {
  app.action(/.*/, async ({ body, ack }) => {
    const home = inHome.safeParse(body);
    const modal = inModal.safeParse(body);
    const message = inMessage.safeParse(body);
    if (home.success) await onHome(home.data, { buttons, forms, parts, ack, channel });
    else if (modal.success) await onModal(modal.data, { buttons, forms, parts, ack });
    else if (message.success) await onMessage(message.data, { buttons, parts, ack });
    else {
      await ack();
      parts.log.warn({ type: body.type }, 'an action of a kind that nothing of ours has');
    }
  });
}

interface Doing {
  readonly buttons: Buttons;
  readonly parts: AnsweringParts;
  readonly ack: () => Promise<void>;
}

function onMessage(press: z.infer<typeof inMessage>, { buttons, parts, ack }: Doing) {
  const { user, channel, container, response_url } = press;
  const asker = {
    user: user.id,
    channel: channel.id,
    threadTs: container.thread_ts,
    responseUrl: response_url,
  };
  const delivery = {
    asker,
    // What all see is never replaced by what one person asked.
    isInPlace: idOf(press) === 'turn' && container.is_ephemeral,
    ack: ackedAlone(asker, parts, ack),
  };
  return answering(parts, delivery, () => begun(buttons, press, asker, false));
}

/** Answers of a modal's buttons are shown in a modal, on top of it. */
async function onModal(
  press: z.infer<typeof inModal>,
  { buttons, forms, parts, ack }: Doing & { readonly forms: FormParts },
): Promise<void> {
  const { user, view, trigger_id } = press;
  const place = placeIn(view.private_metadata);
  if (place === undefined) {
    await ack();
    parts.log.warn({ callback: view.callback_id }, 'an action in a modal that is none of ours');
    return;
  }
  const asker = askerIn(user.id, place);
  const delivery = { asker, ack: ackedAlone(asker, parts, ack) };
  const id = idOf(press);
  // A form has no buttons of its own: something was chosen that others of its fields depend on.
  if (view.callback_id === formCallback) {
    await answering(parts, delivery, () => async () => {
      await showAnew(forms, { actor: actorOf(press), view });
      return undefined;
    });
    return;
  }
  const onTop = answerView(forms.views, { triggerId: trigger_id, place, below: view });
  await answering({ ...parts, respond: onTop.respond(parts.respond) }, delivery, () => {
    const work = begun(buttons, press, asker, true);
    return async () => {
      // A form needs the trigger for itself.
      if (id !== 'form') await onTop.open();
      return work();
    };
  });
}

/** A button of an operation is pressed in the App Home, in no channel; one with words asks as in the configured channel. */
async function onHome(
  press: z.infer<typeof inHome>,
  {
    buttons,
    forms,
    parts,
    ack,
    channel,
  }: Doing & {
    readonly forms: FormParts;
    readonly channel: string;
  },
): Promise<void> {
  const { user, trigger_id: triggerId } = press;
  const id = idOf(press);
  const isOfWords = id === 'form' || runActions.some((action) => action === id);
  const asker = {
    user: user.id,
    channel: isOfWords ? channel : appHome,
    responseUrl: undefined,
  };
  const answer = answerView(forms.views, { triggerId, place: placeOf(asker) });
  const answered = { ...parts, respond: answer.respond(parts.respond) };
  await answering(answered, { asker, ack: ackedAlone(asker, answered, ack) }, () => {
    const work = begun(buttons, press, asker, false);
    return async () => {
      // Hosts may take longer than the trigger lives.
      if (isOfWords && id !== 'form') await answer.open();
      return work();
    };
  });
}

const begun = (buttons: Buttons, press: Pressed, asker: Asker, isInModal: boolean) =>
  onPress(
    buttons,
    idOf(press),
  )({
    actor: actorOf(press),
    channel: asker.channel,
    value: press.actions[0]?.value ?? '',
    triggerId: press.trigger_id,
    asker,
    isInModal,
  });

const idOf = ({ actions }: Pressed): string => actionOf(actions[0]?.action_id ?? '');

/** An action's ack takes no content; what is to be said goes out after it. */
const ackedAlone =
  (asker: Asker, { respond }: AnsweringParts, ack: Doing['ack']) =>
  async (content?: MessageContent): Promise<void> => {
    await ack();
    if (content !== undefined) await respond(asker, content);
  };

/** @throws Diagnostic `zmgr::bot::unknown-button` */
function onPress(buttons: Buttons, id: string): OnPress {
  const known = Object.hasOwn(buttons, id) ? buttons[id] : undefined;
  if (known !== undefined) return known;
  throw new Diagnostic({
    code: 'zmgr::bot::unknown-button',
    message: 'This button is of another release of zonebot',
    help: 'Type `/zone op list` and decide by its commands.',
  });
}
