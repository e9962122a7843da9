/**
 * A fact that may be missing: what can't be read or understood is an answer of its own, so that one detail does not take
 * the others with it. For what is shown; a plan that needs it insists on it.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Fact } from './fact.ts';

export type Attempt<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unread'; readonly diagnostic: Diagnostic };

/** What was read. @throws Diagnostic why it could not be */
export function insisted<T>(attempt: Attempt<T>): T {
  if (attempt.kind === 'unread') throw attempt.diagnostic;
  return attempt.value;
}

export const attempted = <T>(fact: Fact<T>): Fact<Attempt<T>> => ({
  name: fact.name,
  reading: fact.reading,
  understand: (answer, host) => {
    try {
      return { kind: 'read', value: fact.understand(answer, host) };
    } catch (error) {
      if (error instanceof Diagnostic) return { kind: 'unread', diagnostic: error };
      throw error;
    }
  },
  isTorn: (attempt) => attempt.kind === 'read' && (fact.isTorn?.(attempt.value) ?? false),
});
