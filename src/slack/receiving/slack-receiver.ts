/** Bolt's receiver, and whether Slack can deliver now: the face of Socket Mode and of HTTP mode. */
import type { Receiver } from '@slack/bolt';

export interface SlackReceiver extends Receiver {
  readonly isConnected: boolean;
}
