/**
 * What a verb says back, as a small document that knows no Slack: src/slack/render.ts turns it into Block Kit, a
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
  /** A channel, by its id. */
  | { readonly channel: string };
export type Line = Span | readonly Span[];

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
  /** Things to type or press next: each is a whole command without `/zone`. Reads may be offered as a button. */
  | {
      readonly kind: 'commands';
      readonly commands: readonly { readonly label: string; readonly text: string }[];
    }
  | { readonly kind: 'divider' };

export interface Answer {
  /** What a notification or a screen reader says: the whole meaning in one line. */
  readonly summary: string;
  readonly parts: readonly Part[];
}
