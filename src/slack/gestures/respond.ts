/**
 * Answers to whoever typed or pressed: by the response URL of what they did, which works five times within half an
 * hour and is a secret meanwhile; where that fails, by chat.postEphemeral; where they don't see the channel, or are in none,
 * as a direct message. A lost answer is logged, without the URL.
 */

import { appHome } from '../../authorise/app-home.ts';
import type { Log } from '../../log/log.ts';
import type { MessageContent } from '../../outbox/writer.ts';
import { refusalOf } from '../web-api/call-fault.ts';
import type { SlackClients } from '../web-api/clients.ts';

export interface Asker {
  readonly user: string;
  /** Slack's id, or `appHome`. */
  readonly channel: string;
  /** The thread in which they asked. */
  readonly threadTs?: string | undefined;
  readonly responseUrl: string | undefined;
}

export interface RespondParts {
  readonly clients: Pick<SlackClients, 'interactive'>;
  /** Another base of the Web API than Slack's: then response URLs may lie there too. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly fetch?: typeof globalThis.fetch;
}

/** For the asker alone. Resolves whether or not it reached them. */
export type Respond = (
  asker: Asker,
  content: MessageContent,
  /** It replaces the answer in which was pressed, which only a response URL can. */
  how?: { readonly isInPlace: boolean },
) => Promise<void>;

const timeout = 5_000;

/** Refusals of chat.postEphemeral that mean that nothing can be shown to this person in this channel. */
const notThere = new Set([
  'user_not_in_channel',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
]);

export function createRespond({
  clients,
  apiUrl,
  log,
  fetch = globalThis.fetch,
}: RespondParts): Respond {
  const isOurs = (url: string): boolean => isResponseUrl(url, apiUrl);
  return async (
    { user, channel, threadTs, responseUrl },
    { text, blocks },
    { isInPlace } = { isInPlace: false },
  ) => {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    if (responseUrl !== undefined && isOurs(responseUrl)) {
      const body = {
        response_type: 'ephemeral',
        replace_original: isInPlace,
        ...(isInPlace ? {} : thread),
        text,
        blocks,
      };
      const failure = await post(fetch, responseUrl, body);
      if (failure === undefined) return;
      log.warn({ user, channel, failure }, 'a response URL did not work');
    }
    const { interactive } = clients;
    try {
      const directly = () =>
        interactive.apiCall('chat.postMessage', { channel: user, text, blocks });
      if (channel === appHome) return void (await directly());
      try {
        const place = { channel, user, ...thread };
        await interactive.apiCall('chat.postEphemeral', { ...place, text, blocks });
      } catch (error) {
        if (!notThere.has(refusalOf(error) ?? '')) throw error;
        await directly();
      }
    } catch (error) {
      log.error(
        { user, channel, refusal: refusalOf(error), err: error },
        'an answer did not reach its asker',
      );
    }
  };
}

/** Slack's hosts (docs.slack.dev, "Handling user interaction"), or the local Slack that the bot was pointed at. */
function isResponseUrl(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { origin } = new URL(url);
  return (
    origin === 'https://hooks.slack.com' ||
    origin === 'https://hooks.slack-gov.com' ||
    (apiUrl !== undefined && origin === new URL(apiUrl).origin)
  );
}

/** Why it failed, never with the URL in it; undefined when it was taken. */
async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  body: unknown,
): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    return ok ? undefined : `HTTP ${status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'failed';
  }
}
