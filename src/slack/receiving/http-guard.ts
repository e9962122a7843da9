/** Who stands before HTTP mode's door: a request comes in only if Slack signed it, just now, and for the first time. */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import { type Body, readBody, understand } from './http-body.ts';
import type { Reply } from './http-reply.ts';
import { Seen } from './seen.ts';
import { claimOf, isSigned, tolerance } from './signature.ts';

export const eventsPath = '/slack/events';

/** Only what was truly signed is remembered, and no room is made: 30 requests a second for ten minutes are too many. */
const mostSignatures = 20_000;

/** Milliseconds between two lines of the log about one kind of refusal: the address may be open to everybody. */
const complainEvery = 60_000;

export type Admission =
  | { readonly kind: 'admitted'; readonly body: Body }
  | { readonly kind: 'answered'; readonly reply: Reply };

export interface GuardOptions {
  readonly signingSecret: string;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

const answered = (status: Reply['status']): Admission => ({ kind: 'answered', reply: { status } });

export class HttpGuard {
  readonly #options: GuardOptions;
  readonly #signatures: Seen;
  readonly #complaints: Seen;

  constructor(options: GuardOptions) {
    this.#options = options;
    const { clock } = options;
    // A timestamp may be ahead by the tolerance now, and is good until it is behind by as much.
    const keepFor = 2 * tolerance * 1_000;
    this.#signatures = new Seen({ keepFor, most: mostSignatures, clock });
    this.#complaints = new Seen({ keepFor: complainEvery, most: 100, clock });
  }

  /** Rejects when the sender goes away in the middle. */
  async admit(request: IncomingMessage): Promise<Admission> {
    const { method, url = '', headers } = request;
    const [path, query] = url.split('?', 2);
    if (path !== eventsPath) return answered(404);
    if (method === 'GET' && isSslCheck(new URLSearchParams(query))) return answered(200);
    if (method !== 'POST') return answered(405);
    const { signingSecret, clock } = this.#options;
    const claimed = claimOf((name) => request.headersDistinct[name]?.join(), clock.now());
    if (claimed.kind === 'malformed') return this.#refuse('its signature is none of Slack');
    if (claimed.kind === 'untimely') {
      const off = Math.abs(claimed.seconds);
      const when = claimed.seconds > 0 ? 'ahead of' : 'behind';
      return this.#refuse('its time is not ours', `it is ${off} s ${when} this machine's clock`);
    }
    const bytes = await readBody(request);
    if (bytes === undefined) return answered(413);
    const text = bytes.toString('utf8');
    if (claimed.kind === 'unsigned') {
      // Slack looks whether the certificate in front of us is good, and signs nothing.
      return isSslCheck(new URLSearchParams(text)) ? answered(200) : this.#refuse('it is unsigned');
    }
    const { claim } = claimed;
    if (!isSigned(claim, bytes, signingSecret)) {
      return this.#refuse('its signature is wrong', 'is SLACK_SIGNING_SECRET that of this app?');
    }
    switch (this.#signatures.look(claim.signature.toString('hex'))) {
      case 'new':
        return admitted(headers['content-type'], text);
      case 'seen':
        return this.#refuse('the same was here before');
      case 'full':
        this.#complain('more came than can be told apart');
        return answered(503);
    }
  }

  #refuse(why: string, more?: string): Admission {
    this.#complain(why, more);
    return answered(401);
  }

  #complain(why: string, more?: string): void {
    if (this.#complaints.look(why) === 'seen') return;
    this.#options.log.warn({ why, more }, 'a request to HTTP mode was refused');
  }
}

function admitted(contentType: string | undefined, text: string): Admission {
  const understood = understand(contentType, text);
  switch (understood.kind) {
    case 'wrong-type':
      return answered(415);
    case 'malformed':
      return answered(400);
    case 'body': {
      const { body } = understood;
      // Slack asks so when the address is entered among the app's settings.
      if (body.type === 'url_verification') {
        return { kind: 'answered', reply: { status: 200, content: { challenge: body.challenge } } };
      }
      return body.ssl_check === '1' ? answered(200) : { kind: 'admitted', body };
    }
    default:
      return understood satisfies never;
  }
}

const isSslCheck = (fields: URLSearchParams): boolean => fields.get('ssl_check') === '1';
