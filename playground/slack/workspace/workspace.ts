/**
 * The workspace: who and what there is, and the messages. The one place where they change; whoever shows them
 * subscribes. It knows no HTTP and no app: what Slack would refuse is refused by those who call.
 */
import type { Clock } from '../clock.ts';
import { type Change, Changes } from './changes.ts';
import {
  type Channel,
  type Content,
  type InstalledApp,
  type Message,
  type Reaction,
  type Seed,
  type Settings,
  slackbot,
  type Team,
  type User,
  type UserGroup,
} from './model.ts';
import { Timestamps } from './timestamps.ts';

export class Workspace {
  readonly team: Team;
  readonly app: InstalledApp;
  readonly origin: () => string;
  /** What the plan and the admins allow now. */
  settings: Settings = { userGroups: true, fileUploads: true };
  readonly #userGroups = new Map<string, UserGroup>();
  readonly #users = new Map<string, User>();
  readonly #channels = new Map<string, Channel>();
  readonly #messages = new Map<string, Message[]>();
  readonly #timestamps = new Map<string, Timestamps>();
  readonly #changes = new Changes();
  readonly #clock: Clock;

  /** @param origin `http://127.0.0.1:<port>`: what addresses of files begin with */
  constructor(seed: Seed, clock: Clock, origin: () => string = () => '') {
    this.#clock = clock;
    this.origin = origin;
    this.team = seed.team;
    this.app = seed.app;
    for (const group of seed.userGroups) this.#userGroups.set(group.id, group);
    for (const user of [...seed.users, slackbot]) this.#users.set(user.id, user);
    for (const channel of seed.channels) this.putChannel(channel);
  }

  get users(): readonly User[] {
    return [...this.#users.values()];
  }

  /** Everyone but bots, in the order of the seed. */
  get people(): readonly User[] {
    return [...this.#users.values()].filter((user) => user.isBot !== true);
  }

  /** Channels and direct messages. */
  get conversations(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** All but direct messages, in the order of the seed. */
  get channels(): readonly Channel[] {
    return [...this.#channels.values()].filter(({ im }) => im === undefined);
  }

  /** The direct messages between this person and the bot; they begin when somebody first looks. */
  im(user: string): Channel {
    const id = `D${user.slice(1)}`;
    const known = this.#channels.get(id);
    if (known !== undefined) return known;
    const members = [this.app.userId, user];
    const channel: Channel = { id, name: 'directmessage', members, im: user, isPrivate: true };
    this.putChannel(channel);
    return channel;
  }

  user(id: string): User | undefined {
    return this.#users.get(id);
  }

  /** Adds someone, or says something else of them: deleted, a guest from now on. */
  putUser(user: User): void {
    this.#users.set(user.id, user);
  }

  get userGroups(): readonly UserGroup[] {
    return [...this.#userGroups.values()];
  }

  /** Adds a group, or says something else of it. */
  putUserGroup(group: UserGroup): void {
    this.#userGroups.set(group.id, group);
  }

  channel(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  /** Adds a channel, or says something else of it: archived, without the bot. */
  putChannel(channel: Channel): void {
    this.#channels.set(channel.id, channel);
    if (!this.#messages.has(channel.id)) this.#messages.set(channel.id, []);
  }

  /** Oldest first, ephemeral ones included. */
  messages(channel: string): readonly Message[] {
    return this.#messages.get(channel) ?? [];
  }

  message(channel: string, ts: string): Message | undefined {
    return this.messages(channel).find((message) => message.ts === ts);
  }

  /** Replies to a message, oldest first. */
  replies(channel: string, ts: string): readonly Message[] {
    return this.messages(channel).filter(
      (message) => message.threadTs === ts && message.ts !== ts && message.onlyFor === undefined,
    );
  }

  add(
    channel: string,
    user: string,
    content: Content,
    place: { readonly threadTs?: string; readonly onlyFor?: string } = {},
  ): Message {
    const message: Message = { channel, ts: this.#nextTs(channel), user, ...content, ...place };
    this.#messages.get(channel)?.push(message);
    this.#changes.tell(channel, message.onlyFor);
    return message;
  }

  /** The message with other content, in its old place. */
  edit(before: Message, content: Content): Message {
    const { metadata: _, ...kept } = before;
    const edited = { user: before.user, ts: this.#nextTs(before.channel) };
    const message: Message = { ...kept, ...content, edited };
    this.#replace(before, message);
    return message;
  }

  /** Puts a reaction on it. That is no edit: nothing says that the message was changed. */
  react(message: Message, reactions: readonly Reaction[]): void {
    this.#replace(message, { ...message, reactions });
  }

  remove(message: Message): void {
    this.#replace(message, undefined);
  }

  /** Something of this person's own changed: a modal, their App Home. */
  changedFor(user: string): void {
    this.#changes.tell(undefined, user);
  }

  /** The number of the last change to what this user sees in this channel; 0 when there was none. */
  lastChange(channel: string, user: string): number {
    return this.#changes.last(channel, user);
  }

  /** Calls the listener after each change; what is returned ends that. */
  subscribe(listener: (change: Change) => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #nextTs(channel: string): string {
    const timestamps = this.#timestamps.get(channel) ?? new Timestamps();
    this.#timestamps.set(channel, timestamps);
    return timestamps.next(this.#clock.now());
  }

  #replace(before: Message, after: Message | undefined): void {
    const messages = this.#messages.get(before.channel) ?? [];
    const index = messages.findIndex(({ ts }) => ts === before.ts);
    if (index === -1) return;
    messages.splice(index, 1, ...(after === undefined ? [] : [after]));
    this.#changes.tell(before.channel, before.onlyFor);
  }
}
