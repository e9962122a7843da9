/**
 * What the outbox needs of Slack, declared here and implemented by src/slack/: post, edit and look for one message.
 * Each answer says which kind of end a call had, since each is to be met differently; nothing throws for Slack's sake.
 */

/** A message as Slack's Web API takes it: blocks, and the text that notifications and screen readers say. JSON. */
export interface MessageContent {
  /** Never empty. */
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  /** Set for a reply. */
  readonly threadTs?: string;
}

/** A text as a file: shown as a message of its own, and never edited. */
export interface OutgoingFile {
  /** As it is saved: `zonebot-3kq7wz2m5a.log`. */
  readonly name: string;
  readonly title: string;
  /** Never empty. */
  readonly text: string;
}

/** A picture, for one person: it is not kept as files of operations are. */
export interface OutgoingPicture {
  /** `pool-hv-04-internal.png` */
  readonly name: string;
  readonly title: string;
  readonly png: Uint8Array;
}

/** Slack's name of a posted message: its channel and its timestamp. */
export interface Posted {
  readonly kind: 'posted';
  readonly ts: string;
}

export type WriteFault =
  /** HTTP 429. Nothing was written; nothing is to be asked of this method before that time. */
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  /**
   * The message or its place is no more: `message_not_found`, `cant_update_message`, `edit_window_closed`, and for the
   * whole channel `channel_not_found`, `is_archived`, `not_in_channel`. `why` is Slack's word.
   */
  | { readonly kind: 'gone'; readonly what: 'message' | 'channel'; readonly why: string }
  /** Timeout, lost connection, HTTP 5xx: it may have been written, or not. */
  | { readonly kind: 'unknown-outcome' }
  /** Slack understood and said no (`invalid_blocks`, `invalid_auth`, …): the same again gets the same answer. */
  | { readonly kind: 'refused'; readonly error: string };

/**
 * Files, in two steps. The first gives Slack the bytes, which nobody sees yet; the second shows them. So a file's name is
 * known before it is shown, and a second step whose answer was lost can be looked at before it is done again.
 */
export interface FileWriter {
  /** files.getUploadURLExternal, and the bytes. Done twice, it leaves a file behind that nobody ever sees. */
  upload(
    file: OutgoingFile,
  ): Promise<{ readonly kind: 'uploaded'; readonly id: string } | WriteFault>;
  /** files.completeUploadExternal. */
  show(
    id: string,
    title: string,
    place: { readonly channel: string; readonly threadTs?: string },
  ): Promise<{ readonly kind: 'shown' } | WriteFault>;
  /** files.info: whether it is shown in that channel. */
  isShown(id: string, channel: string): Promise<{ readonly kind: 'shown' | 'absent' } | WriteFault>;
}

/** Of pictures, too. */
export interface PictureWriter extends FileWriter {
  upload(file: OutgoingFile | OutgoingPicture): ReturnType<FileWriter['upload']>;
}

export interface SlackWriter {
  /** chat.postMessage with `metadata: {event_type: 'zonebot', event_payload: {dedupe_key}}`, by which `find` finds it. */
  post(channel: string, content: MessageContent, dedupeKey: string): Promise<Posted | WriteFault>;
  /** chat.update. The metadata stays as posted. */
  update(
    channel: string,
    ts: string,
    content: MessageContent,
    dedupeKey: string,
  ): Promise<{ readonly kind: 'updated' } | WriteFault>;
  /**
   * Looks for an own message with that dedupe key, posted at or after `since` (conversations.history with
   * `include_all_metadata`, or conversations.replies where `threadTs` is given). `absent` only when the answer was whole.
   */
  find(
    channel: string,
    dedupeKey: string,
    since: Date,
    threadTs?: string,
  ): Promise<Posted | { readonly kind: 'absent' } | WriteFault>;
}
