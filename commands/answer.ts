/**
 * What a verb says back, as a small document that knows no Slack: src/slack/rendering/render.ts turns it into Block Kit, a
 * terminal could print it. Every text is plain text from anywhere; whoever renders it escapes it.
 */

/** Text with a few marks. `code` for names and commands, `strong` for what the eye looks for. */
export type Span =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly time: Date }
  /** Somebody, by their id; a chat shows the name. */
  | { readonly person: string }
  /** A group of people in the chat, by its id. */
  | { readonly usergroup: string }
  /** A channel, by its id. */
  | { readonly channel: string };
export type Line = Span | readonly Span[];

/** A whole command without `/zone`, and what it is called. */
export interface Offer {
  /** The words themselves where it has no name of its own. */
  readonly label: string;
  readonly text: string;
  /** Its answer takes the place of the one that offers it: the next page, the same once more. */
  readonly isInPlace?: true;
  /** Said elsewhere in the answer: left out where it can't be pressed. */
  readonly isSaid?: true;
  /** Of use to who asked: left out where the answer is shared with others, as what is in place is. */
  readonly isForAsker?: true;
}

export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | {
      readonly kind: 'fields';
      readonly fields: readonly { readonly name: string; readonly value: Line }[];
    }
  | { readonly kind: 'bullets'; readonly lines: readonly Line[] }
  | { readonly kind: 'preformatted'; readonly text: string }
  /** Small print. */
  | { readonly kind: 'context'; readonly line: Line }
  /** Things to do next. Those that only look may be shown as buttons; the others are typed. */
  | { readonly kind: 'commands'; readonly commands: readonly Offer[] }
  /** Things of one kind, a line each, and what may be asked about each. */
  | {
      readonly kind: 'rows';
      readonly rows: readonly { readonly line: Line; readonly offer: Offer }[];
    }
  | { readonly kind: 'divider' };

/** A long text, whole. */
export interface AnswerFile {
  /** As it is saved: `zonebot-3kq7wz2m5a.log`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** Something to look at, as SVG; a chat shows it as it can. */
export interface AnswerPicture {
  /** As it is saved: `pool-hv-04-internal.png`. */
  readonly name: string;
  /** What it shows, for those who do not see it, too. */
  readonly title: string;
  readonly svg: string;
}

export interface Answer {
  /** What a notification or a screen reader says: the whole meaning in one line. */
  readonly summary: string;
  readonly parts: readonly Part[];
  /** What the parts show the end of: given beside them where a chat takes files. They say enough without it. */
  readonly file?: AnswerFile;
  /** Given likewise. */
  readonly picture?: AnswerPicture;
}
