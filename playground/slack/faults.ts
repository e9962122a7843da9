/**
 * Trouble on request: what is to go wrong with the next calls of a Web API method, or with the sockets. A fault that
 * never fired is still here: a test that asked for it looks at `pending`.
 */

/** What goes wrong with a call. */
export type CallFault =
  /** HTTP 429; `retryAfter` in seconds, null leaves the header out. */
  | { readonly kind: 'rate-limited'; readonly retryAfter: number | null }
  /** An HTTP status with a body that is no JSON. Nothing was done. */
  | { readonly kind: 'status'; readonly status: number }
  /** `{ok: false, error}`. Nothing was done. */
  | {
      readonly kind: 'error';
      readonly error: string;
      /** For `response_metadata.messages`: Slack says much only there. */
      readonly messages?: readonly string[] | undefined;
    }
  /** The call is carried out, then the connection is cut instead of an answer. */
  | { readonly kind: 'lost-answer' }
  /** The connection is cut before anything was done. */
  | { readonly kind: 'lost-call' }
  /** The call is carried out that much later. */
  | { readonly kind: 'latency'; readonly milliseconds: number };

export interface PlannedFault {
  readonly fault: CallFault;
  /** The method that it is for; `response_url` for what is sent there; any method when left out. */
  readonly method?: string | undefined;
  /** How many calls it still meets. */
  readonly times: number;
}

/** What a fault names that is for the next use of a response URL. */
export const responseUrl = 'response_url';

export class Faults {
  #planned: PlannedFault[] = [];

  /** Meets the next `times` calls of the method, after what was planned before. */
  plan(
    fault: CallFault,
    where: { readonly method?: string | undefined; readonly times?: number } = {},
  ): void {
    this.#planned.push({ fault, method: where.method, times: where.times ?? 1 });
  }

  /** The fault that this call meets, if any; it counts as used. */
  take(method: string): CallFault | undefined {
    const index = this.#planned.findIndex(
      (planned) =>
        planned.method === method || (planned.method === undefined && method !== responseUrl),
    );
    const found = this.#planned[index];
    if (found === undefined) return undefined;
    const left = found.times > 1 ? [{ ...found, times: found.times - 1 }] : [];
    this.#planned.splice(index, 1, ...left);
    return found.fault;
  }

  get pending(): readonly PlannedFault[] {
    return this.#planned;
  }

  clear(): void {
    this.#planned = [];
  }
}
