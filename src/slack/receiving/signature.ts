/**
 * Whether a request over HTTP is Slack's and of now: an HMAC over its raw bytes, whose timestamp is at most five minutes
 * off, either way. Bolt's own check takes any time of the future (5.1), for which a stolen request would keep.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds by which Slack's clock and ours may differ. */
export const tolerance = 300;

export interface Claim {
  /** As it was sent: the signature covers these characters. */
  readonly timestamp: string;
  readonly signature: Buffer;
}

/** What the headers say, before the body is worth reading. */
export type Claimed =
  | { readonly kind: 'claim'; readonly claim: Claim }
  /** No signature at all. */
  | { readonly kind: 'unsigned' }
  /** Nothing that Slack sends. */
  | { readonly kind: 'malformed' }
  /** `seconds` from our clock; positive in the future. */
  | { readonly kind: 'untimely'; readonly seconds: number };

/** @param header a header's value by its name in lower case */
export function claimOf(header: (name: string) => string | undefined, now: Date): Claimed {
  const timestamp = header('x-slack-request-timestamp');
  const signature = header('x-slack-signature');
  if (timestamp === undefined && signature === undefined) return { kind: 'unsigned' };
  const hex = /^v0=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  if (hex === undefined || timestamp === undefined || !/^[0-9]{1,12}$/.test(timestamp)) {
    return { kind: 'malformed' };
  }
  const seconds = Number(timestamp) - Math.floor(now.getTime() / 1000);
  return Math.abs(seconds) > tolerance
    ? { kind: 'untimely', seconds }
    : { kind: 'claim', claim: { timestamp, signature: Buffer.from(hex, 'hex') } };
}

/** Takes the same time whatever is wrong with the signature. */
export function isSigned({ timestamp, signature }: Claim, body: Buffer, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  return timingSafeEqual(expected, signature);
}
