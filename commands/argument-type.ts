/** What a kind of value is: how it is typed, and how it is understood. The kinds are in grammar/types/. */
export interface ArgumentType<T> {
  /** What stands in usage lines: `zone`, `ip`. */
  readonly placeholder: string;
  /** From what was typed to a value. @throws Diagnostic that names what is wrong and says what to write. */
  readonly parse: (text: string) => T;
  /** What a form offers to choose from; left out, the value is typed. */
  readonly choices?: Choices;
  /** A text for people, which may have several lines. */
  readonly isProse?: true;
}

export type Choices =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** The configured hosts. `isDefaultMeant`: leaving it out means the default host, so that a form begins with it. */
  | { readonly kind: 'hosts'; readonly isDefaultMeant?: true }
  /** What the host was last seen to have, or all hosts where none is chosen. */
  | { readonly kind: ThingOnHost }
  /** Of a list of `<thing>:<choice>`: what may be chosen for each, a thing of the host or one of a few words more. */
  | {
      readonly kind: 'each';
      readonly of: ThingOnHost;
      readonly more: readonly { readonly value: string; readonly detail: string }[];
    };

export const thingsOnHosts = [
  'zones',
  'unregistered',
  'templates',
  'pools',
  'publishers',
  'links',
] as const;
export type ThingOnHost = (typeof thingsOnHosts)[number];
