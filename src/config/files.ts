/** The files that zonebot.kdl names, as far as reading it needs them. src/config/load.ts hands in the real ones. */
export type FileContent =
  | { readonly kind: 'file'; readonly text: string; readonly mode: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface Files {
  /** An absolute path; a relative one is taken from where zonebot.kdl lies. */
  readonly resolve: (path: string) => string;
  readonly read: (path: string) => FileContent;
}
