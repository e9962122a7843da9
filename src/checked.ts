/** What a reader of settings answers: the value, or everything that is wrong at once, never only the first fault. */
import type { Diagnostic } from '../hostlink/diagnostic.ts';

export type Checked<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'faulty'; readonly faults: readonly Diagnostic[] };
