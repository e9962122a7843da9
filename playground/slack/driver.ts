/**
 * A person at the keyboard, for tests: types, presses, fills in forms, reads, and waits for what is to appear. Never
 * sleeps: it looks again each time that something changed.
 */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { SlackCore } from './core.ts';
import { closeView } from './interactions/close-view.ts';
import { chosen, type Picked } from './interactions/element-values.ts';
import { pressable } from './interactions/find-element.ts';
import { type Outcome, placeOf } from './interactions/gesture.ts';
import { openHome } from './interactions/open-home.ts';
import { post } from './interactions/post.ts';
import { press } from './interactions/press.ts';
import { pressInView } from './interactions/press-in-view.ts';
import { useShortcut } from './interactions/shortcut.ts';
import { typeCommand } from './interactions/slash.ts';
import { submit } from './interactions/submit.ts';
import { type Suggested, suggest } from './interactions/suggest.ts';
import type { JsonObject } from './json.ts';
import { blocksOf, type View } from './views/view.ts';
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

const patience = 10_000;

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
      submit(core, { user, viewId: view.id, values: valuesFrom(core, view, fields) }),
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

/** What is looked for, as soon as it is there. */
function appears<T>(
  { workspace }: SlackCore,
  look: () => T | undefined,
  within: number | undefined,
  seen: () => string,
): Promise<T> {
  const limit = within ?? patience;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      unsubscribe();
      clearTimeout(timer);
    };
    const lookAgain = (): void => {
      const found = look();
      if (found === undefined) return;
      settle();
      resolve(found);
    };
    const unsubscribe = workspace.subscribe(lookAgain);
    const timer = setTimeout(() => {
      settle();
      reject(new Error(`Not seen within ${limit} ms. Seen:\n${seen()}`));
    }, limit);
    lookAgain();
  });
}

/** `state.values` from what is put into each field. @throws Diagnostic `zmgr::playground::no-such-field` */
function valuesFrom(
  core: SlackCore,
  view: View,
  fields: Readonly<Record<string, Picked>>,
): JsonObject {
  const all = pressable(blocksOf(view));
  const values: Record<string, JsonObject> = {};
  for (const [name, picked] of Object.entries(fields)) {
    const found = all.find(
      ({ block, element }) => element.action_id === name || block.block_id === name,
    );
    if (found === undefined) {
      const names = all.map(({ element }) => String(element.action_id));
      throw new Diagnostic({
        code: 'zmgr::playground::no-such-field',
        message: `The view ${view.id} has no field "${name}"`,
        help: `It has: ${names.join(', ')}`,
      });
    }
    const blockId = String(found.block.block_id);
    const actionId = String(found.element.action_id);
    values[blockId] = {
      ...values[blockId],
      [actionId]: chosen(found.element, picked, core.suggestions),
    };
  }
  return values;
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
