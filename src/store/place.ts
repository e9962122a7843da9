/** Where the bot remembers. */
export type StorePlace =
  /** PGlite, in this process. */
  | { readonly kind: 'embedded'; readonly directory: string }
  | { readonly kind: 'postgres'; readonly url: string };
