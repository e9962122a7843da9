/** A person at the playground, through its control API: types, reads, presses, troubles hosts. */
import { z } from 'zod';

const message = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  ephemeral: z.boolean(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
});
export type SeenMessage = z.infer<typeof message>;

const view = z.looseObject({
  id: z.string(),
  type: z.string(),
  callback_id: z.string(),
  hash: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string() })),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }),
  errors: z.record(z.string(), z.string()).optional(),
  trouble: z.string().optional(),
});
/** An open modal or an App Home; `errors` by block_id and `trouble` are what Slack's client says in it. */
export type SeenView = z.infer<typeof view>;

const home = z.looseObject({
  type: z.literal('home'),
  id: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })),
});
/** Without an id until the app has published something. */
export type SeenHome = z.infer<typeof home>;

const option = z.looseObject({ text: z.looseObject({ text: z.string() }), value: z.string() });
export type SeenOption = z.infer<typeof option>;

const suggestions = z.object({
  options: z.array(option).default([]),
  option_groups: z.array(z.looseObject({ options: z.array(option) })).default([]),
});

/** In the shape of `state.values`; what is left out stays as it is. */
export type FieldValues = Readonly<Record<string, Readonly<Record<string, object>>>>;

const hostState = z.object({
  zones: z.record(
    z.string(),
    z.object({
      state: z.string(),
      brand: z.string(),
      zonepath: z.string(),
      nets: z.array(
        z.object({
          physical: z.string(),
          allowedAddress: z.string().optional(),
          defrouter: z.string().optional(),
        }),
      ),
    }),
  ),
  links: z.record(z.string(), z.object({ class: z.string(), over: z.string() })),
  addresses: z.array(z.object({ object: z.string(), address: z.string() })),
  files: z.record(z.string(), z.string()),
});
export type SeenHost = z.infer<typeof hostState>;

const playgroundState = z.object({
  users: z.array(z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) })),
  channels: z.array(z.object({ id: z.string(), name: z.string() })),
  hosts: z.array(z.object({ name: z.string(), address: z.string(), port: z.number() })),
});
export type SeenState = z.infer<typeof playgroundState>;

export class PlaygroundClient {
  readonly url: string;
  #state: SeenState | undefined;

  constructor(url: string) {
    this.url = url;
  }

  async #call(path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_control/${path}`, {
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Answers once the bot is connected and its hosts have answered. */
  async state(): Promise<SeenState> {
    this.#state ??= playgroundState.parse(await this.#call('state'));
    return this.#state;
  }

  /** The first person with that role. */
  async person(role: string): Promise<string> {
    const { users } = await this.state();
    const found = users.find(({ roles }) => roles.includes(role));
    if (found === undefined) throw new Error(`nobody is ${role}`);
    return found.id;
  }

  async channel(): Promise<string> {
    const [first] = (await this.state()).channels;
    if (first === undefined) throw new Error('there is no channel');
    return first.id;
  }

  async slash(user: string, text: string): Promise<unknown> {
    return z
      .object({ ack: z.unknown() })
      .parse(await this.#call('slash', { user, channel: await this.channel(), text })).ack;
  }

  async messages(user: string): Promise<readonly SeenMessage[]> {
    const query = new URLSearchParams({ channel: await this.channel(), user });
    return z.array(message).parse(await this.#call(`messages?${query}`));
  }

  async click(user: string, { ts }: SeenMessage, action: string, value?: string): Promise<void> {
    await this.#call('click', {
      user,
      channel: await this.channel(),
      ts,
      action_id: action,
      ...(value === undefined ? {} : { value }),
    });
  }

