/**
 * A person at the keyboard, for tests: types, presses, fills in forms, reads, and waits for what is to appear. Never
 * sleeps: it looks again each time that something changed.
 */
import { appears } from './appears.ts';
import type { SlackCore } from './core.ts';
import { closeView } from './interactions/close-view.ts';
import type { Picked } from './interactions/element-values.ts';
import { fillIn } from './interactions/fill-in.ts';
import { type Outcome, placeOf } from './interactions/gesture.ts';
import { openHome } from './interactions/open-home.ts';
import { post } from './interactions/post.ts';
import { press } from './interactions/press.ts';
import { pressInView } from './interactions/press-in-view.ts';
import { useShortcut } from './interactions/shortcut.ts';
import { typeCommand } from './interactions/slash.ts';
import { submit } from './interactions/submit.ts';
import { type Suggested, suggest } from './interactions/suggest.ts';
import type { View } from './views/view.ts';
import type { Message } from './workspace/model.ts';
import { messagesSeenBy } from './workspace/seen-by.ts';

type Shown = Pick<Message, 'ts'> | Pick<View, 'id'>;

export interface Person {
  /** Types `/zone list`, or any text after `/zone`. */
  slash(text: string): Promise<Outcome>;
  /** Presses or picks in a message or a view. */
  click(
    where: Shown,
    actionId: string,
    more?: { readonly blockId?: string; readonly value?: Picked },
  ): Promise<Outcome>;
  /** Submits a modal; `fields` by action_id or block_id, each with what is picked or typed there. */
  submit(view: View, fields?: Readonly<Record<string, Picked>>): Promise<Outcome>;
  /** Cancels a modal; `all` presses the cross in its corner. */
  close(view: View, all?: 'all'): Promise<Outcome>;
  /** What the app suggests as they type into a menu. */
  type(where: Shown, actionId: string, text: string): Promise<Suggested>;
  /** Starts a shortcut: from anywhere, or from the menu of a message. */
  shortcut(callbackId: string, message?: Pick<Message, 'ts'>): Promise<Outcome>;
  /** Writes a message, in a thread if one is given. */
  post(text: string, thread?: Pick<Message, 'ts'>): Promise<Message>;
  /** Looks at the App Home; the app hears of it. */
  openHome(): Promise<View | undefined>;
  /** What they see, oldest first. */
  messages(): readonly Message[];
  /** Their open modals; the one on top is the last. */
  views(): readonly View[];
  home(): View | undefined;
  /**
   * The first message that they see for which the predicate holds, now or later.
   * @param within real milliseconds
   * @throws Error that says what they saw instead
   */
  waitFor(predicate: (message: Message) => boolean, within?: number): Promise<Message>;
  /** The modal on top, once the predicate holds for it. */
  waitForView(predicate?: (view: View) => boolean, within?: number): Promise<View>;
  /** Their App Home, likewise. */
  waitForHome(predicate?: (view: View) => boolean, within?: number): Promise<View>;
}

/** Acts as this user in this channel; in the first one when it is left out. */
export function asUser(core: SlackCore, user: string, channel?: string): Person {
  const where = channel ?? core.workspace.channels[0]?.id ?? '';
  const messages = (): readonly Message[] => {
    const place = placeOf(core, { user, channel: where });
    return messagesSeenBy(core.workspace, place.channel, place.user);
  };
  const views = (): readonly View[] => core.views.modals(user);
  const home = (): View | undefined => core.views.home(user);
  return {
    slash: (text) =>
      typeCommand(core, { user, channel: where, text: text.replace(/^\/zone\b/, '') }),
    click: (shown, actionId, more = {}) =>
      'id' in shown
        ? pressInView(core, { user, viewId: shown.id, actionId, ...more })
        : press(core, { user, channel: where, ts: shown.ts, actionId, ...more }),
    submit: async (view, fields = {}) =>
      submit(core, { user, viewId: view.id, values: fillIn(core, view, fields) }),
    close: (view, all) => closeView(core, { user, viewId: view.id, all: all === 'all' }),
    type: (shown, actionId, value) =>
      suggest(core, {
        where: 'id' in shown ? { user, viewId: shown.id } : { user, channel: where, ts: shown.ts },
        actionId,
        value,
      }),
    shortcut: (callbackId, message) =>
      useShortcut(core, {
        user,
        callbackId,
        message: message && { channel: where, ts: message.ts },
      }),
    post: (text, thread) => post(core, { user, channel: where, text, threadTs: thread?.ts }),
    openHome: () => openHome(core, user),
    messages,
    views,
    home,
    waitFor: (predicate, within) =>
      appears(
        core,
        () => messages().find(predicate),
        within,
        () => printed(messages()),
      ),
    waitForView: (predicate = () => true, within) =>
      appears(
        core,
        () => views().slice(-1).find(predicate),
        within,
        () => printedViews(views()),
      ),
    waitForHome: (predicate = () => true, within) =>
      appears(
        core,
        () => [home()].find((view) => view !== undefined && predicate(view)),
        within,
        () => printedViews([home()].filter((view) => view !== undefined)),
      ),
  };
}

const printed = (messages: readonly Message[]): string =>
  messages
    .map(
      (message) =>
        `${message.ts} ${message.onlyFor === undefined ? '' : '(only them) '}${message.text}`,
    )
    .join('\n');

const printedViews = (views: readonly View[]): string =>
  views.map(({ id, given }) => `${id} ${JSON.stringify(given)}`).join('\n');
