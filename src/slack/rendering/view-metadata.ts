/**
 * What a modal of ours keeps for the way back: which command it is a form of, and where its answer goes. Slack returns it
 * with everything done in the modal. It is parsed again, and who may do what is asked again.
 */
import { z } from 'zod';
import type { Asker } from '../gestures/respond.ts';

/** Characters that Slack takes (types 3.2, views). */
const most = 3_000;

const place = z.object({
  channel: z.string().min(1),
  /** A secret of half an hour, which people don't see. */
  response: z.string().optional(),
  thread: z.string().optional(),
});
const form = place.extend({ command: z.string().min(1) });
const ballot = place.extend({
  operation: z.string().min(1),
  decision: z.enum(['approve', 'deny', 'review']),
});

/** Where the answer to what is done in a modal goes. */
export type PlaceMetadata = z.infer<typeof place>;
export type FormMetadata = z.infer<typeof form>;

export const placeOf = ({ channel, responseUrl, threadTs }: Asker): PlaceMetadata => ({
  channel,
  ...(responseUrl !== undefined && { response: responseUrl }),
  ...(threadTs !== undefined && { thread: threadTs }),
});

export const askerIn = (user: string, { channel, response, thread }: PlaceMetadata): Asker => ({
  user,
  channel,
  responseUrl: response,
  threadTs: thread,
});

export function encodeMetadata(metadata: PlaceMetadata): string {
  const text = JSON.stringify(metadata);
  return text.length <= most ? text : JSON.stringify({ ...metadata, response: undefined });
}

/** Undefined for what no release of ours wrote. */
export const placeIn = (text: string): PlaceMetadata | undefined => decoded(place, text);
export const ballotIn = (text: string): z.infer<typeof ballot> | undefined => decoded(ballot, text);
export const formIn = (text: string): FormMetadata | undefined => decoded(form, text);

function decoded<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
