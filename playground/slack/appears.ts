/** Waiting for something to be seen in the workspace: looks again each time that something changed, and never sleeps. */
import type { SlackCore } from './core.ts';

/** Real milliseconds. */
const patience = 10_000;

/**
 * What is looked for, as soon as it is there.
 * @param within real milliseconds; ten seconds when left out
 * @param seen what there is instead, for the error
 * @throws Error
 */
export function appears<T>(
  { workspace }: SlackCore,
  look: () => T | undefined,
  within: number | undefined,
  seen: () => string,
): Promise<T> {
  const limit = within ?? patience;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      unsubscribe();
      clearTimeout(timer);
    };
    const lookAgain = (): void => {
      const found = look();
      if (found === undefined) return;
      settle();
      resolve(found);
    };
    const unsubscribe = workspace.subscribe(lookAgain);
    const timer = setTimeout(() => {
      settle();
      reject(new Error(`Not seen within ${limit} ms. Seen:\n${seen()}`));
    }, limit);
    lookAgain();
  });
}
