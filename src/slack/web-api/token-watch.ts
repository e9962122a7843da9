/**
 * Whether Slack still takes the tokens. A refused call, or an event that says so, is a suspicion; auth.test decides. What
 * is lost stays lost: a new token comes with a new environment, and so with a new process.
 */
import type { Diagnostic } from '../../../hostlink/diagnostic.ts';
import type { Clock } from '../../clock.ts';

export interface TokenWatchOptions {
  /** Asks Slack until it answers: a Diagnostic when it refuses the token, undefined when the token is good. */
  readonly ask: () => Promise<Diagnostic | undefined>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Milliseconds: where one method goes on refusing a good token, Slack is not asked each time. */
const notAgainFor = 60_000;

export class TokenWatch {
  /** Resolves when a token is lost. */
  readonly lost: Promise<Diagnostic>;
  readonly #options: TokenWatchOptions;
  #settle: (why: Diagnostic) => void = () => {};
  #trouble: Diagnostic | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(options: TokenWatchOptions) {
    this.#options = options;
    this.lost = new Promise((settle) => {
      this.#settle = settle;
    });
  }

  /** Why a token is lost; undefined while all is well. */
  get trouble(): Diagnostic | undefined {
    return this.#trouble;
  }

  /** Something spoke against the bot token. Never rejects. */
  async suspect(): Promise<void> {
    const now = this.#options.clock.now().getTime();
    if (this.#trouble !== undefined || now - this.#askedAt < notAgainFor) return;
    this.#askedAt = now;
    const refused = await this.#options.ask();
    if (refused !== undefined) this.refuse(refused);
  }

  /** Slack itself has refused a token. */
  refuse(why: Diagnostic): void {
    this.#trouble ??= why;
    this.#settle(why);
  }
}