  /** Open modals; the one on top is the last. */
  async views(user: string): Promise<readonly SeenView[]> {
    return z.array(view).parse(await this.#call(`views?${new URLSearchParams({ user })}`));
  }

  /** The modal on top, once there is one of that kind. */
  async seesView(
    user: string,
    what: (seen: SeenView) => boolean = () => true,
    within = 10_000,
  ): Promise<SeenView> {
    const giveUp = performance.now() + within;
    for (;;) {
      const views = await this.views(user);
      const top = views.at(-1);
      if (top !== undefined && what(top)) return top;
      if (performance.now() > giveUp) {
        throw new Error(`Not seen within ${within} ms. Open: ${JSON.stringify(views, null, 1)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** What the app's ack says: `errors`, `update` …; null when it closes the modal. */
  async submit(user: string, { id }: SeenView, values: FieldValues): Promise<unknown> {
    return z
      .object({ ack: z.unknown() })
      .parse(await this.#call('submit', { user, view_id: id, values })).ack;
  }

  async close(user: string, { id }: SeenView): Promise<void> {
    await this.#call('close', { user, view_id: id });
  }

  /** Presses or picks in a modal or an App Home. */
  async clickInView(
    user: string,
    { id }: Pick<SeenView, 'id'>,
    action: string,
    more: { readonly blockId?: string; readonly value?: string | readonly string[] } = {},
  ): Promise<void> {
    const { blockId, value } = more;
    await this.#call('click', {
      user,
      view_id: id,
      action_id: action,
      ...(blockId === undefined ? {} : { block_id: blockId }),
      ...(value === undefined ? {} : { value }),
    });
  }

  /** What the app suggests as one types into a menu of a modal. */
  async suggest(
    user: string,
    { id }: SeenView,
    action: string,
    typed: string,
    blockId?: string,
  ): Promise<readonly SeenOption[]> {
    const answer = await this.#call('suggest', {
      user,
      view_id: id,
      action_id: action,
      value: typed,
      ...(blockId === undefined ? {} : { block_id: blockId }),
    });
    const { options, option_groups } = suggestions.parse(answer);
    return [...options, ...option_groups.flatMap((group) => group.options)];
  }

  /** Starts a shortcut: from anywhere, or from the menu of a message. */
  async shortcut(user: string, callbackId: string, message?: SeenMessage): Promise<void> {
    const where = message === undefined ? {} : { channel: await this.channel(), ts: message.ts };
    await this.#call('shortcut', { user, callback_id: callbackId, ...where });
  }

  /** Writes a message, in a thread if one is given; its ts. */
  async post(user: string, text: string, thread?: SeenMessage): Promise<string> {
    const answer = await this.#call('post', {
      user,
      channel: await this.channel(),
      text,
      ...(thread === undefined ? {} : { thread_ts: thread.ts }),
    });
    return z.object({ ts: z.string() }).parse(answer).ts;
  }

  /** Looks at the App Home; the app hears of it. */
  async home(user: string): Promise<SeenHome> {
    return home.parse(await this.#call(`home?${new URLSearchParams({ user })}`));
  }

  /** Their App Home, once it says that. */
  async seesHome(
    user: string,
    what: RegExp,
    within = 15_000,
  ): Promise<SeenHome & { readonly id: string }> {
    const giveUp = performance.now() + within;
    let seen = await this.home(user);
    for (;;) {
      const { id } = seen;
      if (id !== undefined && what.test(JSON.stringify(seen.blocks))) return { ...seen, id };
      if (performance.now() > giveUp) {
        throw new Error(`Not seen within ${within} ms. The home: ${JSON.stringify(seen)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      const query = new URLSearchParams({ user, peek: 'true' });
      seen = home.parse(await this.#call(`home?${query}`));
    }
  }

  async host(name?: string): Promise<SeenHost> {
    return hostState.parse(await this.#call(`host/${name ?? (await this.state()).hosts[0]?.name}`));
  }

  async fault(fault: unknown, name?: string): Promise<void> {
    await this.#call(`host/${name ?? (await this.state()).hosts[0]?.name}`, { fault });
  }

  async slackFault(fault: unknown): Promise<void> {
    await this.#call('slack', { fault });
  }

  /** What admins do: somebody leaves, a channel is archived, the bot is thrown out … (playground/README.md). */
  async workspace(change: object): Promise<void> {
    await this.#call('workspace', { change });
  }

  /** A thread as this user sees it, beginning with the message that opened it. */
  async thread(user: string, { ts }: SeenMessage): Promise<readonly SeenMessage[]> {
    const query = new URLSearchParams({ channel: await this.channel(), user, ts });
    return z.array(message).parse(await this.#call(`thread?${query}`));
  }

  /** Waits until this user sees a message of that kind; the newest such. */
  async sees(
    user: string,
    what: (seen: SeenMessage) => boolean,
    within = 30_000,
  ): Promise<SeenMessage> {
    const giveUp = performance.now() + within;
    for (;;) {
      const messages = await this.messages(user);
      const found = messages.findLast(what);
      if (found !== undefined) return found;
      if (performance.now() > giveUp) {
        const last = messages.slice(-5).map(({ text }) => text);
        throw new Error(
          `Not seen within ${within} ms. The last messages: ${JSON.stringify(last, null, 1)}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** Types it, and waits for the message that answers. */
  async says(user: string, text: string, answer: RegExp, within?: number): Promise<SeenMessage> {
    const before = new Set((await this.messages(user)).map(({ ts, text: old }) => `${ts} ${old}`));
    await this.slash(user, text);
    return this.sees(
      user,
      (seen) => !before.has(`${seen.ts} ${seen.text}`) && answer.test(wordsOf(seen)),
      within,
    );
  }
}

/** All that a message says: its fallback, and the texts of its blocks. */
export function wordsOf({ text, blocks }: SeenMessage): string {
  const inside = (value: unknown): string => {
    if (typeof value === 'string') return '';
    if (Array.isArray(value)) return value.map(inside).join('\n');
    if (typeof value !== 'object' || value === null) return '';
    return Object.entries(value)
      .map(([key, part]) => (key === 'text' && typeof part === 'string' ? part : inside(part)))
      .join('');
  };
  return `${text}\n${inside(blocks)}`;
}
