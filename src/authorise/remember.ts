/**
 * Remembers what was looked up for a minute. When a later look-up fails, what was known before is told apart, for at
 * most 15 minutes: it may still be a reason to deny, never one to allow.
 */
import type { Clock } from '../clock.ts';

const freshFor = 60_000;
const tellableFor = 15 * 60_000;
const mostEntries = 5_000;

export type Knowledge<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'last-known'; readonly value: T; readonly cause: unknown }
  | { readonly kind: 'unknown'; readonly cause: unknown };

export type Lookup<T> = (key: string) => Promise<Knowledge<T>>;

/** One question at a time for a key: who asks meanwhile gets the same answer. Never rejects. */
export function remember<T>(ask: (key: string) => Promise<T>, clock: Clock): Lookup<T> {
  const answers = new Map<string, { readonly value: T; readonly at: number }>();
  const asking = new Map<string, Promise<Knowledge<T>>>();

  const askAnew = async (key: string): Promise<Knowledge<T>> => {
    const at = clock.now().getTime();
    try {
      const value = await ask(key);
      answers.delete(key);
      answers.set(key, { value, at });
      const [oldest] = answers.keys();
      if (answers.size > mostEntries && oldest !== undefined) answers.delete(oldest);
      return { kind: 'known', value };
    } catch (cause) {
      const last = answers.get(key);
      return last !== undefined && clock.now().getTime() - last.at <= tellableFor
        ? { kind: 'last-known', value: last.value, cause }
        : { kind: 'unknown', cause };
    } finally {
      asking.delete(key);
    }
  };

  return async (key) => {
    const answer = answers.get(key);
    if (answer !== undefined && clock.now().getTime() - answer.at <= freshFor) {
      return { kind: 'known', value: answer.value };
    }
    const underWay = asking.get(key) ?? askAnew(key);
    asking.set(key, underWay);
    return underWay;
  };
}
