/** A message on its way to Slack, and where such messages are kept. src/store/messages-table.ts keeps them. */
import type { MessageContent, OutgoingFile } from './writer.ts';

export interface Message {
  /** Names the message for good: two with one key are one. */
  readonly key: string;
  readonly channel: string;
  /** Slack's name of it, once it is known to be there. */
  readonly ts?: string;
  /** It is a file, not shown yet; `id` once Slack has its bytes. Its text is asked for when it is sent. */
  readonly file?: { readonly id?: string };
  /** The newest content, and its number; of a file, what is said where Slack takes none. */
  readonly content: MessageContent;
  readonly version: number;
  /** Since when the newest content has waited. */
  readonly waitingSince: Date;
  /** A first post was begun then, and its answer never came: it may be there. */
  readonly postBegunAt?: Date;
  /** It was deleted once, and posted again. */
  readonly reposted: boolean;
}

export interface PutOptions {
  /** The key of the message that it replies to: it waits until that one is posted. */
  readonly inThreadOf?: string;
  /** Shown instead of the content, once. */
  readonly file?: OutgoingFile;
  /** Of what it tells: content of a lower one changes nothing, whoever puts it. */
  readonly revision?: number;
}

/** Every function is one statement: a crash leaves either the state before it or the one after. */
export interface MessagesTable {
  /** Makes this the newest content. The content that is there already changes nothing, nor does anything a file. */
  put(
    key: string,
    channel: string,
    content: MessageContent,
    at: Date,
    options?: PutOptions,
  ): Promise<void>;
  /** What waits to be written and has its thread, the longest waiting first. */
  waiting(limit: number): Promise<readonly Message[]>;
  /** Whether there is such a message, posted or not. */
  has(key: string): Promise<boolean>;
  /** Where a message is in Slack, once posted. */
  place(key: string): Promise<{ readonly channel: string; readonly ts: string } | undefined>;
  /** Must be kept before the post is sent. */
  postBegun(key: string, at: Date): Promise<void>;
  /** The post was not made after all. */
  postFailed(key: string): Promise<void>;
  /** It is there with this content; nothing waits any more, unless newer content has come. */
  written(key: string, ts: string, version: number): Promise<void>;
  /** It was edited by somebody whose turn was over by then: the newest content is to be written once more. */
  overtaken(key: string): Promise<void>;
  /** It is there, with content that nobody knows: the newest still waits. */
  found(key: string, ts: string): Promise<void>;
  /** It was deleted: to be posted once more. */
  deleted(key: string): Promise<void>;
  /** The file to send. */
  file(key: string): Promise<OutgoingFile | undefined>;
  /** Slack has its bytes. */
  uploaded(key: string, id: string): Promise<void>;
  /** It is shown, or it is not known that it is not: nothing waits any more. */
  shown(key: string): Promise<void>;
  /** Slack will have no file: its content is a message like any other from now on. */
  fileRefused(key: string): Promise<void>;
  /** This content will never be taken; newer content may. */
  dropped(key: string, version: number): Promise<void>;
  /** Nothing more is written. */
  givenUp(key: string, why: string): Promise<void>;
}
