/**
 * Mentions: a person, a channel or a user group, by id. In a command's text they stand as `<@U0123>`, `<#C0123>` and
 * `<!subteam^S0123>`, without the name that the chat shows for them: names are no identities.
 */
export type Reference =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string }
  | { readonly kind: 'usergroup'; readonly id: string };

const kinds = [
  ['user', /^<@([UW][A-Z0-9]+)>$/],
  ['channel', /^<#([CDG][A-Z0-9]+)>$/],
  ['usergroup', /^<!subteam\^(S[A-Z0-9]+)>$/],
] as const;

/** What a whole word refers to, or undefined when it is a word like any other. */
export function referenceOf(word: string): Reference | undefined {
  for (const [kind, pattern] of kinds) {
    const id = pattern.exec(word)?.[1];
    if (id !== undefined) return { kind, id };
  }
  return undefined;
}
