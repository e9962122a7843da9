/** When an exec is given up: at its deadline, or when whoever asked no longer wants it. */

/** Why we gave a command up, as opposed to losing it. */
type Because = 'deadline' | 'aborted' | 'output-limit';

export class Stopped extends Error {
  readonly because: Because;

  constructor(because: Because, message: string) {
    super(message);
    this.because = because;
  }
}

export interface Stop {
  /** Aborted with a Stopped. */
  readonly signal: AbortSignal;
  /** Settles as the promise does, unless it is time to stop first. @throws Stopped */
  readonly orSooner: <T>(promise: Promise<T>) => Promise<T>;
  readonly dispose: () => void;
}

export function stopAfter(milliseconds: number, wish: AbortSignal | undefined): Stop {
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = (): void => controller.abort(new Stopped('aborted', 'It was given up'));
  const timer = setTimeout(
    () => controller.abort(new Stopped('deadline', `It took longer than ${milliseconds / 1000} s`)),
    milliseconds,
  );
  if (wish?.aborted) aborted();
  wish?.addEventListener('abort', aborted, { once: true });
  return {
    signal,
    orSooner: (promise) =>
      new Promise((resolve, reject) => {
        const stopped = (): void => reject(signal.reason);
        if (signal.aborted) stopped();
        signal.addEventListener('abort', stopped, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stopped));
      }),
    dispose: () => {
      clearTimeout(timer);
      wish?.removeEventListener('abort', aborted);
    },
  };
}
