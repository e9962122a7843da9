/**
 * Three web clients, because one HTTP 429 stalls all calls that wait in the same client's queue (seen with web-api 8.2):
 * what a person waits for must not stand behind the edits of cards. None of them repeats a call by itself: a post whose
 * answer was lost would be posted twice.
 */
import { type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../log/log.ts';
import { slackLogger } from '../logger.ts';
import { isTokenRefusal, refusalOf } from './call-fault.ts';

export interface SlackClients {
  /** Answers to people, and look-ups that these wait for. */
  readonly interactive: WebClient;
  /** Posts and edits of cards. */
  readonly updates: WebClient;
  /** Whatever may wait: looking through history. */
  readonly bulk: WebClient;
}

export interface SlackAddress {
  readonly botToken: string;
  readonly apiUrl?: string;
}

const interactiveTimeout = 5_000;
const patientTimeout = 20_000;

/** @param onRefusedToken told of each call that was refused as if the token were no good any more */
export function createClients(
  { botToken, apiUrl }: SlackAddress,
  log: Log,
  onRefusedToken: () => void = () => {},
): SlackClients {
  const client = (part: string, timeout: number): WebClient => {
    const options: WebClientOptions = {
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      timeout,
      logger: slackLogger(log, part),
      ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    };
    return new WatchedClient(botToken, options, onRefusedToken);
  };
  return {
    interactive: client('slack interactive', interactiveTimeout),
    updates: client('slack updates', patientTimeout),
    bulk: client('slack bulk', patientTimeout),
  };
}

/** All of the library's methods go through apiCall. */
class WatchedClient extends WebClient {
  readonly #onRefusedToken: () => void;

  constructor(token: string, options: WebClientOptions, onRefusedToken: () => void) {
    super(token, options);
    this.#onRefusedToken = onRefusedToken;
  }

  override async apiCall(
    method: string,
    options?: Record<string, unknown>,
  ): Promise<WebAPICallResult> {
    try {
      return await super.apiCall(method, options);
    } catch (error) {
      const word = refusalOf(error);
      if (word !== undefined && isTokenRefusal(word)) this.#onRefusedToken();
      throw error;
    }
  }
}
