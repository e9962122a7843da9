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

  async host(name?: string): Promise<SeenHost> {
    return hostState.parse(await this.#call(`host/${name ?? (await this.state()).hosts[0]?.name}`));
  }

  async fault(fault: unknown, name?: string): Promise<void> {
    await this.#call(`host/${name ?? (await this.state()).hosts[0]?.name}`, { fault });
  }

  async slackFault(fault: unknown): Promise<void> {
    await this.#call('slack', { fault });
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
